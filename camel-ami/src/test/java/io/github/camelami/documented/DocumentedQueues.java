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
import io.github.camelami.queue.AmiQueue;
import io.github.camelami.queue.QueueCaller;
import io.github.camelami.queue.QueueChange;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.processor.aggregate.StringAggregationStrategy;
import org.apache.camel.support.processor.idempotent.MemoryIdempotentRepository;

/** The routes of {@code docs/queues.md}. */
final class DocumentedQueues extends RouteBuilder {
    private final Map<String, AmiQueue> lastOfHour = new ConcurrentHashMap<>();
    private final Map<String, List<String>> teams;

    DocumentedQueues(Map<String, List<String>> teams) {
        this.teams = teams;
    }

    @Override
    public void configure() {
        from("ami:pbx?emit=queues&queues=support,sales-*").marshal().json().to("direct:wallboard");

        from("ami:pbx?emit=agents").marshal().json().to("direct:agents");

        from("ami:pbx?emit=queues&serviceLevel=20&resetAt=00:00,01:00,02:00,03:00,04:00,05:00,06:00,07:00,08:00,09:00,10:00,"
                        + "11:00,12:00,13:00,14:00,15:00,16:00,17:00,18:00,19:00,20:00,21:00,22:00,23:00")
                .process(exchange -> {
                    AmiQueue queue = exchange.getMessage().getBody(AmiQueue.class);
                    AmiQueue before = lastOfHour.put(queue.name(), queue);
                    exchange.getMessage().setBody(queue.change() == QueueChange.RESET ? before : null);
                })
                .filter(body().isNotNull())
                .convertBodyTo(Map.class)
                .to("direct:insert-hour");

        from("ami:pbx?emit=queues&queueInterval=10s")
                .setProperty("at", simple("${body.at}"))
                .split(simple("${body.callers}"))
                .filter(exchange -> {
                    QueueCaller caller = exchange.getMessage().getBody(QueueCaller.class);
                    return exchange.getProperty("at", long.class) - caller.since() > 120_000;
                })
                .idempotentConsumer(simple("${body.id}"), MemoryIdempotentRepository.memoryIdempotentRepository(1_000))
                .to("direct:waits-too-long");

        from("direct:pause-team")
                .setBody(exchange -> teams.get(exchange.getMessage().getHeader("team")))
                .split(body(), new StringAggregationStrategy().delimiter("\n"))
                .setProperty("agent", body())
                .setBody(exchange ->
                        Map.of("Interface", exchange.getProperty("agent"), "Paused", "true", "Reason", "meeting"))
                .doTry()
                .to("ami:pbx?action=QueuePause&throwExceptionOnFailure=false")
                .setBody(simple("${exchangeProperty.agent}: ${body[Message]}"))
                .doCatch(AmiException.class)
                .setBody(simple("${exchangeProperty.agent}: ${exception.message}"))
                .end()
                .end();
    }
}
