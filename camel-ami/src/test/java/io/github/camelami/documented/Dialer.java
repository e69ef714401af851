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

/** A route that places many calls, but not all at once; docs/actions.md shows it. */
public class Dialer extends RouteBuilder {

    @Override
    public void configure() {
        from("seda:numbers")
                .throttle(simple("{{dialer.open}}"))
                .concurrentRequestsMode()
                .throttle(simple("{{dialer.perSecond}}"))
                .setHeader("number", simple("${body}"))
                .setBody(simple("${null}"))
                .toD("ami:pbx?action=Originate&awaitEnd=true&field.Channel=RAW(PJSIP/${header.number})"
                        + "&field.Context=campaign&field.Exten=200&field.Priority=1")
                .to("direct:called");
    }
}
