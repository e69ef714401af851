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

import io.github.camelami.AmiConstants;
import io.github.camelami.call.AmiCall;
import io.github.camelami.call.CallState;
import io.github.camelami.call.Leg;
import io.github.camelami.message.AmiEvent;
import io.github.camelami.queue.AmiQueue;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.BeforeEach;

/**
 * Calls played on a real server. Its phones are the server itself: a call to {@link #phone} goes out by SIP and comes
 * back in as a call of its own, which the dialplan lets ring, be busy or answer.
 */
abstract class OnCalls extends OnAsterisk {
    final List<AmiCall> calls = new CopyOnWriteArrayList<>();
    final List<AmiEvent> notices = new CopyOnWriteArrayList<>();
    final List<AmiQueue> queues = new CopyOnWriteArrayList<>();
    private final List<String> extensions = new ArrayList<>();

    /**
     * Starts the route whose calls are collected. By its first notice it has looked at what is up on the server: a call
     * that began during the look would be known by the extension that its dialplan had gone on to.
     */
    void collect(String options) throws Exception {
        notices.clear();
        route(new RouteBuilder() {
            @Override
            public void configure() {
                from("ami:pbx?notices=true&" + options).routeId("calls").process(OnCalls.this::take);
            }
        });
        soon().until(() -> !notices.isEmpty());
    }

    /** Starts the route that collects what is reported of this test's own queues, of which there are two. */
    void collectQueues() throws Exception {
        route(new RouteBuilder() {
            @Override
            public void configure() {
                from("ami:pbx?emit=queues&queues=" + own + "*")
                        .process(exchange -> queues.add(exchange.getMessage().getBody(AmiQueue.class)));
            }
        });
        soon().until(() -> queues.size() >= 2);
    }

    private void take(Exchange exchange) {
        Message message = exchange.getMessage();
        if (message.getHeader(AmiConstants.NOTICE) != null) {
            notices.add(message.getBody(AmiEvent.class));
        } else {
            AmiCall call = message.getBody(AmiCall.class);
            assertThat(message.getHeader(AmiConstants.CALL_ID)).isEqualTo(call.id());
            calls.add(call);
        }
    }

    /** Makes an extension of this test's own, of applications like {@code Dial(...)}. */
    void extension(String number, String... applications) throws IOException {
        for (int i = 0; i < applications.length; i++) {
            int open = applications[i].indexOf('(');
            String answer = plain.ask(
                    "DialplanExtensionAdd",
                    "Context: " + own,
                    "Extension: " + number,
                    "Priority: " + (i + 1),
                    "Application: " + applications[i].substring(0, open),
                    "ApplicationData: " + applications[i].substring(open + 1, applications[i].length() - 1));
            assertThat(answer).contains("Success");
        }
        extensions.add(number);
        plain.ask(
                "DialplanExtensionAdd",
                "Context: test",
                "Extension: " + own + number,
                "Priority: 1",
                "Application: Goto",
                "ApplicationData: " + own + "," + number + ",1");
    }

    /** Makes a queue of this test's own, with settings as in {@code queues.conf}. */
    String queue(String name, String... settings) throws IOException {
        String section = "[" + own + name + "](support)\n" + String.join("\n", settings) + "\n";
        Files.writeString(queueFile(), section, StandardOpenOption.APPEND);
        plain.command("queue reload all");
        return own + name;
    }

    private Path queueFile() {
        return asterisk.users().resolveSibling("queues.conf");
    }

    @BeforeEach
    void removeCallsAfterwards() {
        afterwards(this::removeExtensionsAndQueues);
    }

    private void removeExtensionsAndQueues() throws IOException {
        try (PlainClient last = asterisk.connect().login("admin", "off")) {
            for (Map<String, String> channel : channels(last)) {
                if (isOwn(last, channel.get("Channel"))) {
                    last.ask("Hangup", "Channel: " + channel.get("Channel"));
                }
            }
            for (String extension : extensions) {
                last.command("dialplan remove extension " + own + extension + "@test");
            }
            String text = Files.readString(queueFile());
            if (text.contains("[" + own)) {
                StringBuilder kept = new StringBuilder();
                for (String section : text.split("(?=\\[)")) {
                    kept.append(section.startsWith("[" + own) ? "" : section);
                }
                Files.writeString(queueFile(), kept);
                last.command("queue reload all");
            }
        }
    }

