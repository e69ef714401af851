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
package io.github.camelami.call;

/**
 * How a visit to a queue ended.
 *
 * @since 1.0
 */
public enum QueueOutcome {
    /** The visit has not ended. */
    WAITING,
    /** An agent took the call. */
    CONNECTED,
    /** The call ended in the queue: the caller hung up, or a command or a time limit of the call ended it. */
    ABANDONED,
    /** The queue's timeout expired, or no member was left ({@code leavewhenempty}), and the dialplan continued. */
    TIMEOUT,
    /** A key, the dialplan or a command sent the caller elsewhere. */
    LEFT
}
