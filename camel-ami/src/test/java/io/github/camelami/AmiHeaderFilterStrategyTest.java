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

import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AmiHeaderFilterStrategyTest {
    private final AmiHeaderFilterStrategy strategy = new AmiHeaderFilterStrategy();
    private final DefaultExchange exchange = new DefaultExchange(new DefaultCamelContext());

    @ParameterizedTest
    @ValueSource(strings = {"CamelAmiAction", "camelamiaction", "CAMELAMIACTION", "cAmElHttpUri", "Camel", "camel-x"})
    void G2_CamelsOwnHeadersPassNeitherWayInAnyCase(String name) {
        assertThat(strategy.applyFilterToCamelHeaders(name, "x", exchange)).isTrue();
        assertThat(strategy.applyFilterToExternalHeaders(name, "x", exchange)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"Channel", "ChanVariable", "myCamel", "Came", "Uniqueid"})
    void otherNamesPassBothWays(String name) {
        assertThat(strategy.applyFilterToCamelHeaders(name, "x", exchange)).isFalse();
        assertThat(strategy.applyFilterToExternalHeaders(name, "x", exchange)).isFalse();
    }
}
