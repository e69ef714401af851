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

import io.github.camelami.message.AmiEvent;
import io.github.camelami.message.AmiMessage;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.Instant;

/**
 * Writes messages to a file, with everything replaced that is not harmless. Each message is written at once, so that the
 * file is complete whenever the program ends.
 */
final class RecordingFile implements AutoCloseable {
    private static final String TIMESTAMP = "\r\nTimestamp: ";

    private final Anonymizer anonymizer;
    private final long maxBytes;
    private final Clock clock;
    private final OutputStream out;
    private long bytes;
    private long events;
    private boolean closed;

    RecordingFile(Path file, Anonymizer anonymizer, long maxBytes, Clock clock) {
        this.anonymizer = anonymizer;
        this.maxBytes = maxBytes;
        this.clock = clock;
        try {
            out = Files.newOutputStream(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        } catch (IOException e) {
            throw new UncheckedIOException(problem(file.toAbsolutePath(), e), e);
        }
    }

    private static String problem(Path file, IOException e) {
        if (e instanceof FileAlreadyExistsException) {
            return "the file " + file + " already exists, and is not overwritten. Move it away, or name another file";
        }
        if (e instanceof NoSuchFileException) {
            return "the folder " + file.getParent() + " does not exist. Create it, or name a file in another folder";
        }
        if (e instanceof AccessDeniedException) {
            return "there is no permission to create the file " + file + ". Name a file in another folder";
        }
        String reason = e instanceof FileSystemException named ? named.getReason() : e.getMessage();
        return "the file " + file + " cannot be created (" + reason + "). Name another file";
    }

    /** Writes a message. Returns false if the file has no room for it, or has been closed. */
    synchronized boolean write(AmiMessage message) {
        byte[] replaced = WireText.encode(anonymizer.message(timed(message)));
        if (closed || bytes + replaced.length > maxBytes) {
            return false;
        }
        try {
            out.write(replaced);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        bytes += replaced.length;
        events += message instanceof AmiEvent ? 1 : 0;
        return true;
    }

    /** The text of a message. An event has a Timestamp even if the PBX sends none, because playing needs it. */
    private String timed(AmiMessage message) {
        String text = WireText.decode(message.wireBytes());
        int privilege = text.indexOf("\r\nPrivilege: ");
        if (!(message instanceof AmiEvent) || message.actionId() != null || privilege < 0) {
            return text;
        }
        int end = text.indexOf("\r\n", privilege + 2);
        if (text.startsWith(TIMESTAMP, end)) {
            return text;
        }
        return text.substring(0, end) + TIMESTAMP + SimulatedPbx.timestamp(Instant.now(clock)) + text.substring(end);
    }

    /** What was recorded and replaced, without any original. */
    synchronized String summary() {
        return events + " messages, " + bytes + " bytes. Replaced:" + System.lineSeparator() + anonymizer.summary();
    }

    @Override
    public synchronized void close() {
        closed = true;
        try {
            out.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
