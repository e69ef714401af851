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
package io.github.camelami.internal.tracking.queue;

import io.github.camelami.message.AmiEvent;

/** The time of the PBX, whose events say how far its clock is from that of this machine. */
final class PbxClock {
    private long offset;

    void at(AmiEvent event) {
        offset = event.occurredAt() - event.receivedAt();
    }

    /** The time of the PBX at a time of this machine. */
    long there(long here) {
        return here + offset;
    }

    /** The time of this machine at a time of the PBX. */
    long here(long there) {
        return there - offset;
    }
}
