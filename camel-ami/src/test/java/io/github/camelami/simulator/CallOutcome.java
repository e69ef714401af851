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
package io.github.camelami.simulator;

/** The result of dialling an extension. */
public enum CallOutcome {

    /**
     * The extension rings and is answered. The call lasts until somebody hangs up, or until the talk time of the PBX
     * has passed.
     */
    ANSWER("ANSWER", 4, 16),
    /** The extension is busy. */
    BUSY("BUSY", 5, 17),
    /** The extension rings until the timeout, and nobody answers. */
    NO_ANSWER("NOANSWER", 3, 19),
    /** The network is congested. */
    CONGESTION("CONGESTION", 8, 34),
    /** The extension does not exist or cannot be reached. */
    FAILED("CHANUNAVAIL", 0, 20);

    private final String dialStatus;
    private final int reason;
    private final int cause;

    CallOutcome(String dialStatus, int reason, int cause) {
        this.dialStatus = dialStatus;
        this.reason = reason;
        this.cause = cause;
    }

    String dialStatus() {
        return dialStatus;
    }

    /** The {@code Reason} of the OriginateResponse. */
    int reason() {
        return reason;
    }

    int cause() {
        return cause;
    }

    static String causeText(int cause) {
        return switch (cause) {
            case 16 -> "Normal Clearing";
            case 17 -> "User busy";
            case 19 -> "User alerting, no answer";
            case 20 -> "Subscriber absent";
            case 26 -> "Answered elsewhere";
            case 34 -> "Circuit/channel congestion";
            default -> "Unknown";
        };
    }
}
