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
import io.github.camelami.internal.transport.ConnectionSink;
import io.github.camelami.message.AmiException;
import io.github.camelami.message.AmiMessage;

/** Ignores all messages. Used for an answer that nobody needs, and after the end of a connection. */
final class ForgetfulSink implements ConnectionSink {
    @Override
    public boolean wants(EventView event) {
        return false;
    }

    @Override
    public void message(AmiMessage message) {
        // the success of the action does not matter
    }

    @Override
    public void received(int bytes) {
        // nobody counts these bytes
    }

    @Override
    public void closed(AmiException cause, int discarded) {
        // nothing was open
    }
}
