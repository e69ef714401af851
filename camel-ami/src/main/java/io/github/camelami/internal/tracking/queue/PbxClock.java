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

/** The clock of the PBX. Its events show how far it is from the clock of this machine. */
final class PbxClock {
    private long offset;

    void at(AmiEvent event) {
        offset = event.occurredAt() - event.receivedAt();
    }

    /** Converts a time of this machine to one of the PBX. */
    long there(long here) {
        return here + offset;
    }

    /** Converts a time of the PBX to one of this machine. */
    long here(long there) {
        return there - offset;
    }
}
