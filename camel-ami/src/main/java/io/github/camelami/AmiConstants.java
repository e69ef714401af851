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

import org.apache.camel.Exchange;
import org.apache.camel.spi.Metadata;

/** The names of the headers. */
public final class AmiConstants {
    @Metadata(label = "consumer", description = "The name of the event.", javaType = "String")
    public static final String EVENT_NAME = "CamelAmiEventName";

    @Metadata(label = "consumer", description = "The name of the PBX in the URI.", javaType = "String")
    public static final String CONNECTION = "CamelAmiConnection";

    @Metadata(
            label = "consumer",
            description = "Which login of the session brought the event, counted from 1.",
            javaType = "Long")
    public static final String EPOCH = "CamelAmiEpoch";

    @Metadata(
            label = "consumer",
            description =
                    "The time of the event in milliseconds since 1970: its Timestamp where the PBX sends one, else"
                            + " that of its arrival.",
            javaType = "Long")
    public static final String MESSAGE_TIMESTAMP = Exchange.MESSAGE_TIMESTAMP;

    @Metadata(
            label = "consumer",
            description = "For a notice of the session, its kind: Connected, Disconnected or Gap.",
            javaType = "String")
    public static final String NOTICE = "CamelAmiNotice";

    @Metadata(
            label = "consumer",
            description = "For an item of a snapshot, the list action that gave it.",
            javaType = "String")
    public static final String SNAPSHOT = "CamelAmiSnapshot";

    @Metadata(
            label = "consumer",
            description = "With emit=calls or callProgress, the id of the call: the Linkedid that it had first.",
            javaType = "String")
    public static final String CALL_ID = "CamelAmiCallId";

    @Metadata(
            label = "consumer",
            description = "With emit=calls or callProgress, what became of the call: ANSWERED, ANSWERED_BY_PBX,"
                    + " ABANDONED, BUSY, NO_ANSWER, CONGESTION, FAILED or CANCELLED; absent while it is open.",
            javaType = "String")
    public static final String DISPOSITION = "CamelAmiDisposition";

    @Metadata(
            label = "consumer",
            description = "With emit=calls or callProgress, what has just happened to the call: STARTED, QUEUED,"
                    + " RINGING, RINGING_ENDED, ANSWERED_BY_PBX, ANSWERED, HELD, RESUMED, PARKED, UNPARKED,"
                    + " TRANSFERRED, MERGED or ENDED.",
            javaType = "String")
    public static final String CALL_STATE = "CamelAmiCallState";

    @Metadata(
            label = "consumer",
            description = "With emit=queues, what has just happened to the queue: CALLER_JOINED, CALLER_LEFT,"
                    + " CALLER_ABANDONED, CALLER_TIMED_OUT, MEMBER_ADDED, MEMBER_REMOVED, MEMBER_PAUSED,"
                    + " MEMBER_UNPAUSED, MEMBER_RINGING, MEMBER_CONNECTED, MEMBER_COMPLETED, MEMBER_STATE, RESYNCED,"
                    + " INTERVAL or RESET.",
            javaType = "String")
    public static final String QUEUE_CHANGE = "CamelAmiQueueChange";

    @Metadata(
            label = "consumer",
            description = "With emit=agents, what has just happened to the agent: LOGGED_IN, LOGGED_OUT, PAUSED,"
                    + " UNPAUSED, RINGING, CONNECTED, COMPLETED, STATE, RESYNCED or INTERVAL.",
            javaType = "String")
    public static final String AGENT_CHANGE = "CamelAmiAgentChange";

    @Metadata(
            label = "producer",
            description = "The action to send; only where the URI has no action.",
            javaType = "String")
    public static final String ACTION = "CamelAmiAction";

    @Metadata(
            label = "producer",
            description = "How long the answer may take, in milliseconds or as a Duration, instead of actionTimeout.",
            javaType = "Long")
    public static final String TIMEOUT = "CamelAmiTimeout";

    @Metadata(
            label = "producer",
            description = "The id of the action. An id that was set before is kept here, and never sent to the PBX.",
            javaType = "String")
    public static final String ACTION_ID = "CamelAmiActionId";

    @Metadata(
            label = "producer",
            description = "The Response of the PBX, for example Success or Error.",
            javaType = "String")
    public static final String RESPONSE = "CamelAmiResponse";

    @Metadata(label = "producer", description = "The Message of the response.", javaType = "String")
    public static final String MESSAGE = "CamelAmiMessage";

    @Metadata(
            label = "producer",
            description = "For Originate, how the call went: ANSWERED, BUSY, NO_ANSWER, CONGESTION or FAILED.",
            javaType = "String")
    public static final String OUTCOME = "CamelAmiOutcome";

    private AmiConstants() {}
}
