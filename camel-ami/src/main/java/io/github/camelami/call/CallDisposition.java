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
 * The result of a call.
 *
 * @since 1.0
 */
public enum CallDisposition {
    /** Two parties were connected, or a phone or an agent took the call. */
    ANSWERED,
    /** Only the PBX answered, for example with a menu or a voicemail, or with a conference that had one participant. */
    ANSWERED_BY_PBX,
    /** The caller waited in a queue, and nobody answered. */
    ABANDONED,
    BUSY,
    NO_ANSWER,
    CONGESTION,
    /** The call could not be placed: no such number or extension, or the phone was not reachable. */
    FAILED,
    /** The caller gave up. */
    CANCELLED
}
