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
package io.github.camelami.springboot;

import org.apache.camel.builder.RouteBuilder;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Events of the connection {@code pbx} go to {@code mock:events}; it knows no settings of its own. */
@Configuration(proxyBeanMethods = false)
@EnableAutoConfiguration
class CanaryApplication {

    @Bean
    RouteBuilder events() {
        return new RouteBuilder() {
            @Override
            public void configure() {
                from("ami:pbx?events=call").routeId("calls").to("mock:events");
            }
        };
    }
}
