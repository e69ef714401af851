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
package io.github.camelami.internal.action;

/** The names of the headers that actions read and that their answers set. */
public final class ActionHeaderNames {
    public static final String ACTION = "CamelAmiAction";
    public static final String TIMEOUT = "CamelAmiTimeout";
    public static final String ACTION_ID = "CamelAmiActionId";
    public static final String RESPONSE = "CamelAmiResponse";
    public static final String MESSAGE = "CamelAmiMessage";
    public static final String OUTCOME = "CamelAmiOutcome";
    public static final String REASON = "CamelAmiReason";
    public static final String AGI_RESULT = "CamelAmiAgiResult";
    /** Also a header of calls, and of events that belong to a call. */
    public static final String CALL_ID = "CamelAmiCallId";
    /** Also a header of calls. */
    public static final String DISPOSITION = "CamelAmiDisposition";

    private ActionHeaderNames() {}
}
