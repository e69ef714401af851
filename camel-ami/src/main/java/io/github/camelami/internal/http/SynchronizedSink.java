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
import io.github.camelami.internal.codec.ReceivedEvent;
import io.github.camelami.internal.transport.ConnectionSink;
import io.github.camelami.internal.transport.OutgoingAction;
import io.github.camelami.internal.wire.EventClasses;
import io.github.camelami.message.AmiException;
import io.github.camelami.message.AmiMessage;

/**
 * Passes the calls of several threads to the sink of a session, one at a time. Ignores all calls after {@link #closed}.
 */
final class SynchronizedSink implements ConnectionSink {
    private ConnectionSink sink;

    SynchronizedSink(ConnectionSink sink) {
        this.sink = sink;
    }

    @Override
    public synchronized void banner(String banner) {
        sink.banner(banner);
    }

    @Override
    public synchronized boolean wants(EventView event) {
        return sink.wants(event);
    }

    @Override
    public synchronized void event(ReceivedEvent event) {
        sink.event(event);
    }

    @Override
    public synchronized void message(AmiMessage message) {
        sink.message(message);
    }

    @Override
    public synchronized void received(int bytes) {
        sink.received(bytes);
    }

    @Override
    public synchronized void answerEnded(OutgoingAction outgoing) {
        sink.answerEnded(outgoing);
    }

    @Override
    public synchronized void unreadable(EventClasses asked) {
        sink.unreadable(asked);
    }

    @Override
    public synchronized void readable() {
        sink.readable();
    }

    @Override
    public synchronized void closed(AmiException cause, int discarded) {
        ConnectionSink open = sink;
        sink = new ForgetfulSink();
        open.closed(cause, discarded);
    }
}
