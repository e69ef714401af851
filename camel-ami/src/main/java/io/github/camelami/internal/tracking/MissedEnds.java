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

import java.util.Comparator;

/** Determines which ends of the channels of a call were inferred, and have not been reported by an event. */
final class MissedEnds {
    private MissedEnds() {}

    /** Whether the end of one of the channels was missed, so that this channel may still be up. */
    static boolean isAny(Call call) {
        return call.channels().stream().anyMatch(Channel::isEndMissed);
    }

    /** Whether the end of the channel that ended last was missed, so that no event shows when the call ended. */
    static boolean isLast(Call call) {
        return call.channels().stream()
                .filter(Channel::isEnded)
                .max(Comparator.comparingLong(Channel::endedAt))
                .map(Channel::isEndMissed)
                .orElse(false);
    }
}
