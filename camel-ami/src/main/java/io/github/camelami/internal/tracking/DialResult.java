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
package io.github.camelami.internal.tracking;

/**
 * The result of dialling one channel. The order of the constants matters: if several phones have different results, the
 * first of them in this order is used.
 */
enum DialResult {
    ANSWERED,
    ANSWERED_BY_PBX,
    CANCELLED,
    NO_ANSWER,
    BUSY,
    CONGESTION,
    FAILED;

    static DialResult of(Channel channel) {
        Dial dial = channel.dial();
        if (dial == null || dial.status() == null) {
            return null;
        }
        return switch (dial.status()) {
            case "ANSWER" -> channel.isHungUpBeforeTalk() ? NO_ANSWER : ANSWERED;
            case "BUSY" -> BUSY;
            // PJSIP reports an unknown number and a rejection as NOANSWER; the cause distinguishes them
            case "NOANSWER" ->
                Causes.isFailure(channel.cause()) || Causes.isRefusal(channel.cause(), channel.hasAlerted())
                        ? FAILED
                        : NO_ANSWER;
            // the phone was answered, but its user did not accept the call
            case "CONTINUE", "GOTO", "ABORT", "TORTURE", "DONTCALL" -> NO_ANSWER;
            case "CANCEL" -> CANCELLED;
            case "CONGESTION" -> Causes.isFailure(channel.cause()) ? FAILED : CONGESTION;
            case "CHANUNAVAIL" -> FAILED;
            default -> null;
        };
    }
}
