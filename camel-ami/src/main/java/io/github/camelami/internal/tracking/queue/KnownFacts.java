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

import io.github.camelami.internal.tracking.queue.QueueFact.Facts;
import java.util.Objects;

/** Merges the values of a member in an event or a list with the known values. */
final class KnownFacts {

    private KnownFacts() {}

    /**
     * Merges the reported values with the known ones.
     *
     * @param told the reported values
     * @param before the known values
     * @param listed whether the reported values are from a list
     * @param late whether the PBX reported the values before it counted the last call
     */
    static Facts after(Facts told, Facts before, boolean listed, boolean late) {
        return new Facts(
                told.name(),
                same(told.interfaceName(), before.interfaceName()),
                same(told.stateInterface(), before.stateInterface()),
                membership(told, before, listed),
                told.penalty(),
                told.status(),
                told.paused(),
                same(told.reason(), before.reason()),
                // an event may still show a call that has ended, but a list is exact
                listed ? told.inCall() : told.inCall() && before.inCall(),
                late ? before.callsTaken() : told.callsTaken(),
                late ? before.lastCall() : told.lastCall(),
                told.lastPause(),
                told.login() == 0 ? before.login() : told.login(),
                told.ringInUse() == null ? before.ringInUse() : told.ringInUse(),
                told.wrapUp());
    }

    /**
     * Whether both look the same in a message. The time of a pause is compared elsewhere, and the reason matters only
     * during a pause.
     */
    static boolean lookAlike(Facts one, Facts other) {
        return one.status() == other.status()
                && one.paused() == other.paused()
                && one.inCall() == other.inCall()
                && one.callsTaken() == other.callsTaken()
                && one.lastCall() == other.lastCall()
                && one.penalty() == other.penalty()
                && one.wrapUp() == other.wrapUp()
                && one.login() == other.login()
                && one.name().equals(other.name())
                && one.interfaceName().equals(other.interfaceName())
                && Objects.equals(one.stateInterface(), other.stateInterface())
                && Objects.equals(one.membership(), other.membership())
                && Objects.equals(one.ringInUse(), other.ringInUse())
                && (!one.paused() || Objects.equals(one.reason(), other.reason()));
    }

    /**
     * The kind of membership. A list shows members of realtime queues as static or dynamic, so a known realtime is
     * kept.
     */
    private static String membership(Facts told, Facts before, boolean listed) {
        String known = before.membership();
        return listed && "realtime".equals(known) ? known : same(told.membership(), known);
    }

    /** Returns the known text if both are equal, so that equal texts are stored once. */
    private static String same(String told, String known) {
        return Objects.equals(told, known) ? known : told;
    }
}
