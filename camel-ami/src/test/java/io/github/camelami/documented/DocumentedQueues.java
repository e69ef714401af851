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

import io.github.camelami.message.AmiException;
import java.util.Map;
import org.apache.camel.builder.RouteBuilder;

/** The routes of {@code docs/queues.md}. */
final class DocumentedQueues extends RouteBuilder {

    @Override
    public void configure() {
        from("ami:pbx?emit=queues&queues=support,sales-*").marshal().json().to("direct:wallboard");

        from("ami:pbx?emit=queues&queueInterval=10s")
                .setProperty("at", simple("${body.at}"))
                .split(simple("${body.callers}"))
                .filter(simple("${sum(${exchangeProperty.at},-${body.since})} > 120000"))
                .idempotentConsumer(simple("${body.id}"))
                .idempotentRepository("#class:org.apache.camel.support.processor.idempotent.MemoryIdempotentRepository")
                .to("direct:waits-too-long");

        from("ami:pbx?emit=queues&serviceLevel=20&resetAt=06:00,14:00,22:00")
                .convertBodyTo(Map.class)
                .to("direct:store-figures");

        from("ami:pbx?emit=agents").marshal().json().to("direct:agents");

        from("ami:pbx?events=dialplan&include=VarSet&match.Variable=QUEUESTATUS&match.Value=FULL,JOINEMPTY,JOINUNAVAIL")
                .setBody(simple("${body[CallerIDNum]} could not join the queue in ${body[Exten]}: ${body[Value]}"))
                .to("direct:turned-away");

        from("direct:pause-team")
                .split(simple("${body}"))
                .aggregationStrategy("#class:org.apache.camel.processor.aggregate.GroupedBodyAggregationStrategy")
                .setProperty("agent", simple("${body}"))
                .setBody(simple("${null}"))
                .doTry()
                .toD("ami:pbx?action=QueuePause&field.Interface=RAW(${exchangeProperty.agent})&field.Paused=true"
                        + "&field.Reason=meeting&throwExceptionOnFailure=false")
                .setBody(simple("${exchangeProperty.agent}: ${body[Message]}"))
                .doCatch(AmiException.class)
                .setBody(simple("${exchangeProperty.agent}: ${exception.message}"))
                .end()
                .end();
    }
}
