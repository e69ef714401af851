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

import io.github.camelami.internal.session.KeepAlive.Step;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class KeepAliveTest {
    private final KeepAlive keepAlive = new KeepAlive(new TestSettings().build());

    @Test
    void B1_silenceIsAskedAfterTheIntervalAndEndsAfterTheTimeout() {
        assertThat(step(0, 0)).isEqualTo(Step.WAIT);
        assertThat(delay(0, 0)).isEqualTo(20);
        assertThat(step(20, 0)).isEqualTo(Step.PING);
        assertThat(delay(20, 0)).isEqualTo(10);
        assertThat(step(29, 0)).isEqualTo(Step.WAIT);
        assertThat(step(30, 0)).isEqualTo(Step.CLOSE);
    }

    @Test
    void B4_anyByteAfterThePingIsLife() {
        assertThat(step(20, 0)).isEqualTo(Step.PING);
        assertThat(step(30, 25)).isEqualTo(Step.WAIT);
        assertThat(delay(30, 25)).isEqualTo(15);
        assertThat(step(45, 25)).isEqualTo(Step.PING);
        assertThat(step(55, 25)).isEqualTo(Step.CLOSE);
    }

    @Test
    void B4_bytesKeepThePingAway() {
        for (int second = 0; second < 1000; second += 19) {
            assertThat(step(second, second)).isEqualTo(Step.WAIT);
        }
    }

    @Test
    void B4_anActionInFlightExtendsTheWaitToItsOwnDeadline() {
        assertThat(keepAlive.step(seconds(20), 0, seconds(50))).isEqualTo(Step.PING);
        assertThat(keepAlive.delay(seconds(20), 0)).isEqualTo(seconds(30));
        assertThat(keepAlive.step(seconds(30), 0, seconds(50))).isEqualTo(Step.WAIT);
        assertThat(keepAlive.step(seconds(50), 0, seconds(50))).isEqualTo(Step.CLOSE);
    }

    @Test
    void B1_anActionThatFollowsThePingDoesNotExtendTheWait() {
        assertThat(step(20, 0)).isEqualTo(Step.PING);
        assertThat(keepAlive.step(seconds(30), 0, seconds(59))).isEqualTo(Step.CLOSE);
    }

    @Test
    void B1_theClockMayOverflow() {
        long start = Long.MAX_VALUE - seconds(10);
        assertThat(keepAlive.step(start + seconds(20), start, start + seconds(20)))
                .isEqualTo(Step.PING);
        assertThat(keepAlive.step(start + seconds(30), start, start + seconds(30)))
                .isEqualTo(Step.CLOSE);
    }

    private Step step(long now, long heard) {
        return keepAlive.step(seconds(now), seconds(heard), seconds(now));
    }

    private long delay(long now, long heard) {
        return Duration.ofNanos(keepAlive.delay(seconds(now), seconds(heard))).toSeconds();
    }

    private static long seconds(long seconds) {
        return Duration.ofSeconds(seconds).toNanos();
    }
}
