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

/** The facts about a member after an event or a list. */
final class KnownFacts {

    private KnownFacts() {}

    /**
     * Merges the new facts with the known ones.
     *
     * @param listed whether the new facts are from a list
     * @param late whether they are from before the queue counted the last call
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
                // an event may still report a call that has ended; a list is exact
                listed ? told.inCall() : told.inCall() && before.inCall(),
                late ? before.callsTaken() : told.callsTaken(),
                late ? before.lastCall() : told.lastCall(),
                told.lastPause(),
                told.login() == 0 ? before.login() : told.login(),
                told.ringInUse() == null ? before.ringInUse() : told.ringInUse(),
                told.wrapUp());
    }

    /** Whether a message shows both alike: the time of a pause is another value, and a pause that is over has no reason. */
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

    /** Lists call the members of realtime queues static or dynamic. */
    private static String membership(Facts told, Facts before, boolean listed) {
        String known = before.membership();
        return listed && "realtime".equals(known) ? known : same(told.membership(), known);
    }

    /** Keeps one copy of texts that many members have. */
    private static String same(String told, String known) {
        return Objects.equals(told, known) ? known : told;
    }
}
