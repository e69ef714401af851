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

import io.github.camelami.internal.health.ProducerChecks;
import io.github.camelami.internal.routing.ContinuationExecutor;
import io.github.camelami.internal.session.AmiSession;
import io.github.camelami.internal.session.AmiSessions;
import io.github.camelami.internal.session.SessionResources;
import io.github.camelami.internal.tcp.TcpTransport;
import io.github.camelami.internal.transport.AmiTransport;
import io.github.camelami.internal.uri.OptionCheck;
import io.github.camelami.internal.uri.UriOptionChecks;
import io.github.camelami.internal.uri.UriOptions;
import io.github.camelami.internal.uri.UriValue;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Supplier;
import javax.net.ssl.SSLContext;
import org.apache.camel.CamelContext;
import org.apache.camel.Endpoint;
import org.apache.camel.RuntimeCamelException;
import org.apache.camel.SSLContextParametersAware;
import org.apache.camel.builder.ThreadPoolProfileBuilder;
import org.apache.camel.spi.HeaderFilterStrategy;
import org.apache.camel.spi.LifecycleStrategy;
import org.apache.camel.spi.Metadata;
import org.apache.camel.spi.OnCamelContextStarted;
import org.apache.camel.spi.OnCamelContextStopping;
import org.apache.camel.spi.PropertiesComponent;
import org.apache.camel.spi.ThreadPoolProfile;
import org.apache.camel.spi.annotations.Component;
import org.apache.camel.support.CamelContextHelper;
import org.apache.camel.support.HealthCheckComponent;
import org.apache.camel.support.LifecycleStrategySupport;
import org.apache.camel.support.jsse.SSLContextParameters;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Creates the endpoints of {@code ami:} and holds what they share: sessions, threads and named connections.
 *
 * @since 1.0
 */
@Component("ami")
public class AmiComponent extends HealthCheckComponent implements SSLContextParametersAware {

    /** A query for URIs without one: Camel merges more options into the query, and removes this parameter again. */
    private static final String NO_OPTIONS = "?hash=";

    private static final Logger LOG = LoggerFactory.getLogger(AmiComponent.class);

    /** Bounds the set of warnings already logged: option names may come from messages. */
    private static final int MAX_PLUS_WARNINGS = 100;

    private static final String MICROMETER = "io.micrometer.core.instrument.MeterRegistry";

    @Metadata(description = "The connection settings of endpoints whose name is not that of a named connection.")
    private AmiConfiguration configuration = new AmiConfiguration();

    @Metadata(
            label = "advanced",
            description = "Named connections: the settings of the endpoints with that name, ami:name.")
    private Map<String, AmiConfiguration> connections = new LinkedHashMap<>();

    @Metadata(label = "security", defaultValue = "false")
    private boolean useGlobalSslContextParameters;

    @Metadata(label = "filter", description = "The filter for headers and fields if an endpoint sets mapHeaders.")
    private HeaderFilterStrategy headerFilterStrategy = new AmiHeaderFilterStrategy();

    private final Set<String> plusWarnings = ConcurrentHashMap.newKeySet();
    private final AmiSessions sessions = new AmiSessions();
    private ExecutorService sessionThreads;
    private ExecutorService answerThreads;
    private ContinuationExecutor answerWorkers;
    private ScheduledExecutorService timer;
    private @Nullable AmiMeters meters;
    private ProducerChecks producerChecks;
    private final StartingLogins startingLogins = new StartingLogins(this);
    private final List<LifecycleStrategy> strategies = List.of(
            // runs before routes wait for their exchanges to end
            LifecycleStrategySupport.adapt((OnCamelContextStopping) context -> endWaiting()),
            LifecycleStrategySupport.adapt(
                    (OnCamelContextStarted) context -> startingLogins().end()));

    private void endWaiting() {
        sessions().forEach(AmiSession::endWaiting);
        sessions.drainAll(sessionThreads);
    }

    /** Camel's normalized URI no longer shows which blanks were plus signs. */
    @Override
    public boolean useRawUri() {
        return true;
    }

    /** Only this component knows which values are not encoded. */
    @Override
    protected boolean resolveRawParameterValues() {
        return false;
    }

    @Override
    public Endpoint createEndpoint(String uri, Map<String, Object> properties) throws Exception {
        if (properties == null || properties.isEmpty()) {
            AmiEndpoint known = UnkeptEndpoints.find(this, uri);
            return known != null ? known : super.createEndpoint(uri, null);
        }
        // options given beside the URI are not part of its text, and not encoded
        Map<String, Object> texts = new LinkedHashMap<>(properties);
        texts.replaceAll((option, value) -> value instanceof String text ? UriValue.escapePercent(text) : value);
        Endpoint endpoint = super.createEndpoint(uri.indexOf('?') < 0 ? uri + NO_OPTIONS : uri, texts);
        if (endpoint instanceof AmiEndpoint ami) {
            ami.setOfItsTextAlone(false);
        }
        return endpoint;
    }

