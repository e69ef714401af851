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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class VariableNamesTest {

    @Test
    void aCommaInsideParenthesesDoesNotSeparate() {
        assertThat(VariableNames.split(" A , HASH(crm,id),B(c(d,e),f),, C"))
                .containsExactly("A", "HASH(crm,id)", "B(c(d,e),f)", "C");
        assertThat(VariableNames.split("A),B")).containsExactly("A)", "B");
        assertThat(VariableNames.split("A(,B")).containsExactly("A(,B");
        assertThat(VariableNames.split("A,")).containsExactly("A");
        assertThat(VariableNames.split("")).isEmpty();
        assertThat(VariableNames.split(null)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"A=1, 1", "A=b=c, 1", "HASH(a=b)=c, 9", "HASH(a=b, 6", "A=, 1", "A, -1", "A(b), -1", "'', -1"})
    void theNameEndsAtTheFirstEqualsSignOutsideParentheses(String assignment, int end) {
        assertThat(VariableNames.end(assignment)).isEqualTo(end);
    }

    @ParameterizedTest
    @ValueSource(strings = {"A", "__A", "HASH(crm,id)", "A(b(c,d),e)", "A b"})
    void aNameSetsOneVariable(String name) {
        assertThat(VariableNames.isName(name)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "A=1", "A,B", "A(b", "A)b(", "A)", "A(b))", "A(b),C"})
    void anyOtherTextIsNoName(String name) {
        assertThat(VariableNames.isName(name)).isFalse();
    }
}
