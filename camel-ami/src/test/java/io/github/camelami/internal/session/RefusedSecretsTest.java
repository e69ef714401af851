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

import static io.github.camelami.Futures.inTime;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelami.CapturedLog;
import io.github.camelami.message.AmiException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is remembered of refused logins after the end of their sessions; in virtual time. */
class RefusedSecretsTest {
    private static final Duration SECOND = Duration.ofSeconds(1);

    private final StubPbx pbx = new StubPbx();
    private final TestSettings settings = new TestSettings();
    private final List<Duration> failedLogins = new ArrayList<>();
    private String accepted = "right";

    RefusedSecretsTest() {
        settings.loginMethod = LoginMethod.PLAIN;
        settings.secret = () -> "wrong";
        pbx.answers = action -> {
            if (action.is("Login") && !accepted.equals(action.field("Secret").orElse(null))) {
                failedLogins.add(pbx.time.time());
                return StubPbx.REFUSED;
            }
            return StubPbx.answer(action);
        };
    }

    /** As a route does that is started once, or a producer for one message. */
    private AmiException startOnce() {
        AmiSession session = pbx.session(settings);
        AmiException failure = inTime(session.start());
        session.close();
        return failure;
    }

    private void pass(Duration time) {
        pbx.time.pass(time);
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 300})
    void A5_ofAnyNumberOfSessionsAtMostTwoLoginsFailInTenMinutes(long refusedRetrySeconds) {
        settings.refusedRetryDelay = Duration.ofSeconds(refusedRetrySeconds);
        Random random = new Random(5);
        List<AmiSession> running = new ArrayList<>();
        while (pbx.time.time().compareTo(Duration.ofHours(3)) < 0) {
            AmiSession next = pbx.session(settings);
            assertThat(inTime(next.start())).isInstanceOf(AmiException.AuthenticationFailed.class);
            running.add(next);
            if (running.size() > 3) {
                running.remove(0).close();
            }
            pass(Duration.ofMillis(random.nextInt(30_000)));
        }
        assertThat(failedLogins).hasSizeBetween(30, 40);
        for (int i = 2; i < failedLogins.size(); i++) {
            assertThat(failedLogins.get(i).minus(failedLogins.get(i - 2)))
                    .isGreaterThanOrEqualTo(Duration.ofMinutes(10));
        }
    }

    @Test
    void A5_aLoginThatWouldBeRefusedOpensNoConnectionAndItsFailureSaysWhatToDo() {
        AmiException first = startOnce();
        pass(SECOND);
        try (CapturedLog log = CapturedLog.debug()) {
            AmiException second = startOnce();
            assertThat(second).isInstanceOf(AmiException.AuthenticationFailed.class);
            assertThat(second.getMessage())
                    .startsWith(first.getMessage())
                    .matches(".*; to prevent a lock-out, there is no login with this secret before"
                            + " \\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\dZ; another secret is tried at once")
                    .doesNotContain("wrong");
            assertThat(log.warnings("io.github.camelami")).isEmpty();
        }
        assertThat(pbx.connects).hasSize(1);
    }

    @Test
    void A5_afterTenSecondsTheFirstRestartTriesAgain() {
        startOnce();
        pass(Refusals.PAUSE.minusMillis(1));
        accepted = "wrong";
        assertThat(startOnce()).isInstanceOf(AmiException.AuthenticationFailed.class);
        assertThat(pbx.count("Login")).isEqualTo(1);
        pass(Duration.ofMillis(1));
        assertThat(startOnce()).as("the PBX was corrected").isNull();

        accepted = "right";
        startOnce();
        pass(Refusals.PAUSE);
        startOnce();
        assertThat(failedLogins).as("a login in between forgets").hasSize(3);
    }

    @Test
    void A5_anotherSecretIsTriedAtOnce() {
        startOnce();
        assertThat(startOnce()).isNotNull();
        settings.secret = () -> "right";
        assertThat(startOnce()).isNull();
        settings.secret = () -> "wrong";
        assertThat(startOnce())
                .as("the login with the other one does not count")
                .isNotNull();
        assertThat(pbx.count("Login")).isEqualTo(2);
    }

    @Test
    void A5_anotherAccountIsTriedAtOnce() {
        startOnce();
        settings.account = "other at pbx";
        startOnce();
        assertThat(failedLogins).hasSize(2);
    }

    @Test
    void A5_onlyRefusalsOfTheLoginCount() {
        pbx.down = new AmiException.ConnectionFailed("Connection refused", null);
        startOnce();
        pbx.down = null;
        accepted = "wrong";
        settings.serverFilters = List.of("(");
        var login = pbx.answers;
        pbx.answers = action -> action.is("Filter") ? StubPbx.REFUSED : login.apply(action);
        for (int i = 0; i < 3; i++) {
            assertThat(startOnce()).hasMessageContaining("serverFilter");
        }
        assertThat(pbx.count("Login")).isEqualTo(3);
    }

    @Test
    void A5_aRunningSessionHasItsOwnLimitAndItsRestartTheFirstAttemptFree() {
        accepted = "wrong";
        AmiSession session = pbx.session(settings);
        session.start();
        accepted = "right";
        pbx.hangUp();
        pass(Duration.ofMinutes(1));
        assertThat(failedLogins).hasSize(2);
        session.close();
        startOnce();
        assertThat(failedLogins).hasSize(3);
        for (int restart = 0; restart < 9; restart++) {
            pass(Duration.ofMinutes(1));
            startOnce();
        }
        assertThat(failedLogins).as("within ten minutes").hasSize(3);
        pass(Duration.ofMinutes(1));
        startOnce();
        assertThat(failedLogins).hasSize(4);
    }

    @Test
    void A5_whoIsHeldBackAndHasARetryLogsInByItself() {
        settings.refusedRetryDelay = Duration.ofMinutes(5);
        startOnce();
        pass(SECOND);
        try (CapturedLog log = CapturedLog.debug()) {
            AmiSession session = pbx.session(settings);
            session.start();
            assertThat(session.status().state()).isEqualTo(SessionState.REFUSED);
            assertThat(session.status().counts().loginFailures()).isZero();
            assertThat(log.warnings("io.github.camelami"))
                    .singleElement()
                    .asString()
                    .contains("there is no login with this secret before")
                    .endsWith("; next attempt in 300000 ms");
            accepted = "wrong";
            pass(Duration.ofMinutes(5));
            assertThat(session.status().state()).isEqualTo(SessionState.READY);
        }
    }

    @Test
    void H5_whoStartsARefusedSessionAgainMakesItAskForTheSecret() {
        AmiSession session = pbx.session(settings);
        session.start();
        assertThat(inTime(session.join(false))).isInstanceOf(AmiException.AuthenticationFailed.class);
        assertThat(inTime(session.start())).as("the same secret").isInstanceOf(AmiException.AuthenticationFailed.class);
        assertThat(pbx.count("Login")).isEqualTo(1);

        settings.secret = () -> "right";
        AmiSession other = pbx.session(settings);
        String[] rotating = {"wrong"};
        settings.secret = () -> rotating[0];
        AmiSession shared = pbx.session(settings);
        shared.start();
        rotating[0] = "right";
        assertThat(inTime(shared.join(false))).isNotNull();
        assertThat(inTime(shared.start())).isNull();
        assertThat(inTime(other.start())).isNull();
    }

    /** The retry that was due is not made besides. */
    @Test
    void A5_aRestartReplacesTheRetry() {
        settings.refusedRetryDelay = Duration.ofMinutes(5);
        AmiSession session = pbx.session(settings);
        session.start();
        pass(Duration.ofMinutes(4));
        session.start();
        assertThat(failedLogins).hasSize(2);
        pass(Duration.ofMinutes(6));
        assertThat(failedLogins).hasSize(2);
        assertThat(pbx.time.due()).hasSize(1);
        accepted = "wrong";
        pass(Duration.ofMinutes(10));
        assertThat(session.status().state()).isEqualTo(SessionState.READY);
    }

    @Test
    void H1_onlySaltedFingerprintsAreKept() {
        RefusedSecrets.Key key = settings.refused.key("admin", "wrong");
        assertThat(key.toString()).doesNotContain("wrong");
        assertThat(key).isEqualTo(settings.refused.key("admin", "wrong"));
        assertThat(key).isNotEqualTo(settings.refused.key("admin", "right"));
        assertThat(key).isNotEqualTo(new RefusedSecrets().key("admin", "wrong"));
    }

    @Test
    void A5_theMemoryIsBounded() {
        RefusedSecrets memory = settings.refused;
        AmiException failure = new AmiException.AuthenticationFailed("refused");
        for (int i = 0; i <= RefusedSecrets.MOST; i++) {
            memory.refused(memory.key("user " + i, "wrong"), failure, 0, false);
        }
        assertThat(memory.concern("user 0", 0)).isFalse();
        assertThat(memory.concern("user 1", 0)).isTrue();
        memory.clear();
        assertThat(memory.concern("user 1", 0)).isFalse();
    }
}
