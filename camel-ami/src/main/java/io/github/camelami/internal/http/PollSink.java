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
package io.github.camelami.internal.http;

import io.github.camelami.internal.codec.EventView;
import io.github.camelami.internal.codec.MessageSink;
import io.github.camelami.internal.codec.ReceivedEvent;
import io.github.camelami.internal.wire.EventClasses;
import io.github.camelami.message.AmiException;
import io.github.camelami.message.AmiMessage;
import io.github.camelami.message.AmiResponse;

/** Receives the messages in the answer to a {@code WaitEvent}, and passes on only the events. */
final class PollSink implements MessageSink {
    private final MessageSink sink;
    private final EventClasses mask;
    private boolean strayed;
    private boolean come;

    /**
     * Creates the sink for one poll.
     *
     * @param mask the event mask that the PBX has accepted
     */
    PollSink(MessageSink sink, EventClasses mask) {
        this.sink = sink;
        this.mask = mask;
    }

    /** Whether the answer contained an event without any class of the mask. */
    boolean hasStrayEvent() {
        return strayed;
    }

    /** Whether the answer contained an event with a class of the mask. */
    boolean hasEventOfMask() {
        return come;
    }

    @Override
    public boolean wants(EventView event) {
        note(event);
        return !isOfPoll(event) && sink.wants(event);
    }

    @Override
    public void event(ReceivedEvent event) {
        note(event);
        if (!isOfPoll(event)) {
            sink.event(event);
        }
    }

    private void note(EventView event) {
        boolean isOfMask = mask.intersects(event.classes());
        come |= isOfMask;
        strayed |= event.classes() != 0 && !isOfMask;
    }

    private static boolean isOfPoll(EventView event) {
        return event.name().equals("WaitEventComplete");
    }

    @Override
    public void message(AmiMessage message) {
        if (message instanceof AmiResponse response && !"Success".equalsIgnoreCase(response.status())) {
            throw new AmiException.ConnectionFailed("the PBX refuses WaitEvent: " + response.message(), null);
        }
    }
}
