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

/** A number that may also decrease. One thread writes it, and any thread may read it. */
final class Count {
    private volatile long now;
    private volatile long highest;

    void add(long more) {
        reach(now + more);
    }

    private void reach(long value) {
        now = value;
        highest = Math.max(highest, value);
    }

    void reset(long value) {
        highest = value;
        now = value;
    }

    long now() {
        return now;
    }

    /** The highest value so far. Meters use it, because their values must not decrease. */
    long highest() {
        return highest;
    }
}
