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
package io.github.camelami.call;

/**
 * How the end of a call became known.
 *
 * @since 1.0
 */
public enum CallEnd {
    /** The PBX reported the hang-up of the last channel. */
    HANGUP,
    /** The events of the end were lost. A later comparison with the PBX showed that the call no longer exists. */
    MISSED,
    /** The PBX was restarted. */
    PBX_RESTART,
    /**
     * More calls were open than {@code maxOpenCalls} allows. This call was the oldest one, and may continue on the PBX.
     */
    LIMIT
}
