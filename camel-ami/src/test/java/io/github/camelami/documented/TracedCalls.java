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

/** One trace from a click to the end of the call; docs/operating.md shows these routes. */
public class TracedCalls extends RouteBuilder {

    @Override
    public void configure() {
        from("direct:click")
                .toD("ami:pbx?action=Originate&field.Channel=PJSIP/${header.from}"
                        + "&field.Context=from-internal&field.Exten=${header.to}&field.Priority=1");

        from("ami:pbx?emit=callProgress")
                .choice()
                .when(simple("${header.CamelAmiCallState} == 'ANSWERED'"))
                .to("direct:screen-pop")
                .when(simple("${header.CamelAmiCallState} == 'ENDED'"))
                .to("direct:call-records");
    }
}
