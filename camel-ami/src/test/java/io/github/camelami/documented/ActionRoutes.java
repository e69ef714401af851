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

/** Routes that place and steer calls, and steer queues; docs/actions.md shows them. */
class ActionRoutes extends RouteBuilder {

    @Override
    public void configure() {
        from("direct:call")
                .toD("ami:pbx?action=Originate&field.Channel=RAW(PJSIP/${header.phone})"
                        + "&field.Context=from-internal&field.Exten=RAW(${header.number})&field.Priority=1"
                        + "&field.CallerID=RAW(Reception <200>)&field.Timeout=20000"
                        + "&variable.CUSTOMER=RAW(${header.customer})&variable.ORDER=RAW(${header.order})")
                .log("${header.CamelAmiCallId}: ${header.CamelAmiOutcome}");

        from("direct:announce")
                .toD("ami:pbx?action=Originate&field.Channel=RAW(PJSIP/${header.phone})"
                        + "&field.Application=Playback&field.Data=hello-world")
                .choice()
                .when(simple("${header.CamelAmiOutcome} == 'ANSWERED'"))
                .to("direct:announced")
                .when(simple("${header.CamelAmiOutcome} in 'BUSY,NO_ANSWER,CONGESTION'"))
                .to("direct:later")
                .otherwise()
                .log("${header.phone}: ${header.CamelAmiReason}")
                .end();

        from("direct:deliver")
                .toD("ami:pbx?action=Originate&awaitOutcome=false&field.ChannelId=RAW(order-${header.order})"
                        + "&field.Channel=RAW(PJSIP/${header.phone})"
                        + "&field.Context=from-internal&field.Exten=RAW(${header.number})&field.Priority=1");

        from("ami:pbx?emit=calls")
                .filter(simple("${body.id} startsWith 'order-'"))
                .log("${body.id}: ${body.disposition}, ${body.talkTime} ms")
                .to("direct:delivered");

        from("direct:hangup").toD("ami:pbx?action=Hangup&field.Channel=RAW(${header.channel})");

        from("direct:transfer")
                .toD("ami:pbx?action=BlindTransfer&field.Channel=RAW(${header.channel})"
                        + "&field.Context=from-internal&field.Exten=RAW(${header.number})");

        from("direct:redirect")
                .toD("ami:pbx?action=Redirect&field.Channel=RAW(${header.channel})"
                        + "&field.Context=from-internal&field.Exten=RAW(${header.number})&field.Priority=1");

        from("direct:park").toD("ami:pbx?action=Park&field.Channel=RAW(${header.channel})&field.Timeout=60000");

        from("direct:fetch")
                .toD("ami:pbx?action=Originate&field.Channel=RAW(PJSIP/${header.phone})"
                        + "&field.Context=parkedcalls&field.Exten=RAW(${header.space})&field.Priority=1");

        from("direct:pickup")
                .toD("ami:pbx?action=Originate&field.Channel=RAW(PJSIP/${header.phone})"
                        + "&field.Application=PickupChan&field.Data=RAW(${header.ringing})");

        from("direct:pause-agent")
                .toD("ami:pbx?action=QueuePause&throwExceptionOnFailure=false"
                        + "&field.Interface=RAW(PJSIP/${header.phone})&field.Paused=RAW(${header.paused})"
                        + "&field.Reason=RAW(${header.reason})")
                .setBody(simple("${header.phone}: ${header.CamelAmiMessage}"));

        from("direct:each-channel")
                .to("ami:pbx?action=CoreShowChannels&streamList=true")
                .split(simple("${body}"))
                .streaming()
                .log("${body[Channel]}: ${body[Duration]}")
                .to("direct:channel");

        from("direct:steer").to("ami:pbx?allowedActions=Hangup,Redirect,Park");
    }
}
