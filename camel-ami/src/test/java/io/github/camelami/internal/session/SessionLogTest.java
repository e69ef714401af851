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
import io.github.camelami.message.AmiException;
import java.time.Duration;
import org.apache.logging.log4j.Level;
import org.junit.jupiter.api.Test;

/** What a session writes to the log, and how often. */
class SessionLogTest {
    private static final String OURS = "io.github.camelami";

    private final StubPbx pbx = new StubPbx();
    private final TestSettings settings = new TestSettings();

    @Test
    void I5_aConnectionThatOthersCanReadIsWarnedOfOnce() {
        pbx.exposed = true;
        try (CapturedLog log = CapturedLog.debug()) {
            started();
            for (int i = 0; i < 3; i++) {
                pass(Duration.ofMinutes(2));
                pbx.hangUp();
                pass(Duration.ofSeconds(2));
            }
            assertThat(pbx.connects).hasSize(4);
            assertThat(log.warnings(OURS))
                    .filteredOn(line -> line.contains("not encrypted"))
                    .hasSize(1)
                    .allMatch(line -> line.startsWith("[pbx epoch 1] ") && line.contains("tls=true"));
        }
        assertThat(pbx.received).noneMatch(action -> action.field("Secret").isPresent());
    }

    @Test
    void I5_aConnectionThatNobodyCanReadIsNotWarnedOf() {
        try (CapturedLog log = CapturedLog.debug()) {
            started();
            assertThat(log.warnings(OURS)).isEmpty();
        }
    }

    @Test
    void J5_aRepeatedFailureIsWarnedOfOnceAMinuteAtMost() {
        pbx.down = new AmiException.ConnectionFailed("Connection refused", null);
        try (CapturedLog log = CapturedLog.debug()) {
            pbx.session(settings, 0).start();
            pass(Duration.ofMinutes(10).minusSeconds(1));
            assertThat(pbx.connects).hasSizeGreaterThan(1000);
            assertThat(log.warnings(OURS)).hasSize(10).allMatch(line -> line.contains("Connection refused"));
        }
    }

    @Test
    void J5_aFlappingLinkIsWarnedOfOnceAMinuteAtMost() {
        try (CapturedLog log = CapturedLog.debug()) {
            pbx.session(settings, 0).start();
            for (int i = 0; i < 599; i++) {
                pass(Duration.ofSeconds(1));
                pbx.hangUp();
            }
            assertThat(pbx.connects).hasSizeGreaterThan(500);
            assertThat(log.warnings(OURS)).hasSizeLessThanOrEqualTo(10);
        }
    }

    @Test
    void J5_everyLineOfASessionStartsWithItsNameAndEpochAndNoWarningHasAStackTrace() {
        try (CapturedLog log = CapturedLog.debug()) {
            AmiSession session = started();
            pbx.hangUp();
            pass(Duration.ofSeconds(2));
            pbx.answers = action -> action.is("Login") ? StubPbx.REFUSED : StubPbx.answer(action);
            pbx.hangUp();
            pass(Duration.ofMinutes(5));
            session.close();

            assertThat(log.events(OURS, Level.TRACE))
                    .hasSizeGreaterThanOrEqualTo(5)
                    .allMatch(event -> event.getMessage().getFormattedMessage().matches("\\[pbx epoch \\d+] .+"))
                    .allMatch(event -> event.getThrown() == null);
            assertThat(log.warnings(OURS).get(0)).startsWith("[pbx epoch 1] the PBX closed the connection; next");
        }
    }

    @Test
    void J5_theLastFailureIsWarnedOfEvenRightAfterTheSameFailure() {
        AmiSession session = started();
        pbx.answers = action -> action.is("Login") ? StubPbx.REFUSED : StubPbx.answer(action);
        try (CapturedLog log = CapturedLog.debug()) {
            pbx.hangUp();
            pass(Duration.ofSeconds(10));
            assertThat(session.status().state()).isEqualTo(SessionState.REFUSED);
            assertThat(log.warnings(OURS)).hasSize(3);
            assertThat(log.warnings(OURS).get(1)).contains("refused the login", "; next attempt in ");
            assertThat(log.warnings(OURS).get(2))
                    .contains("refused the login")
                    .endsWith("manager.conf; no further attempt");
        }
    }

    @Test
    void J5_theLongWaitAfterTheSecondRefusalIsWarnedOf() {
        settings.refusedRetryDelay = Duration.ofMinutes(5);
        started();
        pbx.answers = action -> action.is("Login") ? StubPbx.REFUSED : StubPbx.answer(action);
        try (CapturedLog log = CapturedLog.debug()) {
            pbx.hangUp();
            pass(Duration.ofSeconds(10));
            assertThat(log.warnings(OURS)).hasSize(3);
            assertThat(log.warnings(OURS).get(2)).endsWith("; next attempt in 600000 ms");
        }
    }

    @Test
    void J5_aRunningSessionThatIsHeldBackIsWarnedOf() {
        AmiSession session = started();
        StubPbx other = new StubPbx();
        other.answers = action -> action.is("Login") ? StubPbx.REFUSED : StubPbx.answer(action);
        other.session(settings).start();
        try (CapturedLog log = CapturedLog.debug()) {
            pbx.hangUp();
            pass(Duration.ofSeconds(3));
            assertThat(session.status().state()).isEqualTo(SessionState.REFUSED);
            assertThat(log.warnings(OURS)).hasSize(2);
            assertThat(log.warnings(OURS).get(1))
                    .contains("to prevent a lock-out")
                    .endsWith("; no further attempt");
        }
    }

    @Test
    void J5_aLoginCountsItsFailedAttemptsInPlainWords() {
        started();
        try (CapturedLog log = CapturedLog.debug()) {
            for (int attempts = 1; attempts <= 2; attempts++) {
                pass(Duration.ofMinutes(1));
                pbx.down = new AmiException.ConnectionFailed("Connection refused", null);
                int failed = pbx.connects.size() + attempts;
                pbx.hangUp();
                while (pbx.connects.size() < failed) {
                    pass(Duration.ofMillis(100));
                }
                pbx.down = null;
                pass(Duration.ofSeconds(10));
            }
            assertThat(log.events(OURS, Level.INFO))
                    .extracting(event -> event.getMessage().getFormattedMessage())
                    .filteredOn(line -> line.contains("logged in"))
                    .satisfiesExactly(
                            first -> assertThat(first).endsWith(" after 1 failed attempt"),
                            second -> assertThat(second).endsWith(" after 2 failed attempts"));
        }
    }

    private AmiSession started() {
        AmiSession session = pbx.session(settings);
        session.start();
        return session;
    }

    private void pass(Duration time) {
        pbx.time.pass(time);
    }
}
