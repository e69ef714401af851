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

import io.github.camelami.call.CallState;

/** Receives the changes of calls that routes may want to see, as they happen. */
interface Progress {
    void announce(Call call, CallState state, long time);

    /**
     * Reports the holds of a conversation that have ended without an event of their own, for example because the
     * parties on hold were transferred.
     */
    void holdsEnd(Call call, long time);

    /** Reports that a phone of the call rings. */
    void rings(Channel phone, long time);

    /** Called when a phone of the call may have stopped ringing. */
    void ringEnds(Channel phone, long time);
}
