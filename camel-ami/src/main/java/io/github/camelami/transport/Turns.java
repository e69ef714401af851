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
package io.github.camelami.transport;

import java.time.Duration;

/** Who may ask the PBX for events now: the poll, or a drain beside it; and whether it is all over. */
final class Turns {
    private boolean loggedIn;
    private boolean polling;
    private boolean asked;
    private boolean draining;
    private boolean closed;

    /** Waits for the login, and for a drain to end; false at the end of the connection. */
    synchronized boolean beginPoll() {
        while (!closed && (!loggedIn || draining)) {
            await(0);
        }
        polling = !closed;
        asked = false;
        return polling;
    }

    /** The poll is on its way to the PBX. */
    synchronized void asked() {
        asked = true;
        notifyAll();
    }

    synchronized void endPoll() {
        polling = false;
        notifyAll();
    }

    /** Keeps polls from being started; false where there is nothing to drain. */
    synchronized boolean beginDrain() {
        while (draining && !closed) {
            await(0);
        }
        draining = loggedIn && !closed;
        awaitAsked();
        return draining;
    }

    /** Waits for the poll that was under way when the drain began; false if it goes on, or all is over. */
    synchronized boolean awaitPoll(Duration patience) {
        long end = System.nanoTime() + patience.toNanos();
        while (polling && !closed && System.nanoTime() - end < 0) {
            await(end - System.nanoTime());
        }
        return !polling && !closed;
    }

    synchronized void endDrain() {
        draining = false;
        notifyAll();
    }

    synchronized void loggedIn() {
        loggedIn = true;
        notifyAll();
    }

    /** Keeps polls from being started for good: behind a logoff, the nonce of the session would begin another one. */
    synchronized void logOff() {
        loggedIn = false;
        awaitAsked();
    }

    /** What is sent next must reach the PBX behind a poll that is about to be sent. */
    private void awaitAsked() {
        while (polling && !asked && !closed) {
            await(0);
        }
    }

    /** Waits until then, by {@link System#nanoTime()}, or for the end of the connection. */
    synchronized void awaitClose(long until) {
        while (!closed && System.nanoTime() - until < 0) {
            await(until - System.nanoTime());
        }
    }

    synchronized void close() {
        closed = true;
        notifyAll();
    }

    synchronized boolean isClosed() {
        return closed;
    }

    /** @param nanos zero: without limit */
    private void await(long nanos) {
        try {
            wait(nanos == 0 ? 0 : Math.max(1, nanos / 1_000_000));
        } catch (InterruptedException e) {
            // nobody interrupts but a context that stops its threads
            close();
            Thread.currentThread().interrupt();
        }
    }
}
