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
package io.github.camelami.internal.routing;

import org.apache.camel.Exchange;

/** The names of the headers of events, calls, queues and agents. */
public final class EventHeaderNames {
    public static final String EVENT_NAME = "CamelAmiEventName";
    public static final String CONNECTION = "CamelAmiConnection";
    public static final String EPOCH = "CamelAmiEpoch";
    public static final String MESSAGE_TIMESTAMP = Exchange.MESSAGE_TIMESTAMP;
    public static final String NOTICE = "CamelAmiNotice";
    public static final String SNAPSHOT = "CamelAmiSnapshot";
    public static final String CALL_ID = "CamelAmiCallId";
    public static final String DISPOSITION = "CamelAmiDisposition";
    public static final String CALL_STATE = "CamelAmiCallState";
    public static final String QUEUE_CHANGE = "CamelAmiQueueChange";
    public static final String AGENT_CHANGE = "CamelAmiAgentChange";

    private EventHeaderNames() {}
}