    /** What Dial or Originate takes to reach an extension of this test's own by SIP. */
    String phone(String number) {
        return "PJSIP/phone/sip:" + own + number + "@" + asterisk.sip();
    }

    /** A phone calls an extension; the channel of that phone is hung up by {@link #callerHangsUp}. */
    void call(String number) throws IOException {
        String answer = plain.ask(
                "Originate",
                "Channel: " + phone(number),
                "Application: Wait",
                "Data: 60",
                "Async: true",
                "ChannelId: " + callerId(number));
        assertThat(answer).contains("Success");
    }

    void callerHangsUp(String number) throws IOException {
        plain.ask("Hangup", "Channel: " + caller(number));
    }

    /** The channel of the phone that calls this extension, or an empty text. */
    String caller(String number) throws IOException {
        return channels().stream()
                .filter(channel -> channel.get("Uniqueid").equals(callerId(number)))
                .map(channel -> channel.get("Channel"))
                .findFirst()
                .orElse("");
    }

    private String callerId(String number) {
        return own + "-caller-" + number;
    }

    /** The channels that are up. */
    List<Map<String, String>> channels() throws IOException {
        return channels(plain);
    }

    private static List<Map<String, String>> channels(PlainClient client) throws IOException {
        List<Map<String, String>> channels = new ArrayList<>();
        for (String line : client.command("core show channels concise").lines().toList()) {
            String[] f = line.split("!", -1);
            if (f.length < 14) {
                continue;
            }
            channels.add(Map.of(
                    "Channel",
                    f[0],
                    "Exten",
                    f[2],
                    "State",
                    f[4],
                    "Application",
                    f[5],
                    "BridgeId",
                    f[12],
                    "Uniqueid",
                    f[13]));
        }
        return channels;
    }

    /** The channel that carries on this extension of the test's own, once its state is as wanted. */
    String channelIn(String number, String state) {
        return channel(number, channel -> channel.get("State").equals(state));
    }

    /** Waits until the caller of the extension is connected with another party. */
    void connected(String number) {
        channel(number, channel -> !channel.get("BridgeId").isEmpty());
    }

    private String channel(String number, Predicate<Map<String, String>> which) {
        return soon().until(
                        () -> channels().stream()
                                .filter(channel -> channel.get("Exten").equals(number)
                                        && which.test(channel)
                                        && isOwn(plain, channel.get("Channel")))
                                .map(channel -> channel.get("Channel"))
                                .findFirst()
                                .orElse(null),
                        Objects::nonNull);
    }

    boolean isOwn(PlainClient client, String channel) {
        try {
            return client.command("core show channel " + channel).contains(own);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The call that came in by SIP for this extension, or went by way of Local, once it has ended. */
    AmiCall ended(String number) {
        AmiCall ended = soon().until(() -> of(number, CallState.ENDED), Objects::nonNull);
        assertThat(calls.stream().filter(call -> call.id().equals(ended.id()) && call.state() == CallState.ENDED))
                .hasSize(1);
        return ended;
    }

    AmiCall of(String number, CallState state) {
        return calls.stream()
                .filter(call -> call.state() == state && isFor(call, number))
                .findFirst()
                .orElse(null);
    }

    boolean isFor(AmiCall call, String number) {
        return (own + number).equals(call.calledNumber())
                || call.channel() != null && call.channel().startsWith("Local/" + number + "@" + own);
    }

    static Map<String, Long> statuses(AmiCall call) {
        return call.legs().stream()
                .filter(leg -> leg.dialStatus() != null)
                .collect(Collectors.groupingBy(Leg::dialStatus, Collectors.counting()));
    }

    static String joined(String... parts) {
        return Arrays.stream(parts).collect(Collectors.joining("&"));
    }
}
