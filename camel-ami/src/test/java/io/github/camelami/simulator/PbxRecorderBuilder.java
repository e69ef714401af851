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

import io.github.camelami.internal.wire.EventClasses;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import java.util.function.Supplier;
import javax.net.ssl.SSLSocketFactory;

/** Configures a {@link PbxRecorder}. */
public final class PbxRecorderBuilder {

    String host = "localhost";
    int port = 5038;
    String username = "";
    Supplier<String> secret = () -> "";
    SSLSocketFactory tls;
    String events = "call,agent,system";
    Set<String> kept = Set.of();
    Set<String> keptVariables = Set.of();
    Duration maxTime = Duration.ofHours(1);
    long maxBytes = 100_000_000;
    Path file;

    PbxRecorderBuilder() {}

    /** Sets the address of the PBX. */
    public PbxRecorderBuilder address(String name, int number) {
        host = name;
        port = number;
        return this;
    }

    /** Sets the manager user, and what supplies the user's secret. */
    public PbxRecorderBuilder user(String name, Supplier<String> supplier) {
        username = name;
        secret = supplier;
        return this;
    }

    /** Connects with TLS. The certificate must match the host. */
    public PbxRecorderBuilder tls(SSLSocketFactory value) {
        tls = value;
        return this;
    }

    /**
     * Sets the event classes to record. By default, these are the ones from which calls and queues are built.
     *
     * @throws IllegalArgumentException if a word is not an event class, or there is none
     */
    public PbxRecorderBuilder events(String classes) {
        EventClasses wanted = EventClasses.parse(classes);
        if (wanted.isEmpty()) {
            throw new IllegalArgumentException("without an event class, nothing is recorded");
        }
        events = wanted.toEventMask();
        return this;
    }

    /** Keeps these names wherever they occur, for example of dialplan contexts and trunks. */
    public PbxRecorderBuilder keep(Set<String> names) {
        kept = names;
        return this;
    }

    /** Keeps the names and values of these channel variables. */
    public PbxRecorderBuilder keepVariables(Set<String> names) {
        keptVariables = names;
        return this;
    }

    /** Ends the recording after this time. */
    public PbxRecorderBuilder maxTime(Duration value) {
        maxTime = value;
        return this;
    }

    /** Ends the recording before the file becomes larger than this. */
    public PbxRecorderBuilder maxBytes(long value) {
        maxBytes = value;
        return this;
    }

    /**
     * Logs in, and begins to write to a new file.
     *
     * @throws io.github.camelami.message.AmiException if the login fails
     * @throws java.io.UncheckedIOException if the file exists, or cannot be written
     */
    public PbxRecorder start(Path newFile) {
        file = newFile;
        return new PbxRecorder(this).start();
    }
}
