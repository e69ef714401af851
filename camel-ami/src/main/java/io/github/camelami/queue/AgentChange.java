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

/** What has just happened to an agent. */
public enum AgentChange {
    /** Is in a first queue, or has logged in with AgentLogin. */
    LOGGED_IN,
    /** Is in no queue any more, or has logged off. */
    LOGGED_OUT,
    /** Gets no calls of any queue, or of fewer queues than before. */
    PAUSED,
    /** Gets calls again. */
    UNPAUSED,
    /** Is called for a caller. */
    RINGING,
    /** Takes a caller. */
    CONNECTED,
    /** The conversation with a caller has ended. */
    COMPLETED,
    /** Something else has changed: state, queues, penalty. */
    STATE,
    /** The state was compared with the PBX, and was not the same. */
    RESYNCED,
    /** Nothing: {@code queueInterval} has passed. */
    INTERVAL
}
