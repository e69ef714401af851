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

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;

/**
 * Creates the names of the files of messages: the start time of the program, and a number without gaps. The names sort in
 * the order of the messages.
 */
public final class MessageId {
    private static final String NAME = "\\d{13}-\\d{10}\\.json";

    private final long start;
    private final AtomicLong number = new AtomicLong();

    /**
     * @param outbox the folder of the files; new names sort after the files that it contains, even if the clock was set
     *     back
     */
    public MessageId(String outbox) throws IOException {
        start = Math.max(System.currentTimeMillis(), lastStart(Path.of(outbox)) + 1);
    }

    /** The name of the next file. */
    public String next() {
        return "%013d-%010d.json".formatted(start, number.incrementAndGet());
    }

    private static long lastStart(Path outbox) throws IOException {
        if (Files.notExists(outbox)) {
            return 0;
        }
        try (Stream<Path> files = Files.list(outbox)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.matches(NAME))
                    .mapToLong(name -> Long.parseLong(name.substring(0, 13)))
                    .max()
                    .orElse(0);
        }
    }
}
