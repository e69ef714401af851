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
package io.github.camelami.internal.session;

import io.github.camelami.internal.wire.EventClasses;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.function.Supplier;

/**
 * Decides whether the event classes that report the outcomes of actions are needed. A class is needed while an outcome
 * is awaited, and for a minute afterwards, so that a dialer does not change the event mask with each call.
 */
final class AwaitedOutcomes {
    private static final Duration KEPT = Duration.ofMinutes(1);

    private final SessionResources resources;
    private final Runnable askForMask;
    /** Which outcomes are awaited, or were awaited within the last minute, by the event class that reports them. */
    private final Map<String, Need> needs = new TreeMap<>();

    private boolean closed;

    /** The awaited outcomes that one event class reports. Called with the lock of the outer object held. */
    private final class Need {
        private int awaited;
        private boolean needed;
        /** When the last outcome arrived, or its wait ended, in nanoseconds. */
        private long idleSince;
        /** The scheduled check; null if there is none. */
        private Future<?> look;

        void begin() {
            awaited++;
            needed = true;
        }

        void end() {
            idleSince = now();
            if (--awaited == 0 && look == null && !closed) {
                look = resources.after(KEPT, this::look);
            }
        }

        /**
         * Checks whether the class is still needed. There is one check at a time. If outcomes were awaited in the
         * meantime, the check is scheduled again.
         */
        private void look() {
            synchronized (AwaitedOutcomes.this) {
                look = null;
                if (awaited > 0 || closed) {
                    return;
                }
                long left = idleSince + KEPT.toNanos() - now();
                if (left > 0) {
                    look = resources.after(Duration.ofNanos(left), this::look);
                    return;
                }
                needed = false;
            }
            resources.run(askForMask);
        }
    }

    /** @param askForMask requests from the PBX the event classes that are needed now */
    AwaitedOutcomes(SessionResources resources, Runnable askForMask) {
        this.resources = resources;
        this.askForMask = askForMask;
    }

    /** The event classes that are needed, because their outcomes are or were just awaited. */
    synchronized EventClasses needed() {
        EventClasses union = EventClasses.NONE;
        for (Map.Entry<String, Need> each : needs.entrySet()) {
            if (each.getValue().needed) {
                union = union.union(EventClasses.parse(each.getKey()));
            }
        }
        return union;
    }

    /** Sends an action whose outcome is awaited until the future completes. The event class is requested first. */
    CompletableFuture<ActionResult> during(ActionRequest request, Supplier<CompletableFuture<ActionResult>> sending) {
        Need need;
        synchronized (this) {
            need = needs.computeIfAbsent(request.outcomeClass(), key -> new Need());
            need.begin();
        }
        try {
            askForMask.run();
            CompletableFuture<ActionResult> result = sending.get();
            result.whenComplete((outcome, failure) -> end(need));
            return result;
        } catch (RuntimeException | Error e) {
            end(need);
            throw e;
        }
    }

    private synchronized void end(Need need) {
        need.end();
    }

    /** Ends the checks, because the session has been closed. */
    synchronized void close() {
        closed = true;
        for (Need need : needs.values()) {
            if (need.look != null) {
                need.look.cancel(false);
            }
        }
    }

    private long now() {
        return resources.nanoTime().getAsLong();
    }
}
