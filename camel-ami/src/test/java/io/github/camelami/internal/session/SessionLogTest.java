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

    private AmiSession started() {
        AmiSession session = pbx.session(settings);
        session.start();
        return session;
    }

    private void pass(Duration time) {
        pbx.time.pass(time);
    }
}
