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
    /** The call's first channel was created, or the PBX listed the call as already open. */
    STARTED,
    /** The call entered a queue. */
    QUEUED,
    /** A phone rings. The route receives this state once for each phone. */
    RINGING,
    /** A phone has stopped ringing without answering. */
    RINGING_ENDED,
    /** A menu, an announcement or another application of the PBX answered; a person may follow. */
    ANSWERED_BY_PBX,
    /** Two parties talk for the first time. */
    ANSWERED,
    HELD,
    RESUMED,
    PARKED,
    UNPARKED,
    TRANSFERRED,
    /**
     * Another call has become part of this one. The id of that call is now an alias of this one, and that call has no
     * further states.
     */
    MERGED,
    /** The call has ended. The route receives this state once for each call, as the last one. */
    ENDED
}
