/*
 * Copyright The camel-ami authors
 *
 * Licensed under the Apache License, Version 2.0 (the "License");
 * you may not use this file except in compliance with the License.
 * You may obtain a copy of the License at
 *
 *     https://www.apache.org/licenses/LICENSE-2.0
 *
 * Unless required by applicable law or agreed to in writing, software
 * distributed under the License is distributed on an "AS IS" BASIS,
 * WITHOUT WARRANTIES OR CONDITIONS OF ANY KIND, either express or implied.
 * See the License for the specific language governing permissions and
 * limitations under the License.
 */
package io.github.camelami;

import io.github.camelami.internal.metrics.AmiMeters;
import io.github.camelami.internal.routing.RunReadings;
import io.github.camelami.internal.session.AmiSession;
import io.github.camelami.internal.session.AmiSessions;
import io.github.camelami.internal.session.GuardedSecret;
import io.github.camelami.internal.tcp.TcpTransport;
import io.github.camelami.internal.transport.AmiTransport;
import java.util.List;
import java.util.function.Supplier;
import javax.net.ssl.SSLContext;
import org.apache.camel.RuntimeCamelException;
import org.apache.camel.support.jsse.SSLContextParameters;
import org.jspecify.annotations.Nullable;

/** The sessions of a component's endpoints, with their transports and meters. */
final class ComponentSessions {
    private static final String MICROMETER = "io.micrometer.core.instrument.MeterRegistry";

    private final AmiComponent component;
    private final AmiSessions sessions = new AmiSessions();
    /** Null without a registry of meters. */
    private @Nullable AmiMeters meters;

    ComponentSessions(AmiComponent component) {
        this.component = component;
    }

    /** Looks for a registry of meters. */
    void init() {
        var context = component.getCamelContext();
        meters = context.getClassResolver().resolveClass(MICROMETER) == null ? null : AmiMeters.of(context);
    }

    /** Returns the session that all endpoints with equal settings share. The caller must release it. */
    AmiSession acquire(ConnectionSettings settings) {
        return sessions.acquire(settings.identity(), () -> opened(settings));
    }

    /**
     * Checks the settings of a session, including its key stores and its HTTP client.
     *
     * @throws RuntimeException naming the option and what is wrong with it
     */
    void check(ConnectionSettings settings) {
        settings.validate();
        transports(settings, () -> "");
    }

    void release(AmiSession session) {
        sessions.release(session);
    }

    /** The sessions in use. */
    List<AmiSession> all() {
        return sessions.all();
    }

    /** Prepares all sessions for the stop of their routes, without waiting. */
    void endWaiting() {
        sessions.endWaiting(component.threads().sessions());
    }

    void closeAll() {
        sessions.closeAll(component.threads().sessions());
    }

    /** Registers the meters of a consumer for one PBX if there is a registry; running the result removes them. */
    Runnable meter(@Nullable String route, AmiEndpoint member, RunReadings readings) {
        if (meters == null) {
            return () -> {};
        }
        AmiConsumerConfiguration options = member.getConsumerConfiguration();
        Emit emit = options.getEmit();
        return meters.add(
                new AmiMeters.Consumer(
                        member.getName(), route, emit.ofCalls(), emit.ofQueues(), options.getMaxMemberMeters()),
                readings);
    }

    private AmiSessions.Opened opened(ConnectionSettings settings) {
        GuardedSecret login = settings.secret(sessions.refusedSecrets());
        AmiSession session =
                new AmiSession(settings.session(login), component.threads().resources(), transports(settings, login));
        return new AmiSessions.Opened(session, meters == null ? () -> {} : meters.add(session, settings.address()));
    }

    private Supplier<AmiTransport> transports(ConnectionSettings settings, Supplier<String> secret) {
        SSLContext tls = settings.options().isTls() ? tls(settings.options()) : null;
        var threads = component.threads().sessions();
        if (settings.isHttp()) {
            // only AmiHttpClients refers to Camel's http component, so that TCP works without camel-http
            return AmiHttpClients.transports(component.getCamelContext(), settings, secret, tls, threads);
        }
        var tcp = settings.tcp(tls == null ? null : tls.getSocketFactory());
        return TcpTransport.ofSession(tcp, threads);
    }

    private SSLContext tls(AmiConfiguration settings) {
        SSLContextParameters parameters = settings.getSslContextParameters();
        if (parameters == null && component.isUseGlobalSslContextParameters()) {
            parameters = component.getCamelContext().getSSLContextParameters();
        }
        if (parameters == null && settings.getTransport() == AmiTransportType.http) {
            parameters = AmiHttpClients.sslContextParameters(component.getCamelContext());
        }
        try {
            return parameters == null
                    ? SSLContext.getDefault()
                    : parameters.createSSLContext(component.getCamelContext());
        } catch (Exception e) {
            throw new RuntimeCamelException("sslContextParameters cannot be used: " + e.getMessage(), e);
        }
    }
}
