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

import io.github.camelami.internal.wire.Catalogue;
import io.github.camelami.internal.wire.Lines;
import io.github.camelami.internal.wire.MessageHead;
import io.github.camelami.message.AmiEvent;
import java.nio.charset.Charset;
import java.util.ArrayList;
import java.util.List;

/**
 * Events that wait as bytes, in their order. They need hardly more memory than their wire text, and a million of them
 * are few objects for the garbage collector. Each event is created again when it is taken.
 *
 * <p>A few numbers precede the bytes of each event. Most of them are differences to the event before, and take one byte.
 */
final class PackedEvents {
    private static final int KEY_LENGTH = "Event".length();

    private final ByteQueue bytes;
    /** The charsets that have occurred: that of the connection, and seldom another one. */
    private final List<Charset> charsets = new ArrayList<>(1);

    private int count;

    private long lastReceivedAt;
    private long lastEpoch;
    private long lastSequence;

    // of the first event, the numbers of which have been read
    private int length;
    private Charset charset;
    private boolean hasActionId;
    private long receivedAt;
    private long epoch;
    private long sequence;

    /** Creates a queue that holds its bytes in chunks of this size. */
    PackedEvents(int chunkSize) {
        bytes = new ByteQueue(chunkSize);
    }

    int count() {
        return count;
    }

    void add(AmiEvent event) {
        bytes.write(event.wireLength());
        bytes.write(numberOf(event.charset()) * 2 + (event.actionId() == null ? 0 : 1));
        bytes.write(event.receivedAt() - lastReceivedAt);
        bytes.write(event.epoch() - lastEpoch);
        bytes.write(event.sequence() - lastSequence);
        bytes.write(event);
        lastReceivedAt = event.receivedAt();
        lastEpoch = event.epoch();
        lastSequence = event.sequence();
        count++;
        if (count == 1) {
            readNumbers();
        }
    }

    private int numberOf(Charset used) {
        int number = charsets.indexOf(used);
        if (number < 0) {
            number = charsets.size();
            charsets.add(used);
        }
        return number;
    }

    private void readNumbers() {
        length = (int) bytes.read();
        int facts = (int) bytes.read();
        charset = charsets.get(facts / 2);
        hasActionId = facts % 2 == 1;
        receivedAt += bytes.read();
        epoch += bytes.read();
        sequence += bytes.read();
    }

    int firstLength() {
        return length;
    }

    long firstReceivedAt() {
        return receivedAt;
    }

    long firstEpoch() {
        return epoch;
    }

    /** Removes and creates the first event. */
    AmiEvent takeFirst() {
        byte[] wire = bytes.read(new byte[length]);
        AmiEvent event = AmiEvent.received(
                wire, charset, nameIn(wire), MessageHead.of(wire, length, hasActionId), receivedAt, epoch, sequence);
        firstIsGone();
        return event;
    }

    /** The name is the value of the first line, the key of which is Event. */
    private String nameIn(byte[] wire) {
        int end = Lines.contentEnd(wire, 0, Lines.lineFeed(wire, 0, length));
        return Catalogue.eventName(wire, Lines.valueStart(wire, KEY_LENGTH, end), end, charset);
    }

    /** Removes the first event without creating it. */
    void removeFirst() {
        bytes.skip(length);
        firstIsGone();
    }

    private void firstIsGone() {
        count--;
        if (count > 0) {
            readNumbers();
        }
    }
}
