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
package io.github.camelami.internal.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EventClassesTest {
    private static final EventClasses CALL = EventClasses.parse("call");
    private static final EventClasses AGENT = EventClasses.parse("agent");

    @Test
    void bitsAreThoseOfAsterisksMask() {
        assertThat(EventClasses.parse("system").bits()).isEqualTo(1);
        assertThat(CALL.bits()).isEqualTo(1 << 1);
        assertThat(EventClasses.parse("message").bits()).isEqualTo(1 << 18);
        assertThat(EventClasses.NAMES).hasSize(19).doesNotHaveDuplicates();
    }

    @Test
    void aListIsReadInAnyCaseAndWithBlanks() {
        assertThat(EventClasses.parse(" Call , AGENT")).isEqualTo(CALL.union(AGENT));
        assertThat(EventClasses.parse("all")).isEqualTo(EventClasses.ALL);
        assertThat(EventClasses.parse("none")).isEqualTo(EventClasses.NONE);
        assertThat(EventClasses.parse("call,ALL")).isEqualTo(EventClasses.ALL);
    }

    @ParameterizedTest
    @ValueSource(strings = {"bogus", "call,bogus", "bogus,all", "all,bogus", "none,bogus", "on", "calls", ""})
    void J2_anUnknownClassIsRefusedWithWhatIsAccepted(String list) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> EventClasses.parse(list))
                .withMessageContaining("unknown event class '")
                .withMessageContaining("all, none, system, call");
    }

    @Test
    void anEventIsDueOnlyIfAllItsClassesAreCovered() {
        long both = CALL.union(AGENT).bits();

        assertThat(CALL.covers(CALL.bits())).isTrue();
        assertThat(CALL.covers(both)).isFalse();
        assertThat(CALL.union(AGENT).covers(both)).isTrue();
        assertThat(EventClasses.ALL.covers(both)).isTrue();
        assertThat(EventClasses.NONE.covers(both)).isFalse();
        assertThat(EventClasses.NONE.covers(0)).isTrue();
    }

    @Test
    void theMaskIsWrittenAsAsteriskReadsIt() {
        assertThat(EventClasses.ALL.toEventMask()).isEqualTo("on");
        assertThat(EventClasses.NONE.toEventMask()).isEqualTo("off");
        assertThat(AGENT.union(CALL).toEventMask()).isEqualTo("call,agent");
        assertThat(EventClasses.NONE.isEmpty()).isTrue();
        assertThat(CALL.isEmpty()).isFalse();
    }

    @Test
    void whatItSaysOfItselfCanBeParsed() {
        for (EventClasses classes : new EventClasses[] {EventClasses.ALL, EventClasses.NONE, CALL, CALL.union(AGENT)}) {
            assertThat(EventClasses.parse(classes.toString())).isEqualTo(classes);
        }
    }
}
