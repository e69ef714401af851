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
package io.github.camelami.simulator;

/**
 * The number with which clients identify a session: a cookie that never changes, or a digest nonce that is replaced
 * from time to time.
 */
final class Nonces {

    enum Verdict {
        GOOD,
        STALE,
        OVERTAKEN
    }

    private volatile long current;
    private long previous;
    private long since = System.nanoTime();
    private long lastCount;

    Nonces(long first) {
        current = first;
    }

    long current() {
        return current;
    }

    synchronized boolean know(long nonce) {
        return nonce != 0 && (nonce == current || nonce == previous);
    }

    /**
     * Checks the nonce and the count of a request that belongs to the session. The nonce is stale if it was replaced or
     * is too old. The request is overtaken if a request with the same or a higher count arrived before it.
     */
    synchronized Verdict judge(long nonce, long count, long lifeNanos) {
        if (nonce != current) {
            return Verdict.STALE;
        } else if (count <= lastCount) {
            replace();
            return Verdict.OVERTAKEN;
        } else if (System.nanoTime() - since > lifeNanos) {
            replace();
            return Verdict.STALE;
        }
        lastCount = count;
        return Verdict.GOOD;
    }

    /** Replaces the nonce, and starts the count again. The session can still be found by the previous nonce. */
    synchronized void replace() {
        previous = current;
        current = HttpSessions.newNumber();
        since = System.nanoTime();
        lastCount = 0;
    }
}
