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

import jakarta.jms.JMSContext;
import jakarta.jms.JMSException;
import jakarta.jms.MapMessage;
import jakarta.jms.Message;
import jakarta.jms.Queue;
import java.util.Map;
import org.apache.activemq.artemis.jms.client.ActiveMQConnectionFactory;

/** An application that uses JMS, and knows neither Camel nor Asterisk. */
final class OtherApplication implements AutoCloseable {
    private static final long PATIENCE = 60_000;

    private final ActiveMQConnectionFactory factory;
    private final JMSContext jms;

    OtherApplication(String url) {
        factory = new ActiveMQConnectionFactory(url);
        jms = factory.createContext();
    }

    /** Waits for the next message of a queue. */
    Message next(String queue) {
        try (var consumer = jms.createConsumer(jms.createQueue(queue))) {
            return consumer.receive(PATIENCE);
        }
    }

    /** Sends an action as a MapMessage, and waits for its answer. */
    Message ask(Map<String, ?> action) throws JMSException {
        return ask(mapMessage(action));
    }

    /** Sends an action as JSON, and waits for its answer. */
    Message ask(String action) throws JMSException {
        return ask(jms.createTextMessage(action));
    }

    /** Sends an action as a MapMessage. The answer goes to the queue {@code answers}. */
    void tell(Map<String, ?> action, String answers) throws JMSException {
        send(mapMessage(action), jms.createQueue(answers));
    }

    private Message ask(Message action) throws JMSException {
        Queue answers = jms.createTemporaryQueue();
        send(action, answers);
        try (var consumer = jms.createConsumer(answers)) {
            return consumer.receive(PATIENCE);
        }
    }

    /** Sends an action that expires, so that it is not run later if no route has received it in time. */
    private void send(Message action, Queue answers) throws JMSException {
        action.setJMSReplyTo(answers);
        jms.createProducer().setTimeToLive(PATIENCE).send(jms.createQueue("pbx.actions"), action);
    }

    private MapMessage mapMessage(Map<String, ?> action) throws JMSException {
        MapMessage message = jms.createMapMessage();
        for (Map.Entry<String, ?> field : action.entrySet()) {
            message.setObject(field.getKey(), field.getValue());
        }
        return message;
    }

    @Override
    public void close() {
        jms.close();
        factory.close();
    }
}
