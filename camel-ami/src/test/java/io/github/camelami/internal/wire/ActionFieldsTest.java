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

import org.junit.jupiter.api.Test;

class ActionFieldsTest {

    @Test
    void theFieldsOfAnActionAreKnownInAnyCase() {
        assertThat(ActionFields.of("atxfer")).containsExactlyInAnyOrder("Channel", "Exten", "Context");
        assertThat(ActionFields.of("Agents")).isEmpty();
        assertThat(ActionFields.of("MakeCoffee")).isNull();
    }

    @Test
    void aFieldIsUnknownOnlyOfAKnownAction() {
        assertThat(ActionFields.isUnknown("Atxfer", "Chanel")).isTrue();
        assertThat(ActionFields.isUnknown("Atxfer", "CHANNEL")).isFalse();
        assertThat(ActionFields.isUnknown("Atxfer", "actionid")).isFalse();
        assertThat(ActionFields.isUnknown("Atxfer", "Variable")).isFalse();
        assertThat(ActionFields.isUnknown("MakeCoffee", "Chanel")).isFalse();
    }

    @Test
    void theFieldThatWasMeantIsSuggested() {
        assertThat(ActionFields.suggestion("Atxfer", "Contxt")).isEqualTo(", did you mean Context?");
        assertThat(ActionFields.suggestion("Atxfer", "Priority")).isEmpty();
    }
}
