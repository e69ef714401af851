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

/** What has just happened to a queue. */
public enum QueueChange {
    /** A caller waits from now on. */
    CALLER_JOINED,
    /** A caller waits no more: by a key, the dialplan or a command. */
    CALLER_LEFT,
    /** A caller has hung up. */
    CALLER_ABANDONED,
    /** The time of a caller was up. */
    CALLER_TIMED_OUT,
    /** There is one member more. */
    MEMBER_ADDED,
    /** There is one member less. */
    MEMBER_REMOVED,
    /** A member gets no calls. */
    MEMBER_PAUSED,
    /** A member gets calls again. */
    MEMBER_UNPAUSED,
    /** A member is called for a caller. */
    MEMBER_RINGING,
    /** A member takes a caller, who waits no more. */
    MEMBER_CONNECTED,
    /** The conversation of a member with a caller has ended. */
    MEMBER_COMPLETED,
    /** Something else of a member has changed: state, penalty, ringinuse. */
    MEMBER_STATE,
    /** The state was compared with the PBX, and was not the same. */
    RESYNCED,
    /** Nothing: {@code queueInterval} has passed. */
    INTERVAL,
    /** The figures begin anew: it is the time of {@code resetAt}. */
    RESET
}
