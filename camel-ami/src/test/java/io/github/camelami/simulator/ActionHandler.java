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
package io.github.camelami.simulator;

/**
 * Answers one action of a client. Over TCP, the handler runs on the thread of the session, which answers no other
 * action and sends no event until the handler returns. Over HTTP, it runs on the thread of the connection.
 */
@FunctionalInterface
public interface ActionHandler {

    /** Returns the answer to send. May block. */
    Reply answer(ReceivedAction action) throws InterruptedException;
}
