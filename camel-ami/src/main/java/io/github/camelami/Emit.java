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
package io.github.camelami;

/**
 * What a route receives from a consumer.
 *
 * @since 1.0
 */
public enum Emit {
    /** Each event as it arrives. */
    events,
    /** Each call, once, when it has ended. */
    calls,
    /** Each change of a call. */
    callProgress,
    /** The state of a queue, after each change. */
    queues,
    /** The state of an agent across all its queues, after each change. */
    agents;

    boolean ofCalls() {
        return this == calls || this == callProgress;
    }

    boolean ofQueues() {
        return this == queues || this == agents;
    }
}
