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

/** The routes of {@code docs/calls.md}. */
final class CallRoutes extends RouteBuilder {

    @Override
    public void configure() {
        from("ami:pbx?emit=calls")
                .marshal()
                .json()
                .to("file:calls?fileName=${date:now:yyyy-MM-dd}.jsonl&fileExist=Append&appendChars=\\n");

        from("ami:pbx?emit=calls&trunks=PJSIP/provider-*")
                .filter(simple("${body.missed} == true && ${body.direction} == 'INBOUND'"))
                .setBody(simple("Call back ${body.callerNumber}, who dialled ${body.calledNumber}."))
                .to("direct:call-back");

        from("ami:pbx?emit=callProgress")
                .choice()
                .when(simple("${header.CamelAmiCallState} == 'ANSWERED'"))
                .setBody(simple("${body.callerNumber} talks with ${body.answeredBy}"))
                .to("direct:talking")
                .when(simple("${header.CamelAmiCallState} == 'ENDED'"))
                .setBody(simple("${body.callerNumber} has hung up"))
                .to("direct:free");

        from("ami:pbx?emit=calls&trunks=PJSIP/provider-*,DAHDI/*")
                .choice()
                .when(simple("${body.direction} == 'INBOUND'"))
                .to("direct:incoming-calls")
                .when(simple("${body.direction} == 'OUTBOUND'"))
                .to("direct:outgoing-calls");

        from("ami:pbx?emit=callProgress")
                .choice()
                .when(simple("${header.CamelAmiCallState} == 'RINGING'"))
                .to("direct:screen-pop")
                .when(simple("${header.CamelAmiCallState} in 'RINGING_ENDED,ANSWERED,ENDED'"))
                .to("direct:screen-clear");

        from("ami:pbx?emit=calls")
                .filter(simple("${body.transfers.size} > 0 && ${body.transfers[last].outcome} != 'ANSWERED'"))
                .setBody(simple("${body.callerNumber} was not answered at ${body.transfers[last].to}:"
                        + " ${body.transfers[last].outcome}"))
                .to("direct:lost-transfers");

        from("ami:pbx?emit=calls")
                .split(simple("${body.recordings}"))
                .setBody(simple("${body.file}"))
                .to("direct:fetch-recording");

        from("ami:pbx?emit=calls")
                .split(simple("${body.queues}"))
                .filter(simple("${body.outcome} == 'CONNECTED'"))
                .setBody(simple("${body.agentNumber},${body.queue},${body.waitTime},${body.talkTime}"))
                .to("direct:agent-times");

        from("ami:pbx?emit=calls")
                .split(simple("${body.legs}"))
                .filter(simple("${body.channel} startsWith 'PJSIP/provider-' && ${body.talkTime} > 0"))
                .setBody(simple("${body.channel.replaceFirst('-[^-]+$', '')},${body.talkTime}"))
                .to("direct:trunk-times");

        from("ami:pbx?emit=calls&callVariables=CUSTOMER")
                .setHeader("customer", simple("${body.variables[CUSTOMER]}"))
                .to("direct:customer-calls");

        from("ami:*?emit=calls")
                .marshal()
                .json()
                .to("file:calls?fileName=${header.CamelAmiConnection}.jsonl&fileExist=Append&appendChars=\\n");
    }
}
