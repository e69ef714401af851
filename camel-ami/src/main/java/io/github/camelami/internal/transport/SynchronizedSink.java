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
package io.github.camelami.internal.transport;

import io.github.camelami.internal.codec.AmiDecoder;
import io.github.camelami.internal.codec.EventView;
import io.github.camelami.internal.wire.EventClasses;
import io.github.camelami.message.AmiException;
import io.github.camelami.message.AmiMessage;

/** Passes calls from several threads to a session's sink, one at a time. After {@link #closed}, it passes none. */
public final class SynchronizedSink implements AmiTransport.Sink {
    private final AmiTransport.Sink sink;
    private boolean closed;

    public SynchronizedSink(AmiTransport.Sink sink) {
        this.sink = sink;
    }

    @Override
    public synchronized void banner(String banner) {
        sink.banner(banner);
    }

    @Override
    public synchronized boolean wants(EventView event) {
        return !closed && sink.wants(event);
    }

    @Override
    public synchronized void event(AmiDecoder.Received event) {
        if (!closed) {
            sink.event(event);
        }
    }

    @Override
    public synchronized void message(AmiMessage message) {
        if (!closed) {
            sink.message(message);
        }
    }

    @Override
    public synchronized void received(int bytes) {
        if (!closed) {
            sink.received(bytes);
        }
    }

    @Override
    public synchronized void answerEnded(AmiTransport.Outgoing outgoing) {
        if (!closed) {
            sink.answerEnded(outgoing);
        }
    }

    @Override
    public synchronized void unreadable(EventClasses asked) {
        if (!closed) {
            sink.unreadable(asked);
        }
    }

    @Override
    public synchronized void readable() {
        if (!closed) {
            sink.readable();
        }
    }

    @Override
    public synchronized void closed(AmiException cause, int discarded) {
        closed = true;
        sink.closed(cause, discarded);
    }
}
