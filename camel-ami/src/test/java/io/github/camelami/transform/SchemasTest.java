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
package io.github.camelami.transform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.core.util.Separators;
import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SpecificationVersion;
import io.github.camelami.call.AmiCall;
import io.github.camelami.call.CallState;
import io.github.camelami.queue.AmiAgent;
import io.github.camelami.queue.AmiQueue;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The schemas in the jar; {@code -Dupdate.docs=true} writes them from the classes. */
class SchemasTest {

    private static final AmiCall CALL = AmiCall.builder()
            .id("1", List.of())
            .pbx("pbx")
            .state(CallState.ENDED)
            .build();

    @Test
    void areThoseOfTheClasses() throws Exception {
        hold(SchemaGenerator.of(CALL));
        hold(SchemaGenerator.of(AmiQueue.builder().build()));
        hold(SchemaGenerator.of(AmiAgent.builder().build()));
        hold(SchemaGenerator.ofEvents());
    }

    private static void hold(Map<String, Object> schema) throws IOException {
        DefaultIndenter lines = new DefaultIndenter("  ", "\n");
        String text = Schemas.JSON
                        .writer(new DefaultPrettyPrinter()
                                .withSeparators(Separators.createDefaultInstance()
                                        .withObjectFieldValueSpacing(Separators.Spacing.AFTER))
                                .withObjectIndenter(lines))
                        .writeValueAsString(schema)
                + "\n";
        Path file = Path.of("src/main/resources" + Schemas.resource(schema.get("title")));
        if (Boolean.getBoolean("update.docs")) {
            Files.createDirectories(file.getParent());
            Files.writeString(file, text);
        }
        assertThat(file).as("run with -Dupdate.docs=true").hasContent(text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"AmiCall", "AmiQueue", "AmiAgent", "AmiEvent"})
    void areValidAndDescribeEachValue(String type) {
        JsonNode schema = Schemas.read(type);
        assertThat(Schemas.REGISTRY
                        .getSchema(SchemaLocation.of(SpecificationVersion.DRAFT_2020_12.getDialectId()))
                        .validate(schema))
                .isEmpty();
        assertThat(schema.findValues("properties")).isNotEmpty().allSatisfy(properties -> assertThat(properties)
                .allSatisfy(
                        each -> assertThat(each.path("description").asText()).matches("[A-Z].*\\.(?s:.*)")));
        assertThat(schema.toString()).doesNotContain("{@", "@since");
    }

    /** A later version may have more, and keeps the {@code $id} of the schema. */
    @Test
    void allowMorePropertiesAndMoreValuesOfAnEnum() throws IOException {
        String call = JsonText.of(CALL);
        String later = call.replace("\"state\":\"ENDED\"", "\"state\":\"CONFERENCE\"")
                .replace("\"pbx\":", "\"more\":1,\"pbx\":");
        assertThat(later).contains("CONFERENCE", "more");
        assertThat(Schemas.accepts(Schemas.read("AmiCall"), Schemas.JSON.readTree(later)))
                .isTrue();
    }

    @Test
    void tellAStrictReaderWhatIsMissingOrMore() {
        String call = JsonText.of(CALL);
        for (String wrong : List.of(
                call.replace("\"missed\":false,", ""),
                call.replace("\"missed\":false", "\"missed\":0"),
                call.replace("\"pbx\":", "\"more\":1,\"pbx\":"),
                call.replace("\"state\":\"ENDED\"", "\"state\":\"UP\""),
                call.replace("\"direction\":null", "\"direction\":\"UP\""))) {
            assertThat(wrong).isNotEqualTo(call);
            assertThatThrownBy(() -> Schemas.assertValid("AmiCall", wrong)).isInstanceOf(AssertionError.class);
        }
    }
}
