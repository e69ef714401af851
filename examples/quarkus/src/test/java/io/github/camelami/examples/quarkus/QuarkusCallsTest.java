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
package io.github.camelami.examples.quarkus;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.concurrent.TimeUnit;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.builder.NotifyBuilder;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(Pbx.class)
class QuarkusCallsTest {
    @Inject
    CamelContext context;

    @Inject
    ProducerTemplate producer;

    @Test
    void placesACallAndReceivesItsEvents() {
        NotifyBuilder ended = new NotifyBuilder(context)
                .fromRoute("events")
                .filter(event -> "Hangup".equals(event.getMessage().getHeader("CamelAmiEventName")))
                .whenCompleted(1)
                .create();

        Exchange dialled = producer.request("direct:dial", exchange -> {});

        assertThat(dialled.getException()).isNull();
        assertThat(dialled.getMessage().getHeader("CamelAmiOutcome")).isEqualTo("ANSWERED");
        assertThat(ended.matches(10, TimeUnit.SECONDS)).isTrue();
    }
}
