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
 * What has just happened to a call.
 *
 * @since 1.0
 */
public enum CallState {
    /** Its first channel came up, or it was found open. */
    STARTED,
    /** It waits in a queue. */
    QUEUED,
    /** A phone rings; once for each. */
    RINGING,
    /** A phone that rang rings no more, and {@link #ANSWERED} does not follow as its answer. */
    RINGING_ENDED,
    /** A menu, an announcement or another application of the PBX took it; a person may follow. */
    ANSWERED_BY_PBX,
    /** Two parties talk for the first time. */
    ANSWERED,
    HELD,
    RESUMED,
    PARKED,
    UNPARKED,
    TRANSFERRED,
    /** Another call has become a part of it; that one's id is now among its aliases and ends with it. */
    MERGED,
    /** It is over; this comes once for each call, and last. */
    ENDED
}
