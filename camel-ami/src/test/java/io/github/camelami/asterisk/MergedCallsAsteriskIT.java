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
package io.github.camelami.asterisk;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelami.message.AmiEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.Test;

/** Two calls that the server makes one. */
class MergedCallsAsteriskIT extends OnAsterisk {
    private final List<AmiEvent> inOrder = new CopyOnWriteArrayList<>();
    private final List<AmiEvent> inParallel = new CopyOnWriteArrayList<>();

    @Test
    void D8_theOrderOfEachChannelHoldsThroughABridgeOfTwoCalls() throws Exception {
        route(new RouteBuilder() {
            @Override
            public void configure() {
                from("ami:pbx?events=call&match.Linkedid=" + own + ".*")
                        .process(exchange -> inOrder.add(event(exchange)));
                from("ami:pbx?events=call&concurrentConsumers=8&match.Linkedid=" + own + ".*")
                        .process(exchange -> {
                            // the call that is absorbed is far behind when its channels come under another Linkedid
                            if (event(exchange).get("Linkedid").startsWith(own + "-b")) {
                                soon().until(() -> count("BridgeEnter") == 2);
                            }
                            inParallel.add(event(exchange));
                        });
            }
        });
        String first = call("a");
        String second = call("b");

        plain.ask("Bridge", "Channel1: " + first, "Channel2: " + second);
        soon().until(() -> count("BridgeEnter") == 2);
        hangUpOwnCalls();
        soon().until(() -> count("Hangup") == 4);
        soon().until(() -> inParallel.size() == inOrder.size());

        assertThat(linkedidsOf(second)).as("the younger call is absorbed").hasSize(2);
        assertThat(byChannel(inParallel)).isEqualTo(byChannel(inOrder));
    }

    /** A call to an extension that answers, known by its ids; returns its first channel. */
    private String call(String name) {
        Exchange call = send(
                "action=Originate",
                Map.of(
                        "Channel",
                        dial(119),
                        "Application",
                        "Wait",
                        "Data",
                        "60",
                        "ChannelId",
                        own + "-" + name + "1",
                        "OtherChannelId",
                        own + "-" + name + "2"));
        return body(call, AmiEvent.class).get("Channel");
    }

    private long count(String name) {
        return inOrder.stream().filter(event -> event.name().equals(name)).count();
    }

    private List<String> linkedidsOf(String channel) {
        return inOrder.stream()
                .filter(event -> channel.equals(event.get("Channel")))
                .map(event -> event.get("Linkedid"))
                .distinct()
                .toList();
    }

    private static Map<String, List<String>> byChannel(List<AmiEvent> events) {
        Map<String, List<String>> byChannel = new TreeMap<>();
        for (AmiEvent event : events) {
            byChannel
                    .computeIfAbsent(event.getOrDefault("Uniqueid", ""), id -> new ArrayList<>())
                    .add(event.wireText());
        }
        return byChannel;
    }

    private static AmiEvent event(Exchange exchange) {
        return exchange.getMessage().getBody(AmiEvent.class);
    }
}
