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
package io.github.camelami.internal.tracking;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** The order of events, also where their times do not show it. */
class MomentsTest {
    private final Moments moments = new Moments();

    @Test
    void theLaterOfTwoEventsWithOneTimeHasTheGreaterMoment() {
        long one = moments.next(1_700_000_000_123L);
        long other = moments.next(1_700_000_000_123L);
        assertThat(other).isGreaterThan(one);
        assertThat(Moments.millis(one)).isEqualTo(1_700_000_000_123L).isEqualTo(Moments.millis(other));
        assertThat(Moments.between(one, other)).isZero();
    }

    @Test
    void aLaterTimeIsAGreaterMomentHoweverManyEventsCameBefore() {
        long last = 0;
        for (int i = 0; i < 2_000_000; i++) {
            long next = moments.next(1_000 + i / 300_000);
            assertThat(next >= last).isTrue();
            last = next;
        }
        assertThat(Moments.millis(last)).isEqualTo(1_006);
    }

    @Test
    void anEventThatIsLateKeepsItsTime() {
        long one = moments.next(2_000);
        long late = moments.next(1_990);
        assertThat(Moments.between(late, one)).isEqualTo(10);
        assertThat(late).isLessThan(one);
    }

    @Test
    void neverIsNoTime() {
        assertThat(Moments.millisOrNull(0)).isNull();
        assertThat(Moments.millisOrNull(moments.next(5))).isEqualTo(5);
        assertThat(Moments.millis(Moments.before(moments.next(5_000), 2_000))).isEqualTo(3_000);
    }

    /** Times that no PBX sends are still in order and never negative. */
    @Test
    void timesOutOfAllReasonAreMoments() {
        long before = moments.next(Long.MIN_VALUE);
        long beyond = moments.next(Long.MAX_VALUE);
        assertThat(before).isPositive().isLessThan(beyond);
    }
}
