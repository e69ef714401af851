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

/** Merges the facts about a member from an event or a list with those that are known. */
final class KnownFacts {

    private KnownFacts() {}

    /**
     * Merges the new facts with the known ones.
     *
     * @param listed whether the new facts are from a list
     * @param late whether the new facts are older than the queue's count of the last call
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
                // an event may still report a call that has ended, but a list is exact
                listed ? told.inCall() : told.inCall() && before.inCall(),
                late ? before.callsTaken() : told.callsTaken(),
                late ? before.lastCall() : told.lastCall(),
                told.lastPause(),
                told.login() == 0 ? before.login() : told.login(),
                told.ringInUse() == null ? before.ringInUse() : told.ringInUse(),
                told.wrapUp());
    }

    /**
     * Whether both facts look the same in a message. The time of a pause is compared elsewhere, and the reason matters
     * only during a pause.
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

    /** The membership. A list reports static or dynamic for members of realtime queues, so realtime is kept. */
    private static String membership(Facts told, Facts before, boolean listed) {
        String known = before.membership();
        return listed && "realtime".equals(known) ? known : same(told.membership(), known);
    }

    /** Returns the known text if both are equal, so that equal texts are stored once. */
    private static String same(String told, String known) {
        return Objects.equals(told, known) ? known : told;
    }
}
