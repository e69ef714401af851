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
package io.github.camelami.examples.eventstojms;

import io.github.camelami.simulator.SimulatedPbx;
import jakarta.jms.JMSException;
import jakarta.jms.MapMessage;
import jakarta.jms.Message;
import java.util.Map;
import org.apache.camel.main.BaseMainSupport;
import org.apache.camel.main.Main;
import org.apache.camel.main.MainListenerSupport;

/**
 * Runs the routes of {@code camel/jms.yaml}. With {@code -Djms.url=…}, it uses that broker, otherwise an embedded one.
 * With {@code -Dami.host=…}, it uses that PBX until it is stopped. Otherwise it uses a simulated PBX, and prints the
 * events and answers that another application receives.
 */
public final class EventsToJms {

    private EventsToJms() {}

    public static void main(String[] args) throws Exception {
        try (EmbeddedBroker broker = System.getProperty("jms.url") == null ? new EmbeddedBroker() : null) {
            if (broker != null) {
                System.setProperty("jms.url", EmbeddedBroker.URL);
            }
            if (System.getProperty("ami.host") == null) {
                show(args);
            } else {
                new Main().run(args);
            }
        }
    }

    private static void show(String[] args) throws Exception {
        try (SimulatedPbx pbx = SimulatedPbx.start()) {
            System.setProperty("ami.host", pbx.host());
            System.setProperty("ami.port", Integer.toString(pbx.port()));
            Main main = new Main();
            main.addMainListener(new MainListenerSupport() {
                @Override
                public void afterStart(BaseMainSupport started) {
                    try (OtherApplication application = new OtherApplication(System.getProperty("jms.url"))) {
                        ask(application);
                        pbx.placeCalls(1, 1).join();
                        receive(application);
                    } catch (JMSException e) {
                        throw new IllegalStateException(e);
                    }
                    main.completed();
                }
            });
            main.run(args);
        }
    }

    private static void receive(OtherApplication application) throws JMSException {
        Message event;
        Message json;
        do {
            event = application.next("pbx.events.map");
            System.out.println("MapMessage " + event.getStringProperty("event") + channel(event.getBody(Map.class)));
            json = application.next("pbx.events.json");
        } while (!event.getStringProperty("event").equals("BridgeDestroy"));
        System.out.println("JSON " + json.getBody(String.class));
    }

    /** The channel of an event. A DialBegin of an Originate has only the one that is called, others have none. */
    private static String channel(Map<?, ?> event) {
        Object channel = event.containsKey("Channel") ? event.get("Channel") : event.get("DestChannel");
        return channel == null ? "" : " " + channel;
    }

    private static void ask(OtherApplication application) throws JMSException {
        print(application.ask(Map.of("Action", "Originate", "Channel", "Local/102@test", "Application", "Answer")));
        print(application.ask("{\"Action\": \"Hangup\", \"Channel\": \"PJSIP/nobody\"}"));
        print(application.ask("{\"Action\": \"Command\", \"Command\": \"core stop now\"}"));
    }

    private static void print(Message answer) throws JMSException {
        Class<?> form = answer instanceof MapMessage ? Map.class : String.class;
        String outcome = answer.getStringProperty("outcome");
        System.out.println("ANSWER " + answer.getStringProperty("result")
                + (outcome == null ? " " : " " + outcome + " ") + answer.getBody(form));
    }
}
