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
import io.github.camelami.message.AmiMessage;
import io.github.camelami.message.AmiResponse;

/** Receives the messages that answer an action, and passes them on. Records whether the first one reports success. */
final class ActionAnswerSink implements MessageSink {
    private final MessageSink sink;
    private boolean answered;
    private boolean accepted;

    ActionAnswerSink(MessageSink sink) {
        this.sink = sink;
    }

    /** Whether the first message reported that the action was accepted. */
    boolean isAccepted() {
        return accepted;
    }

    @Override
    public boolean wants(EventView event) {
        return sink.wants(event);
    }

    @Override
    public void event(ReceivedEvent event) {
        sink.event(event);
    }

    @Override
    public void message(AmiMessage message) {
        if (!answered) {
            answered = true;
            accepted = message instanceof AmiResponse response && !response.isError();
        }
        sink.message(message);
    }
}
