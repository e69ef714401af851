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
package io.github.camelami.documented;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A user who finds the message of an error also finds why it comes, and what to do. */
class FaqTest {
    private static final String VERBS =
            "add|check|compare|convert|correct|define|disable|enable|enter|give|handle|ignore|"
                    + "import|increase|let|load|look up|make|name|raise|register|remove|rename|renew|replace|report|request|restart|"
                    + "send|set|shorten|start|store|treat|use|wait|write";

    /** A sentence that begins with a verb, or whose main clause does, after a condition or a purpose. */
    private static final Pattern INSTRUCTION =
            Pattern.compile("(^|[.!] )((If|To|In|For) [^.]*?, )?(" + VERBS + ")\\b", Pattern.CASE_INSENSITIVE);

    private static final Pattern PASSED_ON =
            Pattern.compile("as it says|(do|see) (what )?(it|the (message|text|rest)) (says|names)|self-explanatory");

    static List<Faq.Row> rows() {
        return Faq.rows();
    }

    @Test
    void thePageIsGroupedByTask() {
        assertThat(rows().stream().map(Faq.Row::section).distinct())
                .contains(
                        "Connecting",
                        "Logging in",
                        "TLS",
                        "HTTP",
                        "Events",
                        "Calls",
                        "Answers of the PBX",
                        "Kafka Connect")
                .hasSizeGreaterThan(10);
    }

    @ParameterizedTest
    @MethodSource("rows")
    void eachRowHasACauseAndARemedy(Faq.Row row) {
        assertThat(row.cells()).as(row.text()).hasSize(3).noneMatch(String::isBlank);
        assertThat(row.cells().get(1)).as(row.text()).endsWith(".").matches("\\P{Lower}.*");
        assertThat(tellsWhatToDo(row.cells().get(2))).as(row.text()).isTrue();
    }

    @Test
    void eachTextStandsInOneRow() {
        assertThat(rows().stream().filter(row -> row.text().startsWith("`")).flatMap(row -> row.texts().stream()))
                .hasSizeGreaterThan(150)
                .doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Correct the name.",
                "If it is a host, set the options that the message names.",
                "To see the port, enter `manager show settings`.",
                "Wait until the PBX runs. The component tries again."
            })
    void anInstructionIsARemedy(String text) {
        assertThat(tellsWhatToDo(text)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "As it says.",
                "Do what the message says.",
                "The component tries again.",
                "The PBX is probably down.",
                "See [tuning](operating.md#tuning).",
                "Correct the name"
            })
    void anythingElseIsNone(String text) {
        assertThat(tellsWhatToDo(text)).isFalse();
    }

    private static boolean tellsWhatToDo(String remedy) {
        return remedy.endsWith(".")
                && INSTRUCTION.matcher(remedy).find()
                && !PASSED_ON.matcher(remedy.toLowerCase(Locale.ROOT)).find();
    }
}
