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

import java.io.ByteArrayInputStream;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class FieldTextsTest {

    static Stream<Object> texts() {
        return Stream.of(
                "a",
                new StringBuilder("a"),
                1,
                2.5,
                true,
                'c',
                TimeUnit.DAYS,
                Instant.EPOCH,
                Duration.ZERO,
                new Date(0),
                new UUID(1, 2),
                URI.create("sip:1@pbx"));
    }

    static Stream<Object> others() {
        return Stream.of(
                new Object(),
                new byte[1],
                List.of("a"),
                Map.of(),
                Optional.of("a"),
                new ByteArrayInputStream(new byte[1]),
                String.class);
    }

    @ParameterizedTest
    @MethodSource("texts")
    void aValueWhoseTextIsItsContentIsText(Object value) {
        assertThat(FieldTexts.isText(value)).isTrue();
    }

    @ParameterizedTest
    @MethodSource("others")
    void anyOtherValueIsNot(Object value) {
        assertThat(FieldTexts.isText(value)).isFalse();
    }
}
