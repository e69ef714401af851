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
package io.github.camelami;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Locale;

/**
 * How much a guarantee's test does: a share of it in an ordinary build, all of it with {@code -Dami.full=true}. What a
 * test measures goes to {@code target/measured.txt}.
 */
public final class Volume {
    private Volume() {}

    public static boolean isFull() {
        return Boolean.getBoolean("ami.full");
    }

    public static int of(int ordinary, int full) {
        return isFull() ? full : ordinary;
    }

    /** Notes a figure of a guarantee. */
    public static synchronized void measured(String guarantee, String format, Object... values) {
        String line = guarantee + " " + String.format(Locale.ROOT, format, values) + System.lineSeparator();
        try {
            Files.writeString(
                    Files.createDirectories(Path.of("target")).resolve("measured.txt"),
                    line,
                    StandardOpenOption.CREATE,
                    StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
