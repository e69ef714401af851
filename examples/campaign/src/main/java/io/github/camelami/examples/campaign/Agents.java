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
package io.github.camelami.examples.campaign;

import io.github.camelami.queue.AmiQueue;
import io.github.camelami.queue.MemberState;
import io.github.camelami.queue.QueueCaller;
import io.github.camelami.queue.QueueChange;
import io.github.camelami.queue.QueueMember;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * Decides whether another call may be placed. There must be more free agents than calls that still need an agent. These
 * are the calls of this campaign that no agent has answered, and all callers who wait in the queue.
 */
public final class Agents {
    private final long wrapUpMillis;
    private final Set<String> needing = new HashSet<>();
    /** The queue; null while its state is unknown. */
    private AmiQueue queue;

    public Agents(int wrapUpSeconds) {
        wrapUpMillis = TimeUnit.SECONDS.toMillis(wrapUpSeconds);
    }

    /** Stores the queue, which has changed. */
    public synchronized void queue(AmiQueue changed) {
        if (queue != null || changed.change() == QueueChange.RESYNCED || changed.change() == QueueChange.INTERVAL) {
            queue = changed;
        }
        QueueCaller caller = changed.caller();
        if (caller != null && caller.waitTime() != null) {
            needing.remove(caller.callId());
        }
    }

    /**
     * Forgets the queue, because the connection or events were lost. The state is unknown until the component has
     * compared the queue with the PBX.
     */
    public synchronized void unknown() {
        queue = null;
    }

    /** Records that a call of this campaign begins. */
    public synchronized void begin(String call) {
        needing.add(call);
    }

    /** Records that a call of this campaign has ended. */
    public synchronized void end(String call) {
        needing.remove(call);
    }

    /** Whether there is a free agent for another call. */
    public synchronized boolean isFree() {
        if (queue == null || queue.removed()) {
            return false;
        }
        Set<String> all = new HashSet<>(needing);
        queue.callers().forEach(caller -> all.add(caller.callId() == null ? caller.id() : caller.callId()));
        return queue.members().stream().filter(this::isFree).count() > all.size();
    }

    private boolean isFree(QueueMember member) {
        long wrapUp = Math.max(wrapUpMillis, member.wrapUpTime());
        return member.state() == MemberState.AVAILABLE
                && (member.lastCallAt() == null || member.lastCallAt() + wrapUp <= queue.at());
    }
}
