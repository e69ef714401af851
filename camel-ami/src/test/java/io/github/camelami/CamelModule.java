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

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.Locale;

/** Modules of Camel that may be missing where the tests run on another version: a test that needs one says so and is skipped. */
public enum CamelModule {
    KAMELET("component/kamelet"),
    NETTY_HTTP("component/netty-http"),
    XML_IO_DSL("routes-loader/xml");

    private final String service;

    CamelModule(String service) {
        this.service = service;
    }

    public void assumePresent() {
        assumeTrue(
                getClass().getResource("/META-INF/services/org/apache/camel/" + service) != null,
                "no camel-" + name().toLowerCase(Locale.ROOT).replace('_', '-'));
    }
}
