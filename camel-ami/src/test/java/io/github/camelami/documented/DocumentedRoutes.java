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

import io.github.camelami.AmiConstants;
import io.github.camelami.message.AmiAction;
import io.github.camelami.message.AmiException;
import org.apache.camel.builder.RouteBuilder;

/** The routes that README and docs show. */
class DocumentedRoutes extends RouteBuilder {

    @Override
    public void configure() {
        onException(AmiException.NotSent.class).maximumRedeliveries(3).redeliveryDelay(100);
        onException(AmiException.OutcomeUnknown.class)
                .maximumRedeliveries(0)
                .handled(true)
                .setHeader(AmiConstants.OUTCOME, constant("UNKNOWN"));

        from("ami:pbx?events=call&include=Hangup")
                .log("${body[CallerIDNum]} hung up: ${body[Cause-txt]}")
                .marshal()
                .json()
                .to("direct:queue");

        from("direct:dial")
                .to("ami:pbx?action=Originate&field.Context=outbound&field.Priority=1")
                .choice()
                .when(header(AmiConstants.OUTCOME).isEqualTo("BUSY"))
                .to("direct:later")
                .when(header(AmiConstants.OUTCOME).isEqualTo("ANSWERED"))
                .to("direct:done");

        from("ami:pbx?events=agent&include=QueueCaller*&match.Queue=support").to("direct:support");

        from("ami:pbx?events=call&notices=true&snapshot=CoreShowChannels")
                .choice()
                .when(header(AmiConstants.NOTICE).isEqualTo("Gap"))
                .log("events are missing: ${body[Reason]}, ${body[Dropped]}")
                .when(header(AmiConstants.SNAPSHOT).isNotNull())
                .to("direct:channel-is-up")
                .otherwise()
                .to("direct:channel-changed");

        from("ami:pbx?emit=calls").marshal().json().to("direct:call-records");

        from("ami:*?emit=calls&notices=true")
                .choice()
                .when(header(AmiConstants.NOTICE).isNotNull())
                .log("${header.CamelAmiConnection}: ${header.CamelAmiNotice}")
                .otherwise()
                .to("direct:calls-of-all-pbxes");

        from("direct:park")
                .setBody(exchange -> AmiAction.named("Redirect")
                        .field("Channel", exchange.getMessage().getHeader("channel"))
                        .field("Context", "waiting")
                        .field("Exten", "s")
                        .field("Priority", 1)
                        .build())
                .to("ami:pbx?allowedActions=Redirect,Hangup");

        from("direct:channels").to("ami:pbx?action=CoreShowChannels").marshal().json();

        from("direct:pause").toD("ami:pbx?action=QueuePause&field.Interface=RAW(${header.phone})&field.Paused=true");

        from("ami:pbx").log("${header.CamelAmiEventName}");
        from("direct:state").to("ami:pbx?action=ExtensionState&field.Context=test");
    }
}
