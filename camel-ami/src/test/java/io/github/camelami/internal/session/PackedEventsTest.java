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
package io.github.camelami.internal.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelami.internal.codec.AmiDecoder;
import io.github.camelami.internal.codec.Captures;
import io.github.camelami.internal.wire.MessageHead;
import io.github.camelami.message.AmiEvent;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectOutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** An event that has waited as bytes equals the one that arrived. */
class PackedEventsTest {
    private static final int MESSAGE_LIMIT = 4 << 20;
    private static final List<Charset> CHARSETS = List.of(
            StandardCharsets.UTF_8,
            StandardCharsets.ISO_8859_1,
            StandardCharsets.US_ASCII,
            Charset.forName("windows-1251"),
            Charset.forName("GB18030"));

    /** What a PBX, or the sender of a UserEvent, might send at any place. */
    private static final List<String> PIECES = List.of(
            "\r\n\r\n",
            "\r\n",
            "\n",
            "\r",
            ":",
            " ",
            "\0",
            "\u00ff",
            "\u00c3\u00bc",
            "\\303\\274",
            "\r\n\r\nEvent: UserEvent\r\nUserEvent: x\r\n",
            "\r\n\r\nEVENT:unknown\u00e4\r\n",
            "\r\n\r\nevent:  Hangup\r\n",
            "\n\nEvent: hangup\n",
            "\r\nEvent: Later\r\n",
            "\r\nActionID: 1\r\n",
            "\r\nactionid:\r\nActionId: \u00fc\r\n",
            "\r\nPRIVILEGE: call,all\r\n",
            "\r\nPrivilege: all,x\r\n",
            "\r\nTimestamp: 1795288013.490241\r\n",
            "\r\ntimestamp:0.1\r\n",
            "\r\nK\u00e9y: v\r\nk\u00e9y: w\r\n",
            "\r\na line without a key\r\n");

    private final PackedEvents packed = new PackedEvents(1_000);

    @Test
    void recordedEventsComeBackAsTheyWere() {
        int events = 0;
        for (Path capture : Captures.serverToClient()) {
            for (Charset charset : CHARSETS) {
                byte[] wire = Captures.read(capture);
                int part = charset.equals(StandardCharsets.UTF_8) ? 500_000 : 30_000;
                events += comeBack(decode(wire, 0, Math.min(part, wire.length), charset));
            }
        }
        assertThat(events).isGreaterThan(5_000);
    }

    @Test
    void anyEventsComeBackAsTheyWere() {
        List<byte[]> captures =
                Captures.serverToClient().stream().map(Captures::read).toList();
        int events = 0;
        for (int seed = 0; seed < 1_000; seed++) {
            Random random = new Random(seed);
            byte[] capture = captures.get(random.nextInt(captures.size()));
            int from = random.nextInt(capture.length);
            byte[] part = Arrays.copyOfRange(capture, from, Math.min(from + 5_000, capture.length));
            byte[] wire = mutated(part, random);
            events += comeBack(decode(wire, 0, wire.length, CHARSETS.get(random.nextInt(CHARSETS.size()))));
        }
        assertThat(events).isGreaterThan(5_000);
    }

    private static byte[] mutated(byte[] wire, Random random) {
        StringBuilder text = new StringBuilder("\r\n\r\n").append(new String(wire, StandardCharsets.ISO_8859_1));
        for (int i = random.nextInt(30); i > 0; i--) {
            int at = random.nextInt(text.length());
            if (random.nextInt(4) == 0) {
                text.setCharAt(at, (char) random.nextInt(256));
            } else {
                text.replace(
                        at, Math.min(text.length(), at + random.nextInt(3)), PIECES.get(random.nextInt(PIECES.size())));
            }
        }
        return text.append("\r\n\r\n").toString().getBytes(StandardCharsets.ISO_8859_1);
    }

    private static List<AmiEvent> decode(byte[] wire, int from, int length, Charset charset) {
        List<AmiEvent> events = new ArrayList<>();
        new AmiDecoder(charset, MESSAGE_LIMIT, length, false).decode(wire, from, length, message -> {
            if (message instanceof AmiEvent event) {
                events.add(event);
            }
        });
        return events;
    }

    private int comeBack(List<AmiEvent> originals) {
        originals.forEach(packed::add);
        for (AmiEvent original : originals) {
            assertThat(packed.firstLength()).isEqualTo(original.wireLength());
            assertThat(described(packed.takeFirst())).isEqualTo(described(original));
        }
        assertThat(packed.count()).isZero();
        return originals.size();
    }

    @Test
    void anyTimesAndNumbersComeBackAsTheyWere() {
        long[] numbers = {0, 1, -1, 63, 64, -64, -65, 1_795_288_013_490L, Long.MAX_VALUE, Long.MIN_VALUE};
        List<AmiEvent> originals = new ArrayList<>();
        for (long receivedAt : numbers) {
            for (long epoch : numbers) {
                for (long sequence : numbers) {
                    byte[] wire = ("Event: Hangup\r\nNumber: " + originals.size() + "\r\n\r\n")
                            .getBytes(StandardCharsets.ISO_8859_1);
                    originals.add(AmiEvent.received(
                            wire,
                            CHARSETS.get(originals.size() % CHARSETS.size()),
                            "Hangup",
                            MessageHead.of(wire, wire.length),
                            receivedAt,
                            epoch,
                            sequence));
                }
            }
        }
        comeBack(originals);
    }

    @Test
    void whatIsRemovedIsNotTaken() {
        List<AmiEvent> originals = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            originals.add(AmiEvent.parse("Event: Hangup\r\nText: " + "x".repeat(i * i) + "\r\n\r\n"));
        }
        originals.forEach(packed::add);
        for (int i = 0; i < 100; i += 2) {
            packed.removeFirst();
            assertThat(packed.takeFirst()).isEqualTo(originals.get(i + 1));
        }
        assertThat(packed.count()).isZero();
    }

    /** All that anybody can see of an event. */
    static List<Object> described(AmiEvent event) {
        return Arrays.asList(
                event.wireText(),
                new String(event.wireBytes(), StandardCharsets.ISO_8859_1),
                event.name(),
                event.charset(),
                event.actionId(),
                event.isBroadcast(),
                event.privileges(),
                event.timestamp(),
                event.occurredAt(),
                event.receivedAt(),
                event.epoch(),
                event.sequence(),
                List.copyOf(event.entrySet()),
                event.linesWithoutKey(),
                event.hashCode(),
                event.toString(),
                stored(event));
    }

    private static String stored(AmiEvent event) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(event);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toString(StandardCharsets.ISO_8859_1);
    }
}
