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

import io.github.camelami.message.AmiEvent;
import io.github.camelami.message.AmiException;
import io.github.camelami.message.AmiMessage;
import io.github.camelami.message.AmiResponse;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;

/** A decoder and what came out of it. Bytes stand for characters of ISO 8859-1 where a test gives text. */
public final class Decoding implements MessageSink {
    static final int LIMIT = 4 * 1024 * 1024;

    final AmiDecoder decoder;
    public final List<AmiMessage> messages = new ArrayList<>();
    String banner;
    String violation;
    private long classes;

    private Decoding(Charset charset, int maxMessageSize, boolean banner) {
        decoder = new AmiDecoder(charset, maxMessageSize, 7, banner);
    }

    static Decoding withBanner() {
        return new Decoding(StandardCharsets.UTF_8, LIMIT, true);
    }

    public static Decoding withoutBanner() {
        return withLimit(LIMIT);
    }

    static Decoding withLimit(int maxMessageSize) {
        return new Decoding(StandardCharsets.UTF_8, maxMessageSize, false);
    }

    static Decoding ofLatin1() {
        return new Decoding(StandardCharsets.ISO_8859_1, LIMIT, false);
    }

    /** The messages of a text without banner. */
    public static List<AmiMessage> messagesOf(String latin1) {
        return withoutBanner().feed(latin1).messages;
    }

    static AmiMessage messageOf(String latin1) {
        List<AmiMessage> messages = messagesOf(latin1);
        if (messages.size() != 1) {
            throw new AssertionError("not one message: " + messages);
        }
        return messages.get(0);
    }

    public static AmiEvent eventOf(String latin1) {
        return (AmiEvent) messageOf(latin1);
    }

    public static AmiResponse responseOf(String latin1) {
        return (AmiResponse) messageOf(latin1);
    }

    /** Shows the events of a text as a connection sees them. */
    public static void receive(String latin1, Consumer<ReceivedEvent> receiver) {
        byte[] bytes = latin1.getBytes(StandardCharsets.ISO_8859_1);
        withoutBanner().decoder.decode(bytes, 0, bytes.length, new MessageSink() {
            @Override
            public void event(ReceivedEvent event) {
                receiver.accept(event);
            }

            @Override
            public void message(AmiMessage message) {
                throw new AssertionError(message);
            }
        });
    }

    public Decoding feed(String latin1) {
        return feed(latin1.getBytes(StandardCharsets.ISO_8859_1));
    }

    public Decoding feed(byte[] bytes) {
        decoder.decode(bytes, 0, bytes.length, this);
        return this;
    }

    /** Feeds the bytes in pieces that end at these positions; a violation ends it and is kept. */
    Decoding feedInPieces(byte[] bytes, int... cuts) {
        int[] ends = Arrays.copyOf(cuts, cuts.length + 1);
        ends[cuts.length] = bytes.length;
        Arrays.sort(ends);
        int from = 0;
        try {
            for (int end : ends) {
                decoder.decode(bytes, from, end - from, this);
                from = end;
            }
        } catch (AmiException.ProtocolViolation e) {
            violation = e.getMessage();
        }
        return this;
    }

    /** All that routing and routes can see of the messages. */
    List<String> seen() {
        return messages.stream().map(Decoding::describe).toList();
    }

    /** The classes that the decoder shows filters of the event that came last. */
    public long classes() {
        return classes;
    }

    private static String describe(AmiMessage message) {
        String wire = new String(message.wireBytes(), StandardCharsets.ISO_8859_1);
        if (message instanceof AmiEvent event) {
            return "event " + event.name() + ' ' + event.privileges() + ' ' + event.actionId() + '\n' + wire;
        }
        return "response " + ((AmiResponse) message).status() + ' ' + message.actionId() + '\n' + wire;
    }

    @Override
    public void banner(String text) {
        banner = text;
    }

    @Override
    public boolean wants(EventView event) {
        classes = event.classes();
        return true;
    }

    @Override
    public void message(AmiMessage message) {
        messages.add(message);
    }
}