    @Override
    protected Endpoint createEndpoint(String given, String remaining, Map<String, Object> parameters) throws Exception {
        String uri = given.endsWith(NO_OPTIONS) ? given.substring(0, given.length() - NO_OPTIONS.length()) : given;
        String name = UriValue.decode(remaining, false, false);
        if (UriOptions.isExpression(name)) {
            throw new IllegalArgumentException("ami:" + name + ": to() does not evaluate ${...}; use toD()");
        }
        if (name.indexOf('@') >= 0) {
            throw new IllegalArgumentException("an ami: URI has no user info; use the options username and secret");
        }
        if (name.matches("[^:\\[]*:\\d+")) {
            throw new IllegalArgumentException("ami:" + name + ": set the port by the option port");
        }
        AmiConfiguration settings = settingsOf(name).copy();
        if (settings.getHost() == null) {
            settings.setHost(name);
        }
        UriOptions texts = UriOptions.of(uri, parameters);
        Map<String, Object> options = decoded(name, texts);
        texts.readAsBlank().stream()
                .filter(option -> plusWarnings.size() < MAX_PLUS_WARNINGS && plusWarnings.add(name + ' ' + option))
                .forEach(option -> LOG.warn(
                        "ami:{}: option {}: a plus sign is read as a blank, because recipientList and the like encode"
                                + " blanks as plus signs; write the value as RAW(...)",
                        name,
                        option));
        parameters.clear();
        // the catalog declares the option as text, so Camel would bind a bean as its toString()
        Object secret = resolveAndRemoveReferenceParameter(options, "secret", Object.class);
        if (secret != null && !isWithoutValue(secret)) {
            settings.setSecret(secret);
        }
        UriOptionChecks.check(new OptionCheck(name), options);
        AmiEndpoint endpoint = new AmiEndpoint(uri, this, name, settings);
        endpoint.setHeaderFilterStrategy(headerFilterStrategy);
        endpoint.setSingleton(texts.areKept());
        setProperties(endpoint, options);
        // Camel refuses the options that nothing accepts
        parameters.putAll(options);
        return endpoint;
    }

    private static Map<String, Object> decoded(String name, UriOptions texts) {
        try {
            return texts.decoded();
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("ami:" + name + ": " + e.getMessage());
        }
    }

    /** Whether this is an unresolved optional placeholder: Camel removes it from a URI, except from a RAW value. */
    private static boolean isWithoutValue(Object secret) {
        return secret instanceof String text && text.startsWith(PropertiesComponent.PREFIX_OPTIONAL_TOKEN);
    }

    private AmiConfiguration settingsOf(String name) {
        AmiConfiguration bean = CamelContextHelper.lookup(getCamelContext(), name, AmiConfiguration.class);
        return bean != null ? bean : connections.getOrDefault(name, configuration);
    }

    /** A hint for a name that is not valid as a host: it may be meant as the name of a connection. */
    String hint(String name) {
        Set<String> known = new TreeSet<>(connections.keySet());
        known.addAll(getCamelContext()
                .getRegistry()
                .findByTypeWithName(AmiConfiguration.class)
                .keySet());
        return known.isEmpty() || known.contains(name)
                ? ""
                : "; '" + name + "' is not one of the named connections: " + String.join(", ", known);
    }

    @Override
    protected void doInit() throws Exception {
        super.doInit();
        var threads = getCamelContext().getExecutorServiceManager();
        sessionThreads = threads.newCachedThreadPool(this, "AmiSession");
        answerThreads = threads.newCachedThreadPool(this, "AmiAnswer");
        answerWorkers = new ContinuationExecutor(answerThreads);
        // Camel's default queue of 1,000 tasks is shorter than maxInFlight, and would drop a reconnect
        ThreadPoolProfile unbounded = new ThreadPoolProfileBuilder("AmiTimer")
                .poolSize(1)
                .maxQueueSize(-1)
                .build();
        timer = threads.newScheduledThreadPool(this, "AmiTimer", unbounded);
        producerChecks = ProducerChecks.of(getCamelContext());
        meters = getCamelContext().getClassResolver().resolveClass(MICROMETER) == null
                ? null
                : AmiMeters.of(getCamelContext());
    }

    @Override
    protected void doStart() throws Exception {
        super.doStart();
        strategies.forEach(getCamelContext()::addLifecycleStrategy);
    }

