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
package io.github.camelami.examples.routesyamlxml;

import org.apache.camel.builder.RouteBuilder;

/** The routes of {@code routes/calls.yaml} and {@code routes/calls.xml} in Java. */
public class Calls extends RouteBuilder {

    @Override
    public void configure() {
        from("ami:pbx?emit=calls")
                .routeId("ended")
                .setBody(simple("${body.callerNumber} called ${body.calledNumber}: ${body.disposition}"))
                .to("{{out}}");

        from("timer:once?repeatCount=1")
                .routeId("mailbox")
                .to("ami:pbx?action=MailboxCount&field.Mailbox={{mailbox}}&awaitSession=true")
                .setBody(simple("{{mailbox}}: ${body[NewMessages]} new, ${body[OldMessages]} old"))
                .to("{{out}}");
    }
}
