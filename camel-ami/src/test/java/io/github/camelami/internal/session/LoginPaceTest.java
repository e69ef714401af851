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

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** When the attempts of many sessions begin, in virtual time. */
class LoginPaceTest {
    private static final Duration WINDOW = Duration.ofMillis(100);

    private final ManualScheduler time = new ManualScheduler();
    private final LoginPace pace = new LoginPace(time, time::nanoTime);
    private final List<Duration> begun = new ArrayList<>();
    private final List<Integer> order = new ArrayList<>();

    /** All sessions want to log in at this moment. */
    private void beginAll(int sessions) {
        for (int i = 0; i < sessions; i++) {
            begin(i);
        }
    }

    private void begin(int number) {
        pace.begin(() -> {
            begun.add(time.time());
            order.add(number);
        });
    }

    private void enter(int sessions) {
        for (int i = 0; i < sessions; i++) {
            pace.enter();
        }
    }

    /** The most attempts that begin within a window. */
    private int mostInAWindow() {
        return begun.stream()
                .mapToInt(first -> (int) begun.stream()
                        .filter(each -> !each.minus(first).isNegative()
                                && each.minus(first).compareTo(WINDOW) < 0)
                        .count())
                .max()
                .orElse(0);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 10})
    void N4_upToTenSessionsLogInAtOnce(int sessions) {
        enter(sessions);
        beginAll(sessions);
        assertThat(begun).hasSize(sessions).containsOnly(Duration.ZERO);
    }

    @ParameterizedTest
    @ValueSource(ints = {11, 40, 100, 150, 199, 200, 201, 250, 500, 1_000, 5_000})
    void N4_ofManySessionsAtMostTenPercentLogInWithin100MillisecondsAndAllWithinTwoSeconds(int sessions) {
        enter(sessions);
        beginAll(sessions);
        time.pass(LoginPace.SPREAD);
        assertThat(begun).hasSize(sessions).startsWith(Duration.ZERO, Duration.ZERO);
        assertThat(mostInAWindow()).isLessThanOrEqualTo(Math.max(10, sessions / 10));
        assertThat(order).isSorted();
    }

    /** The network is back, while sessions still wait for their turn. */
    @Test
    void N4_anOutageDuringTheStartChangesNothing() {
        enter(1_000);
        beginAll(1_000);
        time.pass(Duration.ofSeconds(1));
        beginAll(1_000);
        time.pass(LoginPace.SPREAD.plus(LoginPace.SPREAD));
        assertThat(begun).hasSize(2_000);
        assertThat(mostInAWindow()).isLessThanOrEqualTo(100);
    }

    /** A component creates and starts its sessions one after the other. */
    @Test
    void N4_theFirstSessionsDoNotSlowDownThoseThatFollow() {
        IntStream.range(0, 1_000).forEach(number -> {
            pace.enter();
            begin(number);
        });
        time.pass(LoginPace.SPREAD.plus(WINDOW));
        assertThat(begun).hasSize(1_000);
        assertThat(mostInAWindow()).isLessThanOrEqualTo(100);
    }

    @Test
    void aSingleSessionThatReconnectsWaitsForNoOther() {
        enter(1_000);
        beginAll(1_000);
        time.pass(LoginPace.SPREAD.plus(WINDOW));
        begun.clear();
        begin(7);
        assertThat(begun).hasSize(1);
    }

    @Test
    void sessionsThatAreClosedNoLongerCount() {
        enter(1_000);
        IntStream.range(0, 980).forEach(each -> pace.leave());
        beginAll(20);
        time.pass(WINDOW.minusNanos(1));
        assertThat(begun).hasSize(10);
        time.pass(Duration.ofNanos(1));
        assertThat(begun).hasSize(20);
    }

    /** Its sessions are being closed, too. */
    @Test
    void withATimerThatIsShutDownNoFurtherAttemptBegins() {
        ScheduledThreadPoolExecutor stopped = new ScheduledThreadPoolExecutor(1);
        stopped.shutdownNow();
        LoginPace last = new LoginPace(stopped, time::nanoTime);
        AtomicInteger attempts = new AtomicInteger();
        for (int i = 0; i < 20; i++) {
            last.begin(attempts::incrementAndGet);
        }
        assertThat(attempts).hasValue(10);
    }
}
