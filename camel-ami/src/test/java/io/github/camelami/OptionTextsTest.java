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
package io.github.camelami;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Goes over the options of the generated catalogue, so that none is forgotten that is added later. */
class OptionTextsTest {
    private static final Map<String, List<String>> WRONG = Map.of(
            "duration", List.of("soon", "1.5s", "P1X", "5 fortnights"),
            "integer", List.of("many", "1.5", "99999999999999999999"),
            "boolean", List.of("perhaps", "yes"),
            "enum", List.of("none-of-these", "e"));

    /** Those that Camel gives to every endpoint, and checks itself. */
    private static final Set<String> OF_CAMEL = Set.of("bridgeErrorHandler", "lazyStartProducer", "exchangePattern");

    private final PbxRoutes routes = new PbxRoutes();

    @AfterEach
    void close() {
        routes.close();
    }

    @ParameterizedTest
    @MethodSource("options")
    void aTextOfAnotherTypeFailsTheStartAndNamesOptionTextAndWhatIsAccepted(String type, String option) {
        for (String text : WRONG.get(type)) {
            Throwable root = catchThrowable(() -> routes.camel.getEndpoint(uri(option, text)));
            assertThat(root).as(text).isNotNull();
            while (root.getCause() != null) {
                root = root.getCause();
            }
            assertThat(root)
                    .as(text)
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageStartingWith("ami:pbx: option " + option + "=" + text + " is not valid; accepted: ");
        }
    }

    @Test
    void eachTypeHasOptions() throws IOException {
        assertThat(options()).map(each -> each[0]).contains("duration", "integer", "boolean", "enum");
    }

    private static String uri(String option, String text) {
        return "ami:pbx?username=admin&secret=secret&" + option + "=RAW(" + text + ")";
    }

    static Stream<Object[]> options() throws IOException {
        try (InputStream json = OptionTextsTest.class.getResourceAsStream("/META-INF/io/github/camelami/ami.json")) {
            return new ObjectMapper()
                    .readTree(json).get("properties").properties().stream()
                            .filter(option -> !OF_CAMEL.contains(option.getKey()))
                            .map(option ->
                                    new Object[] {option.getValue().get("type").asText(), option.getKey()})
                            .filter(option -> WRONG.containsKey(option[0]));
        }
    }
}
