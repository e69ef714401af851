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
package io.github.camelami.internal.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelami.CapturedLog;
import io.github.camelami.internal.transport.AmiTransport;
import io.github.camelami.message.AmiException;
import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.apache.logging.log4j.Level;
import org.junit.jupiter.api.Test;

/** An attempt that breaks in the code of others or our own is a failed one, and is made again. */
class BrokenAttemptTest {
    private final StubPbx pbx = new StubPbx();
    private final TestSettings settings = new TestSettings();
    private final AtomicInteger calls = new AtomicInteger();

    @Test
    void H5_aSupplierOfTheSecretThatLacksAClassIsTriedAgain() {
        settings.secret = () -> broken(new NoClassDefFoundError("com/vault/Client"), "secret");
        AmiSession session = pbx.session(settings);
        AmiException failure = session.start().getNow(null);

        assertThat(failure)
                .isInstanceOf(AmiException.ConnectionFailed.class)
                .hasMessage("the supplier of the secret failed: java.lang.NoClassDefFoundError: com/vault/Client");
        assertTriedAgain(session);
    }

    @Test
    void H1_anErrorOfTheSupplierIsToldWithoutATextThatMayHoldTheSecret() {
        settings.secret = () -> broken(new ExceptionInInitializerError(new IllegalStateException("canary")), "secret");
        AmiSession session = pbx.session(settings);
        assertThat(session.start().getNow(null))
                .hasMessage("the supplier of the secret failed: java.lang.ExceptionInInitializerError,"
                        + " by java.lang.IllegalStateException");
    }

    @Test
    void aTransportThatCannotBeMadeIsTriedAgainAndLoggedWithItsStackTrace() {
        Supplier<AmiTransport> working = pbx.transports();
        AmiSession session = new AmiSession(
                settings.build(),
                pbx.resources(Runnable::run),
                () -> broken(new ExceptionInInitializerError("no TLS here"), working.get()));
        try (CapturedLog log = CapturedLog.debug()) {
            session.start();
            assertThat(log.events("io.github.camelami", Level.WARN))
                    .singleElement()
                    .satisfies(event -> {
                        assertThat(event.getMessage().getFormattedMessage()).contains("internal error", "no TLS here");
                        assertThat(event.getThrown()).isInstanceOf(ExceptionInInitializerError.class);
                    });
        }
        assertTriedAgain(session);
    }

    @Test
    void anAttemptThatGetsNoThreadIsMadeAgain() {
        Executor threads = task -> broken(new InternalError("unable to create native thread"), task)
                .run();
        AmiSession session = new AmiSession(settings.build(), pbx.resources(threads), pbx.transports());
        session.start();
        assertTriedAgain(session);
    }

    private void assertTriedAgain(AmiSession session) {
        assertThat(session.status().state()).isEqualTo(SessionState.BACKING_OFF);
        pbx.time.pass(Duration.ofSeconds(3));
        assertThat(session.status().state()).isEqualTo(SessionState.READY);
        assertThat(pbx.count("Login")).isEqualTo(1);
    }

    private <T> T broken(Error first, T later) {
        if (calls.getAndIncrement() == 0) {
            throw first;
        }
        return later;
    }
}
