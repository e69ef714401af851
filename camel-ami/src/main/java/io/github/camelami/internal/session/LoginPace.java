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

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * Spreads the login attempts of many sessions, so that they do not overload a common network, either when the Camel
 * context starts or when the network becomes available again. Ten attempts in 100 ms begin without a wait. If there are
 * 200 sessions or more, 5 % of them may begin in 100 ms. Therefore, two seconds are enough for all of them.
 */
public final class LoginPace {
    /** How long it takes until all sessions have begun an attempt, however many there are. */
    public static final Duration SPREAD = Duration.ofSeconds(2);

    private static final int AT_ONCE = 10;
    private static final Duration WINDOW = Duration.ofMillis(100);

    /** From this number of sessions on, more than {@code AT_ONCE} in each window are needed. */
    private static final int MANY = (int) (AT_ONCE * SPREAD.toNanos() / WINDOW.toNanos());

    private final ScheduledExecutorService timer;
    private final LongSupplier nanoTime;
    private final Queue<Runnable> waiting = new ArrayDeque<>();
    /** When the latest attempts have begun, in nanoseconds; no more than may begin at once. */
    private final Deque<Long> begun = new ArrayDeque<>(AT_ONCE);

    private int sessions;
    private boolean scheduled;

    /** Creates the pace of sessions that share this timer and clock. */
    public LoginPace(ScheduledExecutorService timer, LongSupplier nanoTime) {
        this.timer = timer;
        this.nanoTime = nanoTime;
    }

    /** Counts a session, until it leaves. */
    synchronized void enter() {
        sessions++;
    }

    synchronized void leave() {
        sessions--;
    }

    /**
     * Begins an attempt: now if it is due, on the calling thread, otherwise later on the timer, in the order of the
     * calls. An attempt must not block, and must not throw an exception.
     */
    void begin(Runnable attempt) {
        synchronized (this) {
            if (!waiting.isEmpty() || !mayBegin()) {
                waiting.add(attempt);
                schedule();
                return;
            }
        }
        attempt.run();
    }

    /** Whether an attempt may begin now, which then counts as begun. */
    private boolean mayBegin() {
        long now = nanoTime.getAsLong();
        if (delay(now) > 0) {
            return false;
        }
        if (begun.size() == AT_ONCE) {
            begun.removeFirst();
        }
        begun.addLast(now);
        return true;
    }

    /** How long the next attempt has to wait, in nanoseconds. */
    private long delay(long now) {
        if (begun.size() < AT_ONCE) {
            return 0;
        }
        long untilFew = begun.peekFirst() + WINDOW.toNanos() - now;
        return sessions < MANY ? untilFew : Math.min(untilFew, begun.peekLast() + SPREAD.toNanos() / sessions - now);
    }

    private void schedule() {
        if (scheduled) {
            return;
        }
        try {
            timer.schedule(this::beginDue, Math.max(1, delay(nanoTime.getAsLong())), TimeUnit.NANOSECONDS);
            scheduled = true;
        } catch (RejectedExecutionException e) {
            // the context is stopping, and with it the sessions
            waiting.clear();
        }
    }

    private void beginDue() {
        List<Runnable> due = new ArrayList<>();
        synchronized (this) {
            scheduled = false;
            while (!waiting.isEmpty() && mayBegin()) {
                due.add(waiting.poll());
            }
            if (!waiting.isEmpty()) {
                schedule();
            }
        }
        due.forEach(Runnable::run);
    }
}
