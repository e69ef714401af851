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

import io.github.camelami.message.AmiAction;
import io.github.camelami.message.AmiEvent;
import io.github.camelami.message.AmiException;
import io.github.camelami.message.AmiMessage;
import io.github.camelami.message.AmiResponse;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Records the events of a real PBX to a file that {@link SimulatedPbx#replay(java.nio.file.Path)} plays. Names, numbers,
 * addresses and secrets are replaced before they are written ({@link Anonymizer}). The file begins with the lists of
 * channels, queues and agents, so that the simulated PBX can answer the actions that the component sends after a login.
 */
public final class PbxRecorder implements AutoCloseable {
    /** The first list is the one that tells which channels were up before the first event. */
    private static final List<String> LISTS = List.of("CoreShowChannels", "QueueStatus", "Agents");

    private final PbxRecorderBuilder settings;
    private final ExecutorService threads = Executors.newCachedThreadPool(task -> {
        Thread thread = new Thread(task, "pbx-recorder");
        thread.setDaemon(true);
        return thread;
    });
    private final Timers timers = new Timers("pbx-recorder-time");
    private final Anonymizer anonymizer;
    private final RecorderConnection connection;
    private final CompletableFuture<String> ended = new CompletableFuture<>();

    /** Whether the list of channels is complete, which already contains the effects of earlier events. */
    private volatile boolean channelsListed;

    private volatile RecordingFile file;

    PbxRecorder(PbxRecorderBuilder settings) {
        this.settings = settings;
        this.anonymizer = new Anonymizer(settings.kept, settings.keptVariables);
        this.connection = new RecorderConnection(settings, threads, this::take);
    }

    /** Begins the configuration of a recorder. */
    public static PbxRecorderBuilder builder() {
        return new PbxRecorderBuilder();
    }

    PbxRecorder start() {
        try {
            connection.logIn(settings.username, settings.secret.get());
            file = new RecordingFile(settings.file, anonymizer, settings.maxBytes, Clock.systemUTC());
            connection.ask(AmiAction.named("Events")
                    .field("EventMask", settings.events)
                    .build());
            for (String list : LISTS) {
                connection.ask(AmiAction.named(list).build());
            }
        } catch (AmiException | UncheckedIOException e) {
            close();
            throw e;
        }
        connection.ended().thenAccept(this::end);
        timers.after(settings.maxTime, () -> ended.complete("the time is up"));
        ended.thenRun(this::close);
        return this;
    }

    private void take(AmiMessage message) {
        String id = message.actionId();
        boolean answer = id != null && id.startsWith(RecorderConnection.ID_PREFIX);
        boolean ofList = answer && LISTS.contains(id.substring(RecorderConnection.ID_PREFIX.length()));
        boolean wanted = answer ? ofList : message instanceof AmiEvent && channelsListed;
        if (wanted && !file.write(message)) {
            end("the file has reached its largest size");
        }
        channelsListed |= ofList && endsListOfChannels(message);
    }

    private static boolean endsListOfChannels(AmiMessage message) {
        return message instanceof AmiEvent event
                ? event.name().equals("CoreShowChannelsComplete")
                : message instanceof AmiResponse response && response.isError();
    }

    private void end(String reason) {
        // not on the reading thread, which waits for nobody
        threads.execute(() -> ended.complete(reason));
    }

    /** Waits until the recording has ended by itself, and returns the reason, or null if it goes on. */
    public String await(Duration patience) throws InterruptedException {
        try {
            return ended.get(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            return null;
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }

    /** What was recorded, and how much of each kind was replaced. Shows none of the originals. */
    public String summary() {
        return file.summary();
    }

    /** Ends the recording. The file is then complete. */
    @Override
    public void close() {
        ended.complete("closed");
        connection.close();
        if (file != null) {
            file.close();
        }
        timers.close();
        threads.shutdown();
    }
}
