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
enum PbxVersion {
    V22("22", "Asterisk Call Manager/11.0.0", "11.0.0", "22.10.1"),
    V16("16", "Asterisk Call Manager/5.0.4", "5.0.4", "16.28.0"),
    /** Before 12: no EventList in most lists, raw Command output, {@code Response: Pong}. */
    OLD("16", "Asterisk Call Manager/1.1", "1.1", "1.6.2.24");

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
            case 22 -> V22;
            case 16 -> V16;
            default -> throw new IllegalArgumentException("simulated are the versions 16 and 22, not " + major);
        };
    }
}