    @Override
    protected void doStop() throws Exception {
        getCamelContext().getLifecycleStrategies().removeAll(strategies);
        startingLogins.end();
        super.doStop();
    }

    @Override
    protected void doShutdown() throws Exception {
        // producers of a template, and of endpoints without a route, still hold sessions, and release them later
        sessions.closeAll(sessionThreads);
        var threads = getCamelContext().getExecutorServiceManager();
        threads.shutdownNow(timer);
        threads.shutdownNow(sessionThreads);
        threads.shutdownNow(answerThreads);
        super.doShutdown();
    }

    /** The session for these settings, shared by all endpoints with equal settings. The caller must release it. */
    AmiSession acquire(ConnectionSettings settings) {
        return sessions.acquire(settings.identity(), () -> opened(settings));
    }

    private AmiSessions.Opened opened(ConnectionSettings settings) {
        AmiSession session = session(settings);
        return new AmiSessions.Opened(session, meters == null ? () -> {} : meters.add(session, settings.address()));
    }

    void release(AmiSession session) {
        sessions.release(session);
    }

    /** The readiness checks of the sessions that producers use. */
    ProducerChecks producerChecks() {
        return producerChecks;
    }

    /** The logins that a starting context has yet to make. */
    StartingLogins startingLogins() {
        return startingLogins;
    }

    /** All components of this class in the context, under any name. */
    static List<AmiComponent> all(CamelContext context) {
        return context.getComponentNames().stream()
                .map(context::hasComponent)
                .filter(AmiComponent.class::isInstance)
                .map(AmiComponent.class::cast)
                .distinct()
                .toList();
    }

    /** Registers the meters of a consumer if there is a registry; running the result removes them. */
    Runnable meter(String connection, AmiConsumer consumer) {
        return meters == null ? () -> {} : meters.add(connection, consumer);
    }

    /** The sessions in use, for the dev console. */
    List<AmiSession> sessions() {
        return sessions.all();
    }

    /** Runs routes after an answer, so that the reading thread does not wait for them. */
    Executor answerWorkers() {
        return answerWorkers;
    }

    private AmiSession session(ConnectionSettings settings) {
        SessionResources resources =
                new SessionResources(sessionThreads, timer, System::nanoTime, () -> ThreadLocalRandom.current()
                        .nextDouble());
        return new AmiSession(settings.session(), resources, transports(settings));
    }

    private Supplier<AmiTransport> transports(ConnectionSettings settings) {
        SSLContext tls = settings.options().isTls() ? tls(settings.options()) : null;
        if (settings.isHttp()) {
            // a class of its own is the only one that uses Camel's http component, so that TCP works without camel-http
            return AmiHttpClients.transports(getCamelContext(), settings, tls, sessionThreads);
        }
        TcpTransport.Settings tcp = settings.tcp(tls == null ? null : tls.getSocketFactory());
        return () -> new TcpTransport(tcp, sessionThreads);
    }

    private SSLContext tls(AmiConfiguration settings) {
        SSLContextParameters parameters = settings.getSslContextParameters();
        if (parameters == null) {
            parameters = retrieveGlobalSslContextParameters();
        }
        if (parameters == null && settings.getTransport() == AmiTransportType.http) {
            parameters = AmiHttpClients.sslContextParameters(getCamelContext());
        }
        try {
            return parameters == null ? SSLContext.getDefault() : parameters.createSSLContext(getCamelContext());
        } catch (Exception e) {
            throw new RuntimeCamelException("sslContextParameters cannot be used: " + e.getMessage(), e);
        }
    }

    public AmiConfiguration getConfiguration() {
        return configuration;
    }

    /** The connection settings of endpoints whose name is not that of a named connection. */
    public void setConfiguration(AmiConfiguration configuration) {
        this.configuration = configuration;
    }

    public Map<String, AmiConfiguration> getConnections() {
        return connections;
    }

    /** Named connections: the settings of the endpoints with that name, ami:name. */
    public void setConnections(Map<String, AmiConfiguration> connections) {
        this.connections = connections;
    }

    @Override
    public boolean isUseGlobalSslContextParameters() {
        return useGlobalSslContextParameters;
    }

    /** Whether TLS uses the global SSLContextParameters of the Camel context. */
    @Override
    public void setUseGlobalSslContextParameters(boolean useGlobalSslContextParameters) {
        this.useGlobalSslContextParameters = useGlobalSslContextParameters;
    }

    public HeaderFilterStrategy getHeaderFilterStrategy() {
        return headerFilterStrategy;
    }

    /** The filter for headers and fields if an endpoint sets mapHeaders. */
    public void setHeaderFilterStrategy(HeaderFilterStrategy headerFilterStrategy) {
        this.headerFilterStrategy = headerFilterStrategy;
    }
}
