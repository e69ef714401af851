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
package io.github.camelami.internal.transport;

import io.github.camelami.internal.wire.EventClasses;
import io.github.camelami.message.AmiAction;
import java.time.Duration;

/** An action that a transport is to send. */
public interface OutgoingAction {
    AmiAction action();

    String actionId();

    /**
     * Called right before the first byte may be sent.
     *
     * @return false if the action has been cancelled in the meantime, and must not be written
     */
    boolean leaving();

    /** Whether nobody waits for the answer any more. */
    boolean hasEnded();

    /** Revokes {@link #leaving}, because the PBX has reported that it did not accept the action. */
    void notTaken();

    /** How long the sender waits for the response. */
    Duration timeout();

    /** The event classes that are requested once the PBX accepts the action; null if it does not change them. */
    default EventClasses newMask() {
        return null;
    }

    /** Whether the session on the PBX ends once the PBX has accepted the action. */
    default boolean endsSession() {
        return false;
    }
}
