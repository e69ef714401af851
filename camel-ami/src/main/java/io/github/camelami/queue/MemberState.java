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
package io.github.camelami.queue;

/**
 * What a member or an agent is doing. If several of these states apply, the first one in this order is used.
 *
 * @since 1.0
 */
public enum MemberState {
    /** In a call from the queue or in another call. */
    IN_CALL,
    /** The phone is ringing. */
    RINGING,
    /** Paused, by the agent or by a supervisor. */
    PAUSED,
    /** The phone is unreachable, or the agent is logged off. */
    UNAVAILABLE,
    /** Ready for a call. */
    AVAILABLE
}
