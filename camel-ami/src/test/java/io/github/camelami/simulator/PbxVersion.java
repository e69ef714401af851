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

/** The versions of Asterisk that the PBX can simulate. */
public enum PbxVersion {
    /** Asterisk 22.10, and Asterisk 22 in general unless a method says otherwise. */
    ASTERISK_22("22", "Asterisk Call Manager/11.0.0", "11.0.0", "22.10.1"),
    /** Asterisk 16. */
    ASTERISK_16("16", "Asterisk Call Manager/5.0.4", "5.0.4", "16.28.0"),
    /** Asterisk 22.11, and other versions in which each session has its own queue of events: 20.21, 23.5 and 24. */
    ASTERISK_22_11("22", "Asterisk Call Manager/11.0.0", "11.0.0", "22.11.0"),
    /**
     * Servers before Asterisk 12. Most lists have no EventList, a Command has raw output, and a Ping is answered with
     * {@code Response: Pong}.
     */
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
     * Whether each session has its own queue of events. An event enters the queue only if the session wants it when it
     * is sent. Without such queues, all events are kept in one list, and each session selects events when it reads
     * them.
     */
    boolean hasQueues() {
        return this == ASTERISK_22_11;
    }
}
