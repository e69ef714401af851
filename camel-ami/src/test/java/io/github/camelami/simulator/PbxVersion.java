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

/** The servers whose differences are simulated. */
public enum PbxVersion {
    /** Asterisk 22.10, and Asterisk 22 in general unless a method says otherwise. */
    ASTERISK_22("22", "Asterisk Call Manager/11.0.0", "11.0.0", "22.10.1"),
    /** Asterisk 16. */
    ASTERISK_16("16", "Asterisk Call Manager/5.0.4", "5.0.4", "16.28.0"),
    /** Asterisk 22.11, and the other versions with a queue of events for each session: 20.21, 23.5, 24. */
    ASTERISK_22_11("22", "Asterisk Call Manager/11.0.0", "11.0.0", "22.11.0"),
    /** Servers before Asterisk 12: no EventList in most lists, raw Command output, {@code Response: Pong}. */
    BEFORE_12("16", "Asterisk Call Manager/1.1", "1.1", "1.6.2.24");

    final String actionList;
    final String banner;
    final String ami;
    final String asterisk;

    PbxVersion(String actionList, String banner, String ami, String asterisk) {
        this.actionList = actionList;
        this.banner = banner;
        this.ami = ami;
        this.asterisk = asterisk;
    }

    static PbxVersion of(int major) {
        return switch (major) {
            case 22 -> ASTERISK_22;
            case 16 -> ASTERISK_16;
            default -> throw new IllegalArgumentException("simulated are the versions 16 and 22, not " + major);
        };
    }

    boolean is22() {
        return this == ASTERISK_22 || this == ASTERISK_22_11;
    }

    /**
     * Whether each session has a queue of its own, which receives an event only if the session wants it at that moment.
     * Otherwise all events are kept in one list, and each session selects when it reads.
     */
    boolean hasQueues() {
        return this == ASTERISK_22_11;
    }
}
