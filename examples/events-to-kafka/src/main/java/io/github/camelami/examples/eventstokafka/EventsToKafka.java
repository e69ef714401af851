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

import io.github.camelami.simulator.SimulatedPbx;
import java.util.Set;
import java.util.TreeSet;
import org.apache.camel.main.BaseMainSupport;
import org.apache.camel.main.Main;
import org.apache.camel.main.MainListenerSupport;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * Runs the routes of {@code camel/kafka.yaml}. With {@code -Dkafka.brokers=…}, it uses those brokers, otherwise an
 * embedded one. With {@code -Dnorth.host=… -Dsouth.host=…}, it uses those PBXes until it is stopped. Otherwise it uses
 * two simulated PBXes, and prints the records that a consumer reads.
 */
public final class EventsToKafka {

    private EventsToKafka() {}

    public static void main(String[] args) throws Exception {
        System.getProperties().putIfAbsent("kafka.topic", "pbx-events");
        try (EmbeddedKafka kafka = System.getProperty("kafka.brokers") == null ? embedded() : null) {
            if (kafka != null) {
                System.setProperty("kafka.brokers", kafka.brokers());
            }
            if (System.getProperty("north.host") == null) {
                show(args);
            } else {
                new Main().run(args);
            }
        }
    }

    private static EmbeddedKafka embedded() throws Exception {
        return new EmbeddedKafka().withTopic(System.getProperty("kafka.topic"));
    }

    private static void show(String[] args) throws Exception {
        try (SimulatedPbx north = SimulatedPbx.start();
                SimulatedPbx south = SimulatedPbx.start()) {
            use("north", north);
            use("south", south);
            Main main = new Main();
            main.addMainListener(new MainListenerSupport() {
                @Override
                public void afterStart(BaseMainSupport started) {
                    north.placeCalls(1, 1);
                    south.placeCalls(1, 1);
                    printUntilBothAreHungUp();
                    main.completed();
                }
            });
            main.run(args);
        }
    }

    private static void use(String name, SimulatedPbx pbx) {
        System.setProperty(name + ".host", pbx.host());
        System.setProperty(name + ".port", Integer.toString(pbx.port()));
    }

    private static void printUntilBothAreHungUp() {
        Set<String> hungUp = new TreeSet<>();
        try (PlainConsumer consumer =
                new PlainConsumer(System.getProperty("kafka.brokers"), System.getProperty("kafka.topic"))) {
            while (hungUp.size() < 2) {
                ConsumerRecord<String, String> event = consumer.next();
                String name = PlainConsumer.header(event, "event");
                System.out.println("RECORD partition " + event.partition() + " key " + event.key() + " " + name);
                if (name.equals("Hangup")) {
                    hungUp.add(event.key());
                }
            }
        }
    }
}
