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
package io.github.camelami.examples.eventstokafka;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelami.simulator.SimulatedEvent;
import io.github.camelami.simulator.SimulatedPbx;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.camel.main.Main;
import org.apache.camel.spi.CamelEvent;
import org.apache.camel.support.EventNotifierSupport;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class KafkaRoutesTest {
    private static final int CALLS = 5;
    private static final int EVENTS_PER_CALL = 40;

    @AutoClose
    private static EmbeddedKafka kafka;

    private final SimulatedPbx north = SimulatedPbx.start();
    private final SimulatedPbx south = SimulatedPbx.start();
    private final Main main = new Main();
    private final CountDownLatch triedAgain = new CountDownLatch(1);

    @BeforeAll
    static void startKafka() throws Exception {
        kafka = new EmbeddedKafka();
    }

    private void start(String topic) throws Exception {
        main.bind("redeliveries", new EventNotifierSupport() {
            @Override
            public void notify(CamelEvent event) {
                if (event instanceof CamelEvent.ExchangeRedeliveryEvent) {
                    triedAgain.countDown();
                }
            }
        });
        kafka.withTopic(topic);
        main.addInitialProperty("kafka.brokers", kafka.brokers());
        main.addInitialProperty("kafka.topic", topic);
        // a client that has not yet heard of the topic when the broker ends waits so long for it
        main.addInitialProperty("camel.component.kafka.maxBlockMs", "1000");
        main.addInitialProperty("camel.component.kafka.requestTimeoutMs", "1000");
        main.addInitialProperty("camel.component.kafka.deliveryTimeoutMs", "2000");
        use("north", north);
        use("south", south);
        main.start();
    }

    private void use(String name, SimulatedPbx pbx) {
        main.addInitialProperty(name + ".host", pbx.host());
        main.addInitialProperty(name + ".port", Integer.toString(pbx.port()));
    }

    @AfterEach
    void stop() {
        main.stop();
        north.close();
        south.close();
    }

    @Test
    void eachCallOfEachPbxHasAKeyOfItsOwnAndKeepsItsOrder() throws Exception {
        start("orders");
        emit();
        assertAllArriveInOrder("orders");
    }

    @Test
    void eachRecordIsACloudEvent() throws Exception {
        start("cloudevents");
        north.emit(SimulatedEvent.named("Hangup", "call").with("Channel", "PJSIP/100-1"));
        try (PlainConsumer consumer = new PlainConsumer(kafka.brokers(), "cloudevents")) {
            Map<String, String> headers = headers(consumer, "Hangup");
            assertThat(headers)
                    .containsOnlyKeys(
                            "ce_specversion",
                            "ce_id",
                            "ce_type",
                            "ce_source",
                            "ce_subject",
                            "ce_time",
                            "ce_dataschema",
                            "content-type",
                            "event",
                            "pbx")
                    .containsEntry("ce_specversion", "1.0")
                    .containsEntry("ce_type", "io.github.camelami.event.Hangup")
                    .containsEntry("ce_source", "ami:north")
                    .containsEntry("ce_subject", "PJSIP/100-1")
                    .containsEntry("content-type", "application/json");
            assertThat(headers.get("ce_id")).matches("[0-9a-f]{32}");
        }
        north.emit(SimulatedEvent.named("Newexten", "call").with("Linkedid", "1.1"));
        try (PlainConsumer consumer = new PlainConsumer(kafka.brokers(), "cloudevents")) {
            assertThat(headers(consumer, "Newexten")).containsKey("ce_id").doesNotContainKey("ce_subject");
        }
    }

    /** Those of the next record of that event. */
    private static Map<String, String> headers(PlainConsumer consumer, String event) {
        ConsumerRecord<String, String> record = consumer.next();
        while (!PlainConsumer.header(record, "event").equals(event)) {
            record = consumer.next();
        }
        Map<String, String> headers = new HashMap<>();
        // Camel 4.22 writes Content-Type
        record.headers()
                .forEach(each -> headers.put(
                        each.key().replace("Content-Type", "content-type"), new String(each.value(), UTF_8)));
        return headers;
    }

    @Test
    void eventsWaitInOrderForABrokerThatIsDown() throws Exception {
        start("outage");
        kafka.stop();
        emit();
        assertThat(triedAgain.await(60, TimeUnit.SECONDS)).isTrue();
        kafka.start();
        assertAllArriveInOrder("outage");
    }

    private void emit() {
        for (int number = 0; number < EVENTS_PER_CALL; number++) {
            for (int call = 0; call < CALLS; call++) {
                north.emit(event("north", call, number));
                south.emit(event("south", call, number));
            }
        }
    }

    private static Map<String, Object> event(String pbx, int call, int number) {
        return Map.of(
                "Event", "Newstate", "Privilege", "call,all", "Linkedid", "17." + call, "Of", pbx, "Number", number);
    }

    private void assertAllArriveInOrder(String topic) {
        Map<String, Integer> next = new HashMap<>();
        Map<String, Integer> partitions = new HashMap<>();
        try (PlainConsumer consumer = new PlainConsumer(kafka.brokers(), topic)) {
            for (int i = 0; i < 2 * CALLS * EVENTS_PER_CALL; ) {
                ConsumerRecord<String, String> event = consumer.next();
                if (PlainConsumer.header(event, "event").equals("Newstate")) {
                    i++;
                    String pbx = PlainConsumer.header(event, "pbx");
                    int number = next.merge(event.key(), 1, Integer::sum) - 1;
                    assertThat(event.key()).startsWith(pbx + "/17.");
                    assertThat(event.value()).contains("\"Of\":\"" + pbx + "\"", "\"Number\":\"" + number + "\"");
                    assertThat(partitions.computeIfAbsent(event.key(), key -> event.partition()))
                            .isEqualTo(event.partition());
                }
            }
        }
        assertThat(next).hasSize(2 * CALLS).allSatisfy((key, count) -> assertThat(count)
                .isEqualTo(EVENTS_PER_CALL));
    }
}
