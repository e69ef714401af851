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

import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.mock.MockEndpoint;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;
import org.junit.jupiter.api.Test;

/** The same two routes in Camel's three languages. */
class RoutesDslTest extends RouteTestSupport {

    private void assertRoutesWork() throws Exception {
        MockEndpoint out = context.getEndpoint("mock:out", MockEndpoint.class);
        out.expectedBodiesReceived("PJSIP/100");
        context.start();
        pbx.emit(newchannel("PJSIP/100"));
        out.assertIsSatisfied();
        context.createProducerTemplate().requestBody("direct:pause", (Object) null);
        assertThat(received("QueuePause").fields())
                .containsEntry("Interface", "PJSIP/100")
                .containsEntry("Paused", "true");
    }

    private void load(String name, String text) throws Exception {
        context.getPropertiesComponent().addInitialProperty("port", String.valueOf(pbx.port()));
        pbx.on("QueuePause", action -> io.github.camelami.simulator.Reply.success());
        PluginHelper.getRoutesLoader(context).loadRoutes(ResourceHelper.fromString(name, text));
    }

    @Test
    void java() throws Exception {
        pbx.on("QueuePause", action -> io.github.camelami.simulator.Reply.success());
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from(ami("events=call&include=New*"))
                        .setBody(simple("${body[Channel]}"))
                        .to("mock:out");
                from("direct:pause").to(ami("action=QueuePause&field.Interface=PJSIP/100&field.Paused=true"));
            }
        });
        assertRoutesWork();
    }

    @Test
    void yaml() throws Exception {
        load("routes.yaml", """
                - route:
                    from:
                      uri: ami:127.0.0.1
                      parameters:
                        port: "{{port}}"
                        username: admin
                        secret: secret
                        events: call
                        include: New*
                      steps:
                        - setBody:
                            simple: "${body[Channel]}"
                        - to: mock:out
                - route:
                    from:
                      uri: direct:pause
                      steps:
                        - to:
                            uri: ami:127.0.0.1
                            parameters:
                              port: "{{port}}"
                              username: admin
                              secret: secret
                              action: QueuePause
                              field.Interface: PJSIP/100
                              field.Paused: "true"
                """);
        assertRoutesWork();
    }

    @Test
    void xml() throws Exception {
        CamelModule.XML_IO_DSL.assumePresent();
        load("routes.xml", """
                <routes>
                  <route>
                    <from uri="ami:127.0.0.1?port={{port}}&amp;username=admin&amp;secret=secret&amp;events=call&amp;include=New*"/>
                    <setBody><simple>${body[Channel]}</simple></setBody>
                    <to uri="mock:out"/>
                  </route>
                  <route>
                    <from uri="direct:pause"/>
                    <to uri="ami:127.0.0.1?port={{port}}&amp;username=admin&amp;secret=secret&amp;action=QueuePause&amp;field.Interface=PJSIP/100&amp;field.Paused=true"/>
                  </route>
                </routes>
                """);
        assertRoutesWork();
    }
}
