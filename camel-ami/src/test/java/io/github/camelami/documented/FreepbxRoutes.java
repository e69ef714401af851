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

/** The routes of {@code docs/freepbx.md}. */
public final class FreepbxRoutes extends RouteBuilder {

    @Override
    public void configure() {
        from("ami:pbx?emit=calls&trunks=PJSIP/trunk-*&callVariables=FROM_DID")
                .filter(simple("${body.missed} == true && ${body.direction} == 'INBOUND'"))
                .setBody(simple("${body.callerNumber} called ${body.calledNumber}: ${body.disposition}"))
                .to("direct:call-back");

        from("ami:pbx?emit=callProgress")
                .filter(simple("${header.CamelAmiCallState} == 'RINGING'"))
                .setBody(simple("${body.callerNumber} calls ${body.calledNumber}, ${body.ringingNumber} rings"))
                .to("direct:screen-pop");

        from("direct:click")
                .toD("ami:pbx?action=Originate&awaitEnd=true&field.Channel=RAW(Local/${header.from}@from-internal)"
                        + "&field.Context=from-internal&field.Exten=RAW(${header.to})&field.Priority=1"
                        + "&field.CallerID=RAW(${header.from})&field.Timeout=20000")
                .setBody(simple("${body.callerNumber} to ${body.calledNumber}: ${body.disposition}"));

        from("direct:pause-agent")
                .toD("ami:pbx?action=QueuePause&field.Interface=RAW(Local/${header.extension}@from-queue/n)"
                        + "&field.Paused=true&throwExceptionOnFailure=false")
                .setBody(simple("${header.CamelAmiMessage}"));

        from("ami:pbx?events=call&include=ExtensionStatus&snapshot=ExtensionStateList")
                .filter(simple("${body[Context]} == 'ext-local'"))
                .setBody(simple("${body[Exten]}: ${body[StatusText]}"))
                .to("direct:presence");

        from("ami:pbx?emit=calls")
                .filter(simple("${body.queues.size} > 0"))
                .setBody(simple(
                        "${body.queues[0].queue}: ${body.queues[0].outcome}, agent ${body.queues[0].agentNumber},"
                                + " waited ${body.queues[0].waitTime} ms"))
                .to("direct:queue-calls");
    }
}
