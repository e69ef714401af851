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

import io.github.camelami.message.AmiException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.DoubleSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReconnectPolicyTest {
    private static final AmiException DOWN = new AmiException.ConnectionFailed("down", null);
    private static final AmiException WRONG_SECRET = new AmiException.AuthenticationFailed("wrong");
    private static final Duration LEAST = Duration.ofMillis(250);

    private final TestSettings settings = new TestSettings();

    @ParameterizedTest
    @CsvSource({"0, 2000", "1, 4000", "2, 8000", "3, 16000", "4, 32000", "5, 60000", "6, 60000", "100, 60000"})
    void A1_delayIs250MillisAndAPartOfTheDoubledBound(int failuresBefore, long bound) {
        for (double random : new double[] {0, 0.25, 0.999}) {
            ReconnectPolicy policy = policy(() -> random);
            for (int i = 0; i < failuresBefore; i++) {
                policy.afterFailure(DOWN, true);
            }
            assertThat(policy.afterFailure(DOWN, true)).contains(LEAST.plusMillis((long) (bound * random)));
        }
    }

    @Test
    void A1_ofAThousandClientsAtMostATenthComesInAnyHundredMillis() {
        Random random = new Random(4711);
        List<Long> attempts = new ArrayList<>();
        for (int client = 0; client < 1000; client++) {
            attempts.add(
                    policy(random::nextDouble).afterLoss(Duration.ofHours(1)).toMillis());
        }
        assertThat(attempts).allMatch(attempt -> attempt >= 250 && attempt < 2250);
        for (long from = 250; from < 2250; from += 10) {
            long start = from;
            assertThat(attempts.stream().filter(at -> at >= start && at < start + 100))
                    .as("attempts from %d ms", start)
                    .hasSizeLessThanOrEqualTo(100);
        }
    }

    @Test
    void A2_aSessionThatDiesWithinHalfAMinuteDoesNotResetTheBackOff() {
        Random random = new Random(1);
        for (int client = 0; client < 1000; client++) {
            ReconnectPolicy policy = policy(random::nextDouble);
            int connects = 1;
            Duration time = policy.afterLoss(Duration.ZERO);
            while (time.compareTo(Duration.ofMinutes(5)) <= 0) {
                connects++;
                policy.loggedIn();
                time = time.plus(policy.afterLoss(Duration.ZERO));
            }
            assertThat(connects).isLessThanOrEqualTo(30);
        }
    }

    @Test
    void A2_aSessionThatLivedLongerResetsTheBackOff() {
        ReconnectPolicy policy = policy(() -> 0.5);
        for (int i = 0; i < 5; i++) {
            policy.afterFailure(DOWN, true);
        }
        assertThat(policy.afterLoss(Duration.ofSeconds(30))).isEqualTo(LEAST.plusSeconds(1));
    }

    /** A PBX that is restarted twice. */
    @Test
    void A2_theAttemptsOfAnOutageThatIsOverDoNotDelayTheNextLogin() {
        ReconnectPolicy policy = policy(() -> 0.5);
        for (int i = 0; i < 5; i++) {
            policy.afterFailure(DOWN, true);
        }
        policy.loggedIn();
        assertThat(policy.afterLoss(Duration.ofSeconds(20))).isEqualTo(LEAST.plusSeconds(1));
        assertThat(policy.afterFailure(DOWN, true)).isEqualTo(Optional.of(LEAST.plusSeconds(2)));
        policy.loggedIn();
        assertThat(policy.afterLoss(Duration.ofSeconds(20)))
                .as("after two unstable sessions")
                .isEqualTo(LEAST.plusSeconds(2));
    }

    @Test
    void A4_aRefusalBeforeAnyLoginIsFinal() {
        ReconnectPolicy policy = policy(() -> 0.5);

        assertThat(policy.afterFailure(WRONG_SECRET, false)).isEmpty();
        assertThat(policy.isRefused()).isTrue();
    }

    @Test
    void A5_theFirstRefusalAfterALoginIsTransientTheSecondIsFinal() {
        ReconnectPolicy policy = policy(() -> 0.5);
        policy.loggedIn();

        assertThat(policy.afterFailure(WRONG_SECRET, true)).isPresent();
        assertThat(policy.isRefused()).isFalse();
        assertThat(policy.afterFailure(DOWN, true)).isPresent();
        assertThat(policy.afterFailure(WRONG_SECRET, true)).isEmpty();
        assertThat(policy.isRefused()).isTrue();
    }

    @Test
    void A5_aLoginInBetweenForgetsTheRefusal() {
        ReconnectPolicy policy = policy(() -> 0.5);
        policy.afterFailure(WRONG_SECRET, true);
        policy.loggedIn();

        assertThat(policy.afterFailure(WRONG_SECRET, true)).isPresent();
    }

    @ParameterizedTest
    @CsvSource({"true", "false"})
    void A5_withARetryAtMostTwoLoginsFailInTenMinutes(boolean everLoggedIn) {
        settings.refusedRetryDelay = Duration.ofSeconds(300);
        ReconnectPolicy policy = policy(() -> 0);
        List<Duration> failed = new ArrayList<>(List.of(Duration.ZERO));
        for (int i = 0; i < 20; i++) {
            Optional<Duration> wait = policy.afterFailure(WRONG_SECRET, everLoggedIn);
            failed.add(failed.get(i).plus(wait.orElseThrow()));
        }
        for (Duration from : failed) {
            assertThat(failed.stream().filter(at -> at.compareTo(from) >= 0 && at.compareTo(from.plusSeconds(600)) < 0))
                    .hasSizeLessThanOrEqualTo(2);
        }
    }

    @Test
    void A6_whatIsTransientIsTriedAgainWithin65SecondsForEver() {
        ReconnectPolicy policy = policy(() -> 0.999);
        for (int i = 0; i < 10_000; i++) {
            assertThat(policy.afterFailure(DOWN, false).orElseThrow()).isLessThan(Duration.ofSeconds(65));
            assertThat(policy.isRefused()).isFalse();
        }
    }

    private ReconnectPolicy policy(DoubleSupplier random) {
        return new ReconnectPolicy(settings.build(), random);
    }
}
