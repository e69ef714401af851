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

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.spi.CamelEvent.CamelContextStartedEvent;

/** What happens on the PBX, a line for each event; and one call, placed after the start. */
@ApplicationScoped
public class Calls extends RouteBuilder {

    @Override
    public void configure() {
        from("ami:pbx?events=call&include=Newchannel,Hangup").routeId("events").log("${body[Event]} ${body[Channel]}");

        from("direct:dial")
                .routeId("dial")
                .to("ami:pbx?action=Originate&awaitSession=true&field.Channel={{ami.channel}}"
                        + "&field.Application=Wait&field.Data=1&field.CallerID=camel-ami <100>")
                .log("OUTCOME of the call to {{ami.channel}}: ${header.CamelAmiOutcome}");
    }

    void dial(@Observes CamelContextStartedEvent started, ProducerTemplate producer) {
        producer.asyncSendBody("direct:dial", null);
    }
}
