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

import io.github.camelami.internal.session.ActionResult;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ConclusionsTest {
    private final Conclusions conclusions = new Conclusions();
    private final List<String> applied = new ArrayList<>();

    private static ActionResult answer() {
        return new ActionResult(() -> "", null, null, null, null, null);
    }

    @Test
    void anAnswerTakesEffectAtItsPlace() {
        ActionResult first = answer();
        ActionResult second = answer();
        conclusions.add(first, () -> applied.add("first"));
        conclusions.add(second, () -> applied.add("second"));
        conclusions.reached(first);
        assertThat(applied).containsExactly("first");
        assertThat(conclusions.arePending()).isTrue();
        conclusions.reached(second);
        assertThat(applied).containsExactly("first", "second");
        assertThat(conclusions.arePending()).isFalse();
    }

    /** Equal answers are different ones, such as two empty lists. */
    @Test
    void thePlaceOfAnotherAnswerEndsNoWait() {
        conclusions.reached(answer());
        ActionResult list = answer();
        conclusions.add(list, () -> applied.add("list"));
        conclusions.reached(answer());
        assertThat(applied).isEmpty();
        conclusions.reached(list);
        assertThat(applied).containsExactly("list");
    }

    @Test
    void afterASuspensionOrALoginEarlierAnswersHaveNoEffect() {
        ActionResult list = answer();
        conclusions.add(list, () -> applied.add("list"));
        conclusions.clear();
        conclusions.reached(list);
        assertThat(applied).isEmpty();
        assertThat(conclusions.arePending()).isFalse();
    }
}
