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
package io.github.camelami.internal.codec;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.github.camelami.message.AmiEvent;
import io.github.camelami.message.AmiMessage;
import java.lang.management.ManagementFactory;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.From;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

/** An event in the buffer says of itself what it says when it is made. */
class EventViewTest {
    private static final List<String> KEYS = List.of(
            "Channel",
            "cHANNEL",
            "Chan",
            "Channels",
            "Event",
            "CallerIDName",
            "Value",
            "Stat",
            "\u017ftat",
            "Kind",
            "\u212aind",
            "\u00e9t\u00e9",
            "",
            ":",
            "a:b",
            "a",
            "a\r",
            "a\n",
            "\n",
            " a",
            "\ufffd");

    /** Shows each event to {@code shown}, then makes it. */
    private static List<AmiMessage> decode(byte[] wire, Charset charset, Consumer<EventView> shown) {
        List<AmiMessage> made = new ArrayList<>();
        new AmiDecoder(charset, Decoding.LIMIT, 1, false).decode(wire, 0, wire.length, new MessageSink() {
            @Override
            public boolean wants(EventView event) {
                shown.accept(event);
                return true;
            }

            @Override
            public void message(AmiMessage message) {
                made.add(message);
            }
        });
        return made;
    }

    /** The values that tests of these fields are given; null for none. */
    private static List<String> tested(EventView event) {
        List<String> values = new ArrayList<>();
        for (String key : KEYS) {
            List<String> given = new ArrayList<>();
            assertThat(event.matches(key, given::add)).isEqualTo(!given.isEmpty());
            assertThat(event.matches(key, value -> false)).isFalse();
            values.add(given.isEmpty() ? null : given.get(0));
        }
        return values;
    }

    @Property
    void aFieldIsTestedWithTheValueThatTheEventHas(@ForAll @From("wireTexts") byte[] wire, @ForAll boolean utf8) {
        List<List<String>> tested = new ArrayList<>();
        List<AmiMessage> made = decode(
                wire, utf8 ? StandardCharsets.UTF_8 : StandardCharsets.ISO_8859_1, event -> tested.add(tested(event)));
        assertThat(made).hasSameSizeAs(tested);
        for (int i = 0; i < made.size(); i++) {
            AmiEvent event = (AmiEvent) made.get(i);
            assertThat(tested.get(i)).isEqualTo(KEYS.stream().map(event::get).toList());
        }
    }

    @Provide
    Arbitrary<byte[]> wireTexts() {
        return Arbitraries.of(
                        "Channel: PJSIP/a-1\r\n",
                        "channel:b\n",
                        "CHANNEL:  c \r\n",
                        "Channel:\r\n",
                        "Channel\r\n",
                        "Channels: x\r\n",
                        "CallerIDName: \\\"A\\\" \\\\n\r\n",
                        "CallerIDName: J\u00f6rg\r\n",
                        "Value: C:\\new\r\n",
                        "UserEvent: x\r\n",
                        "Event: VarSet\r\n",
                        "Stat: 1\r\n",
                        "\u017ftat: 2\r\n",
                        "Kind: 3\r\n",
                        "\u212aind: 4\r\n",
                        "\u00e9t\u00e9: 5\r\n",
                        ": empty\r\n",
                        "a:b: 6\r\n",
                        "a\r: 7\r\n",
                        "a\r\n",
                        " a: 8\r\n",
                        "a: \0\ufffd\r\n",
                        "no key\r\n")
                .list()
                .ofMaxSize(8)
                .flatMap(lines -> Arbitraries.of("VarSet", "UserEvent", "Newchannel", "OriginateResponse")
                        .map(name -> ("Event: " + name + "\r\n" + String.join("", lines) + "\r\n")))
                .list()
                .ofMinSize(1)
                .ofMaxSize(3)
                .map(events -> String.join("", events).getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void aFieldBehindManyOthersIsFound() {
        for (int before : new int[] {254, 255, 1000}) {
            byte[] wire = ("Event: X\r\n" + "Variable: a=b\r\n".repeat(before) + "Last: 1\r\n\r\n"
                            + "Event: Y\r\nLast: 2\r\n\r\n")
                    .getBytes(StandardCharsets.UTF_8);
            List<String> last = new ArrayList<>();
            decode(wire, StandardCharsets.UTF_8, event -> event.matches("last", last::add));

            assertThat(last).containsExactly("1", "2");
        }
    }

    @Test
    void whatAnswersAnActionIsTold() {
        Map<String, Boolean> events = new LinkedHashMap<>();
        events.put("ActionID: mine-12\r\nActionID: x\r\nPrivilege: call,all\r\n", true);
        events.put("Privilege: all\r\nActionID: MINE-12\r\n", true);
        events.put("Privilege: call,all\r\nActionID: other-1\r\nActionID: mine-1\r\n", false);
        events.put("Privilege: call,all\r\nActionID: mine\r\n", false);
        events.put("Privilege: call,all\r\nActionID: \r\n", false);
        events.put("Privilege: call,all\r\n", false);
        events.put("ActionID: other-1\r\n", true);
        events.put("Privilege: \r\nActionID: other-1\r\n", true);
        events.put("Privilege: call,small\r\nActionID: other-1\r\n", true);
        events.put("Channel: x\r\n", false);
        events.forEach((lines, answer) -> {
            byte[] wire = ("Event: X\r\n" + lines + "\r\n").getBytes(StandardCharsets.UTF_8);
            decode(wire, StandardCharsets.UTF_8, event -> assertThat(event.isAnswerTo("mine-"))
                    .as(lines)
                    .isEqualTo(answer));
        });
    }

    @Test
    void anEventThatNobodyWantsAllocatesNothing() {
        String event = "Event: OriginateResponse\r\nPrivilege: call,all\r\nTimestamp: 1700000000.1\r\nActionID: x-1\r\n"
                + "Channel: PJSIP/alice-00000001\r\n\r\n";
        byte[] wire = event.repeat(100).getBytes(StandardCharsets.UTF_8);
        AmiDecoder decoder = new AmiDecoder(StandardCharsets.UTF_8, Decoding.LIMIT, 1, false);
        MessageSink deaf = new MessageSink() {
            @Override
            public boolean wants(EventView view) {
                return view.classes() == 0 || view.name().isEmpty() || view.isAnswerTo("mine-");
            }

            @Override
            public void message(AmiMessage message) {
                throw new AssertionError(message.wireText());
            }
        };
        // until the buffer has its size
        decoder.decode(wire, 0, wire.length, deaf);
        decoder.decode(wire, 0, wire.length, deaf);
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long before = threads.getCurrentThreadAllocatedBytes();
        for (int i = 0; i < 100; i++) {
            decoder.decode(wire, 0, wire.length, deaf);
        }

        assertThat(threads.getCurrentThreadAllocatedBytes() - before).isLessThan(10_000);
    }
}
