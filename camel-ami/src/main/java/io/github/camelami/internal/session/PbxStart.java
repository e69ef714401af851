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
package io.github.camelami.internal.session;

/** The start time of the PBX, as reported at the last login that requested it. */
final class PbxStart {
    /** The start time in the words of the PBX; empty if the PBX has never reported it. */
    private String known = "";

    /** Stores the start time that the PBX has reported; empty if it is unknown. */
    void take(String reported) {
        known = reported.isEmpty() ? known : reported;
    }

    /**
     * Returns "true" if the PBX was restarted since the last report, so that no call from before can still be up.
     * Otherwise returns "false" or "unknown".
     */
    String restarted(String reported) {
        return known.isEmpty() || reported.isEmpty() ? "unknown" : String.valueOf(!known.equals(reported));
    }
}
