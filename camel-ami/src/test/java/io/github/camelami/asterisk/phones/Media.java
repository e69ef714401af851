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
package io.github.camelami.asterisk.phones;

import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a leg says and presses: its own number in G.711 and digits as telephone events (RFC 3550, RFC 4733). */
final class Media {
    private static final int FRAME_MILLIS = 20;
    private static final int FRAME_SAMPLES = 160;
    private static final int DIGIT_MILLIS = 250;
    private static final byte ULAW = 0;
    private static final byte TELEPHONE_EVENT = 101;
    private static final int HEADER = 12;

    /** Begins what a leg says, before the number that tells it from all others. */
    private static final int VOICE = 0x7E5A7E5A;

    private static final byte MARKER = (byte) 0x80;
    private static final Pattern REMOTE = Pattern.compile("c=IN IP4 (\\S+)[\\s\\S]*?m=audio (\\d+) ");

    private static final AtomicInteger NUMBERS = new AtomicInteger();

    private final SipSocket socket;
    private final ScheduledExecutorService timer;
    private final int source = NUMBERS.incrementAndGet();
    private InetSocketAddress remote;
    private ScheduledFuture<?> speech;
    private short sequence;
    private int timestamp;

    Media(SipSocket socket, ScheduledExecutorService timer) {
        this.socket = socket;
        this.timer = timer;
    }

    /** @param direction {@code sendrecv}, or {@code sendonly} to put the other side on hold */
    String offer(String direction) {
        return String.join(
                        "\r\n",
                        "v=0",
                        "o=- " + Integer.toUnsignedString(source) + " " + System.nanoTime() + " IN IP4 "
                                + socket.host(),
                        "s=-",
                        "c=IN IP4 " + socket.host(),
                        "t=0 0",
                        "m=audio " + socket.mediaPort() + " RTP/AVP 0 101",
                        "a=rtpmap:0 PCMU/8000",
                        "a=rtpmap:101 telephone-event/8000",
                        "a=fmtp:101 0-15",
                        "a=" + direction)
                + "\r\n";
    }

    synchronized void remote(String sdp) {
        Matcher found = REMOTE.matcher(sdp);
        if (found.find()) {
            remote = new InetSocketAddress(found.group(1), Integer.parseInt(found.group(2)));
        }
    }

    /** Says who it is, in frames of G.711 that the PBX hands on as they are, until it is stopped. */
    synchronized void speak() {
        if (speech == null) {
            speech = timer.scheduleAtFixedRate(this::frame, 0, FRAME_MILLIS, TimeUnit.MILLISECONDS);
        }
    }

    synchronized void stop() {
        if (speech != null) {
            speech.cancel(false);
            speech = null;
        }
    }

    /** The number that is in what it says. */
    int voice() {
        return source;
    }

    /** The number of the leg whose voice a packet carries, or 0. */
    static int voice(byte[] packet, int length) {
        ByteBuffer buffer = ByteBuffer.wrap(packet, 0, length);
        boolean spoken = length >= HEADER + 8 && (packet[1] & 0x7F) == ULAW && buffer.getInt(HEADER) == VOICE;
        return spoken ? buffer.getInt(HEADER + 4) : 0;
    }

    private synchronized void frame() {
        byte[] voice = new byte[FRAME_SAMPLES];
        Arrays.fill(voice, (byte) 0xFF);
        ByteBuffer.wrap(voice).putInt(VOICE).putInt(source);
        packet(ULAW, timestamp, voice);
        timestamp += FRAME_SAMPLES;
    }

    void press(String digits) {
        for (int i = 0; i < digits.length(); i++) {
            byte event = (byte) "0123456789*#".indexOf(digits.charAt(i));
            timer.schedule(() -> digit(event), (long) i * DIGIT_MILLIS, TimeUnit.MILLISECONDS);
        }
    }

    /** A digit of 100 ms, told with its end; the end is sent three times (RFC 4733, 2.5.1.4). */
    private synchronized void digit(byte event) {
        int began = timestamp;
        packet((byte) (MARKER | TELEPHONE_EVENT), began, new byte[] {event, 10, 0, (byte) 160});
        for (int i = 0; i < 3; i++) {
            packet(TELEPHONE_EVENT, began, new byte[] {event, (byte) (MARKER | 10), 3, (byte) 0x20});
        }
        timestamp += 5 * FRAME_SAMPLES;
    }

    private void packet(byte type, int at, byte[] payload) {
        if (remote != null) {
            ByteBuffer packet = ByteBuffer.allocate(HEADER + payload.length);
            packet.put((byte) 0x80).put(type).putShort(sequence++).putInt(at).putInt(source);
            socket.media(remote, packet.put(payload).array());
        }
    }
}
