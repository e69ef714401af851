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
package io.github.camelami.internal.routing;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelami.internal.session.Notice;
import io.github.camelami.message.AmiEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ConclusionsTest {
    private final Conclusions conclusions = new Conclusions();
    private final List<Long> applied = new ArrayList<>();

    private static AmiEvent event(long epoch, long receivedAt) {
        return AmiEvent.of("Newchannel", Map.of(), epoch, receivedAt);
    }

    private static Notice notice(Notice.Kind kind, long epoch) {
        return new Notice(kind, event(epoch, 0));
    }

    @Test
    void anAnswerWaitsForTheEventsThatWereReceivedBeforeIt() {
        conclusions.add(1000, 1, applied::add);
        conclusions.before(event(1, 999));
        conclusions.before(event(1, 1000));
        assertThat(applied).isEmpty();
        assertThat(conclusions.arePending()).isTrue();
        conclusions.before(event(1, 1001));
        assertThat(applied).containsExactly(1000L);
        assertThat(conclusions.arePending()).isFalse();
    }

    @Test
    void anEventComesAfterAllAnswersThatAreOlder() {
        List.of(1000L, 1001L, 1005L).forEach(arrived -> conclusions.add(arrived, 1, applied::add));
        conclusions.before(event(1, 1003));
        assertThat(applied).containsExactly(1000L, 1001L);
        conclusions.all();
        assertThat(applied).containsExactly(1000L, 1001L, 1005L);
    }

    @Test
    void theEndOfALoginComesAfterItsAnswers() {
        conclusions.add(1000, 2, applied::add);
        conclusions.before(notice(Notice.Kind.Disconnected, 1));
        assertThat(applied).isEmpty();
        conclusions.before(notice(Notice.Kind.Disconnected, 2));
        assertThat(applied).containsExactly(1000L);
    }

    @ParameterizedTest
    @EnumSource(names = {"Connected", "Gap"})
    void otherNoticesSayNothingOfTheEventsBeforeAnAnswer(Notice.Kind kind) {
        conclusions.add(1000, 1, applied::add);
        conclusions.before(notice(kind, 1));
        assertThat(applied).isEmpty();
    }

    @Test
    void afterASuspensionEarlierAnswersHaveNoEffect() {
        conclusions.add(1000, 1, applied::add);
        conclusions.clear();
        conclusions.all();
        assertThat(applied).isEmpty();
    }
}
