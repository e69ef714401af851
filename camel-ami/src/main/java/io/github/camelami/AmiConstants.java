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

import io.github.camelami.internal.action.ActionHeaderNames;
import io.github.camelami.internal.routing.EventHeaderNames;
import org.apache.camel.spi.Metadata;

/**
 * The names of the message headers that the component sets or reads.
 *
 * @since 1.0
 */
public final class AmiConstants {
    @Metadata(label = "consumer", description = "The name of the event.", javaType = "String")
    public static final String EVENT_NAME = EventHeaderNames.EVENT_NAME;

    @Metadata(label = "consumer", description = "The name of the PBX in the URI.", javaType = "String")
    public static final String CONNECTION = EventHeaderNames.CONNECTION;

    @Metadata(
            label = "consumer",
            description = "The number of the login during which the event arrived. The logins of a session are"
                    + " counted from 1.",
            javaType = "Long")
    public static final String EPOCH = EventHeaderNames.EPOCH;

    @Metadata(
            label = "consumer",
            description = "The time of the event in milliseconds since 1970. It is the Timestamp of the event if"
                    + " the PBX sends one, and otherwise the time of its arrival.",
            javaType = "Long")
    public static final String MESSAGE_TIMESTAMP = EventHeaderNames.MESSAGE_TIMESTAMP;

    @Metadata(
            label = "consumer",
            description = "The kind of a notice of the session: Connected, Disconnected or Gap.",
            javaType = "String")
    public static final String NOTICE = EventHeaderNames.NOTICE;

    @Metadata(
            label = "consumer",
            description = "The list action that returned this item of a snapshot.",
            javaType = "String")
    public static final String SNAPSHOT = EventHeaderNames.SNAPSHOT;

    @Metadata(
            label = "consumer,producer",
            description = "With emit=calls or callProgress, and on the answer to an Originate, the id of the call. It"
                    + " is the first Linkedid of the call.",
            javaType = "String")
    public static final String CALL_ID = EventHeaderNames.CALL_ID;

    @Metadata(
            label = "consumer,producer",
            description =
                    "With emit=calls, callProgress or awaitEnd, the result of the call: ANSWERED, ANSWERED_BY_PBX,"
                            + " ABANDONED, BUSY, NO_ANSWER, CONGESTION, FAILED or CANCELLED. An open call without a"
                            + " result has no such header.",
            javaType = "String")
    public static final String DISPOSITION = EventHeaderNames.DISPOSITION;

    @Metadata(
            label = "consumer",
            description = "With emit=calls or callProgress, what has just happened to the call: STARTED, QUEUED,"
                    + " RINGING, RINGING_ENDED, ANSWERED_BY_PBX, ANSWERED, HELD, RESUMED, PARKED, UNPARKED,"
                    + " TRANSFERRED, MERGED or ENDED.",
            javaType = "String")
    public static final String CALL_STATE = EventHeaderNames.CALL_STATE;

    @Metadata(
            label = "consumer",
            description = "With emit=queues, what has just happened to the queue: CALLER_JOINED, CALLER_LEFT,"
                    + " CALLER_ABANDONED, CALLER_TIMED_OUT, CALLER_CHANGED, MEMBER_ADDED, MEMBER_REMOVED,"
                    + " MEMBER_PAUSED, MEMBER_UNPAUSED, MEMBER_RINGING, MEMBER_CONNECTED, MEMBER_COMPLETED, MEMBER_STATE, RESYNCED,"
                    + " INTERVAL or RESET.",
            javaType = "String")
    public static final String QUEUE_CHANGE = EventHeaderNames.QUEUE_CHANGE;

    @Metadata(
            label = "consumer",
            description = "With emit=agents, what has just happened to the agent: LOGGED_IN, LOGGED_OUT, PAUSED,"
                    + " UNPAUSED, RINGING, CONNECTED, COMPLETED, STATE, RESYNCED or INTERVAL.",
            javaType = "String")
    public static final String AGENT_CHANGE = EventHeaderNames.AGENT_CHANGE;

    @Metadata(
            label = "producer",
            description = "The action to send. It is used only if the URI has no action.",
            javaType = "String")
    public static final String ACTION = ActionHeaderNames.ACTION;

    @Metadata(
            label = "producer",
            description = "The timeout of this action, in milliseconds or as a Duration. It overrides actionTimeout.",
            javaType = "Long")
    public static final String TIMEOUT = ActionHeaderNames.TIMEOUT;

    @Metadata(
            label = "producer",
            description =
                    "The id of the action. An id that you set stays in this header, and is never sent to the PBX.",
            javaType = "String")
    public static final String ACTION_ID = ActionHeaderNames.ACTION_ID;

    @Metadata(
            label = "producer",
            description = "The Response of the PBX, for example Success or Error.",
            javaType = "String")
    public static final String RESPONSE = ActionHeaderNames.RESPONSE;

    @Metadata(label = "producer", description = "The Message of the response.", javaType = "String")
    public static final String MESSAGE = ActionHeaderNames.MESSAGE;

    @Metadata(
            label = "producer",
            description = "For Originate, the outcome of the call: ANSWERED, BUSY, NO_ANSWER, CONGESTION or FAILED. For"
                    + " AGI, COMPLETED, or HANGUP if the call left AGI before or during the command.",
            javaType = "String")
    public static final String OUTCOME = ActionHeaderNames.OUTCOME;

    @Metadata(
            label = "producer",
            description = "Why an Originate FAILED: NO_SUCH_NUMBER, NOT_REACHABLE, REJECTED, CONGESTED or OTHER.",
            javaType = "String")
    public static final String REASON = ActionHeaderNames.REASON;

    @Metadata(
            label = "producer",
            description = "The result of an AGI command: the text after result=, for example the digits of GET DATA.",
            javaType = "String")
    public static final String AGI_RESULT = ActionHeaderNames.AGI_RESULT;

    private AmiConstants() {}
}
