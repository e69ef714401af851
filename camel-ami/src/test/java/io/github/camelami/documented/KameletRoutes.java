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

import org.apache.camel.builder.RouteBuilder;

/** Routes with Kamelets; docs/kamelets.md shows them. The file kamelets.yaml has the same ones. */
public class KameletRoutes extends RouteBuilder {

    @Override
    public void configure() {
        from("kamelet:ami-event-source?name={{pbx.host}}&port={{pbx.port}}&username={{pbx.username}}"
                        + "&secret=RAW({{pbx.secret}})&events=call&include=Hangup")
                .to("direct:ended");

        from("direct:dial")
                .setBody(constant("{\"Channel\": \"Local/100@test\", \"Context\": \"test\","
                        + " \"Exten\": \"200\", \"Priority\": 1}"))
                .to("kamelet:ami-action-sink?name={{pbx.host}}&port={{pbx.port}}&username={{pbx.username}}"
                        + "&secret=RAW({{pbx.secret}})&action=Originate");
    }
}
