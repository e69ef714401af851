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
package io.github.camelami.springboot.test;

import org.apache.camel.builder.RouteBuilder;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** A route from the URI in {@code events.from} to {@code mock:events}. */
@Configuration(proxyBeanMethods = false)
@EnableAutoConfiguration
class EventsApplication {
    @Bean
    RouteBuilder events(@Value("${events.from:ami:pbx?events=call}") String uri) {
        return new RouteBuilder() {
            @Override
            public void configure() {
                from(uri).to("mock:events");
            }
        };
    }
}
