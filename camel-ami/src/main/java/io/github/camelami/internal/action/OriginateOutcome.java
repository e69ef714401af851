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

import io.github.camelami.message.AmiEvent;

/** The outcome of a call that Originate placed. */
public enum OriginateOutcome {
    ANSWERED,
    BUSY,
    NO_ANSWER,
    CONGESTION,
    FAILED;

    /** Reads the {@code Reason} of an OriginateResponse, which is a control frame number of Asterisk. */
    public static OriginateOutcome of(AmiEvent originateResponse) {
        if ("Success".equalsIgnoreCase(originateResponse.first("Response"))) {
            return ANSWERED;
        }
        String reason = originateResponse.first("Reason");
        return switch (reason == null ? "" : reason) {
            case "5" -> BUSY;
            case "3" -> NO_ANSWER;
            case "8" -> CONGESTION;
            default -> FAILED;
        };
    }
}
