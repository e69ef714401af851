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
 * What has just happened to an agent.
 *
 * @since 1.0
 */
public enum AgentChange {
    /** The agent, who was in no queue, has become a member of one, or has logged in with AgentLogin. */
    LOGGED_IN,
    /** The agent is no longer a member of any queue, or has logged off. */
    LOGGED_OUT,
    /** The agent was paused in all its queues, or in more of them than before. */
    PAUSED,
    /** The pause of the agent has ended. */
    UNPAUSED,
    /** A queue has started to call the agent for a caller. */
    RINGING,
    /** The agent has answered a caller. */
    CONNECTED,
    /** The conversation with a caller has ended. */
    COMPLETED,
    /** Something else has changed: state, queues or penalty. */
    STATE,
    /** A comparison with the PBX has found a difference. */
    RESYNCED,
    /** Nothing has changed: {@code queueInterval} has passed. */
    INTERVAL
}
