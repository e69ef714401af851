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
package io.github.camelami.transport;

import io.github.camelami.message.AmiDecoder;
import io.github.camelami.message.AmiEvent;
import io.github.camelami.message.AmiException;
import io.github.camelami.message.AmiMessage;
import io.github.camelami.message.AmiResponse;
import io.github.camelami.message.EventView;

/** Takes the events of a poll out of their frame, a response and {@code WaitEventComplete}. */
final class PollSink implements AmiDecoder.Sink {
    private final AmiDecoder.Sink sink;

    PollSink(AmiDecoder.Sink sink) {
        this.sink = sink;
    }

    @Override
    public boolean wants(EventView event) {
        return !event.name().equals("WaitEventComplete") && sink.wants(event);
    }

    @Override
    public void message(AmiMessage message) {
        if (message instanceof AmiEvent) {
            sink.message(message);
        } else if (message instanceof AmiResponse response && !"Success".equalsIgnoreCase(response.status())) {
            throw new AmiException.ConnectionFailed("the PBX refuses WaitEvent: " + response.message(), null);
        }
    }
}
