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
 * What has just happened to a queue.
 *
 * @since 1.0
 */
public enum QueueChange {
    /** A caller has joined the queue. */
    CALLER_JOINED,
    /** A key, the dialplan or a command has sent a caller elsewhere. */
    CALLER_LEFT,
    /** A caller has hung up, or a command or a time limit has ended the caller's call in the queue. */
    CALLER_ABANDONED,
    /** A caller has reached the queue's timeout. */
    CALLER_TIMED_OUT,
    /** Another party has taken the place of a caller, or the number or name of a caller has changed. */
    CALLER_CHANGED,
    /** A member was added. */
    MEMBER_ADDED,
    /** A member was removed. */
    MEMBER_REMOVED,
    /** A member was paused. */
    MEMBER_PAUSED,
    /** The pause of a member has ended. */
    MEMBER_UNPAUSED,
    /** The queue has started to call a member for a caller. */
    MEMBER_RINGING,
    /** A member has answered a caller, who stops waiting. */
    MEMBER_CONNECTED,
    /** The conversation of a member with a caller has ended. */
    MEMBER_COMPLETED,
    /** Another value of a member has changed: state, penalty or ringinuse. */
    MEMBER_STATE,
    /** A comparison with the PBX has found a difference. */
    RESYNCED,
    /** Nothing has changed: {@code queueInterval} has passed. */
    INTERVAL,
    /** The figures start again at zero, at the time of {@code resetAt}. */
    RESET
}
