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
package io.github.camelami.examples.webhook;

import java.util.concurrent.atomic.AtomicLong;

/** Names the files of events: when the program was started, and a number without gaps. They sort as the events came. */
public final class EventId {
    private final long start = System.currentTimeMillis();
    private final AtomicLong number = new AtomicLong();

    /** The name of the next file. */
    public String next() {
        return "%013d-%010d.json".formatted(start, number.incrementAndGet());
    }
}
