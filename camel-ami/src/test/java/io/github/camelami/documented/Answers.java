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

/** What people ask how to do with AMI; docs/events.md and docs/actions.md show these routes. */
public class Answers extends RouteBuilder {

    @Override
    public void configure() {
        from("ami:pbx?events=call&include=DialBegin")
                .setBody(simple("${body[CallerIDNum]} calls ${body[DestCallerIDNum]}"))
                .to("direct:ringing");

        from("ami:pbx?include=Hangup&serverFilter=auto").to("direct:hangups");

        from("ami:pbx?events=call&include=Hangup&serverFilter.hangups=RAW(Event: Hangup[^A-Z])")
                .to("direct:hangups");

        from("direct:limited")
                .to("ami:pbx?action=Originate&field.Application=Echo&variable.TIMEOUT(absolute)={{call.seconds}}");

        from("direct:name")
                .toD("ami:pbx?action=DBGet&field.Family=cidname&field.Key=RAW(${header.number})")
                .setBody(simple("${body[0][Val]}"));

        from("direct:paid").to("ami:pbx?action=UserEvent&field.UserEvent=OrderPaid");

        from("ami:pbx?events=user&include=UserEvent&match.UserEvent=OrderPaid")
                .setBody(simple("${body[Order]}"))
                .to("direct:orders");

        from("direct:uptime")
                .to("ami:pbx?action=Command&field.Command=core show uptime&allowDangerousActions=true")
                .convertBodyTo(String.class);

        from("direct:click")
                .toD("ami:pbx?action=Originate&awaitEnd=true&field.Channel=RAW(PJSIP/${header.from})"
                        + "&field.Context=from-internal&field.Exten=RAW(${header.to})&field.Priority=1")
                .setBody(simple("${body.disposition}, ${body.talkTime} ms"));

        from("ami:pbx?events=agi&include=AsyncAGIStart")
                .toD("ami:pbx?action=AGI&field.Channel=RAW(${body[Channel]})&field.Command=EXEC Playback hello-world")
                .to("direct:greeted");
    }
}
