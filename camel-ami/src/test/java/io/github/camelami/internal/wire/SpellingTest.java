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

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SpellingTest {
    private static final List<String> KNOWN = List.of("pbx", "host", "port", "Channel", "ChannelState");

    @ParameterizedTest
    @CsvSource({
        "pxb, pbx",
        "PBX, pbx",
        "hots, host",
        "prt, port",
        "Chanel, Channel",
        "chnanle, Channel",
        "ChanState, ''"
    })
    void theClosestNameIsSuggested(String name, String meant) {
        assertThat(Spelling.suggestion(KNOWN, name)).isEqualTo(meant.isEmpty() ? "" : ", did you mean " + meant + "?");
    }

    /** Two mistakes in a short name make it another one. */
    @ParameterizedTest
    @ValueSource(strings = {"cost", "px", "abc", "", "Bridge"})
    void aNameThatIsNotSimilarHasNone(String name) {
        assertThat(Spelling.closest(List.of("port", "pbxs", "Channel"), name)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "evnts, events",
        "secert, secret",
        "Chanel, Channel",
        "chnanle, Channel",
        "Origniate, Originate",
        "HangUps, Hangup",
        "Feild, Field",
        "Linkdid, Linkedid",
        "autoConfigurationFialFsat, autoConfigurationFailFast"
    })
    void aMisspeltNameIsFound(String name, String meant) {
        List<String> known = List.of(
                "events", "secret", "Channel", "Originate", "Hangup", "Field", "Linkedid", "autoConfigurationFailFast");
        assertThat(Spelling.closest(known, name)).contains(meant);
    }

    /** Modules and dialplans have such events and fields. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "Alert",
                "Login",
                "State",
                "ConferenceTalking",
                "ConferenceUnmute",
                "ConferenceRecord",
                "Order",
                "Score",
                "Mobile",
                "Amount",
                "Rating"
            })
    void aNameOfAModuleIsNotTakenForAnother(String name) {
        assertThat(Catalogue.similarEvent(name)).isEmpty();
        assertThat(Spelling.closest(FieldNames.ofEvents(), name).filter(field -> !field.equals(name)))
                .isEmpty();
    }

    @Test
    void withoutNamesThereIsNone() {
        assertThat(Spelling.closest(List.of(), "pbx")).isEmpty();
    }
}
