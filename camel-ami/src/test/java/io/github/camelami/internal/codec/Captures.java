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
package io.github.camelami.internal.codec;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;

/** What real servers sent, as recorded. */
public final class Captures {
    private Captures() {}

    /** All recordings of the bytes from server to client. */
    public static List<Path> serverToClient() {
        try (Stream<Path> files = Files.walk(directory())) {
            return files.filter(file -> file.toString().matches(".*/ami/.*\\.s2c(\\.gz)?"))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static byte[] read(Path file) {
        try (InputStream in = Files.newInputStream(file);
                InputStream plain = file.toString().endsWith(".gz") ? new GZIPInputStream(in) : in) {
            return plain.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The bytes of the first events of a busy server. */
    static byte[] events(int count) {
        ByteArrayOutputStream events = new ByteArrayOutputStream();
        PlainReader.of(read(directory().resolve("asterisk-22/ami/callflows.s2c"))).blocks().stream()
                .filter(block -> block.text().startsWith("Event: "))
                .limit(count)
                .forEach(block -> events.writeBytes(block.text().getBytes(StandardCharsets.ISO_8859_1)));
        return events.toByteArray();
    }

    private static Path directory() {
        try {
            URI captures = Captures.class.getResource("/captures").toURI();
            return Path.of(captures);
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }
}
