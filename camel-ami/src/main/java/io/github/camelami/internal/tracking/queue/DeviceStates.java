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
import io.github.camelami.queue.MemberState;

/** Interprets the state of a member's device, which Asterisk reports as a number. */
final class DeviceStates {
    private static final int IN_USE = 2;
    private static final int BUSY = 3;

    private static final String[] NAMES = {
        "UNKNOWN", "NOT_INUSE", "INUSE", "BUSY", "INVALID", "UNAVAILABLE", "RINGING", "RINGINUSE", "ONHOLD"
    };

    private DeviceStates() {}

    static String name(int status) {
        return NAMES[status < 0 || status >= NAMES.length ? 0 : status];
    }

    /** The state of a member according to its device. */
    static MemberState of(int status) {
        return switch (status) {
            case IN_USE, BUSY, 7, 8 -> MemberState.IN_CALL;
            case 6 -> MemberState.RINGING;
            case 4, 5 -> MemberState.UNAVAILABLE;
            default -> MemberState.AVAILABLE;
        };
    }

    /**
     * Whether the device counts as in use while the phone only rings. A Local channel is in use as soon as it exists. A
     * phone with {@code device_state_busy_at=1} is busy as soon as it rings.
     *
     * @param calledWhileFree whether the device was not in use when the queue called the member
     */
    static boolean isInUseWhileItRings(Facts facts, boolean calledWhileFree) {
        String device = facts.stateInterface() == null ? facts.interfaceName() : facts.stateInterface();
        return facts.status() == IN_USE && device.startsWith("Local/") || facts.status() == BUSY && calledWhileFree;
    }
}
