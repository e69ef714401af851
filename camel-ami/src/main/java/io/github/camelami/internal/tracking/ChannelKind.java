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

/** The kind of a channel, which follows from its name. */
enum ChannelKind {
    /** A phone or a trunk. */
    PHONE,
    /** The half of a Local channel that is dialled ({@code ;1}). */
    LOCAL_FIRST,
    /** The half of a Local channel that runs the dialplan ({@code ;2}). */
    LOCAL_SECOND,
    /** A channel that the PBX itself created, such as the announcer of a conference. */
    HELPER;

    private static final String[] HELPERS = {
        "AsyncGoto/",
        "Surrogate/",
        "Message/",
        "CBAnn/",
        "CBRec/",
        "Recorder/",
        "Announcer/",
        "Snoop/",
        "DAHDI/pseudo",
        "OutgoingSpoolFailed"
    };

    /**
     * Whether the name is that of an analogue line, {@code DAHDI/3-1}. The name of an ISDN channel begins with its
     * span, {@code DAHDI/i1/}.
     */
    static boolean isAnalogue(String name) {
        return hangsUpSilently(name) && name.length() > 6 && Character.isDigit(name.charAt(6));
    }

    /**
     * Whether the channel simply ends when the other end of the line hangs up, and no event reports a hang-up request.
     * This is so with DAHDI.
     */
    static boolean hangsUpSilently(String name) {
        return name.startsWith("DAHDI/");
    }

    static ChannelKind of(String name) {
        if (name.startsWith("Local/")) {
            return name.endsWith(";2") ? LOCAL_SECOND : LOCAL_FIRST;
        }
        for (String prefix : HELPERS) {
            if (name.startsWith(prefix)) {
                return HELPER;
            }
        }
        return PHONE;
    }
}
