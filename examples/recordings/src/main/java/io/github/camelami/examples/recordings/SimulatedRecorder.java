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
package io.github.camelami.examples.recordings;

import io.github.camelami.simulator.SimulatedCall;
import io.github.camelami.simulator.SimulatedEvent;
import io.github.camelami.simulator.SimulatedPbx;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Arrays;
import java.util.stream.IntStream;
import javax.sound.sampled.AudioFileFormat;
import javax.sound.sampled.AudioFormat;
import javax.sound.sampled.AudioInputStream;
import javax.sound.sampled.AudioSystem;

/** Records calls of a simulated PBX, as MixMonitor of Asterisk does. */
final class SimulatedRecorder {
    /** The folder with the recordings on the PBX. The SFTP server shows its content. */
    static final String FOLDER = "/var/spool/asterisk/monitor";

    private final SimulatedPbx pbx;
    private final Path folder;

    SimulatedRecorder(SimulatedPbx pbx, Path folder) {
        this.pbx = pbx;
        this.folder = folder;
    }

    /** Creates a file with a tone, in the format that MixMonitor calls wav. */
    static byte[] tone(Duration length) {
        AudioFormat format = new AudioFormat(8000, 16, 1, true, false);
        int frames = (int) (length.toMillis() * 8);
        ByteBuffer samples = ByteBuffer.allocate(2 * frames).order(ByteOrder.LITTLE_ENDIAN);
        IntStream.range(0, frames).forEach(at -> samples.putShort((short) (8000 * Math.sin(at * 0.35))));
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        try {
            AudioSystem.write(
                    new AudioInputStream(new ByteArrayInputStream(samples.array()), format, frames),
                    AudioFileFormat.Type.WAVE,
                    file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return file.toByteArray();
    }

    /** Records a call after its answer. The files grow, and are complete when the call has ended. */
    void record(SimulatedCall call, byte[] audio, String... files) {
        int half = audio.length / 2;
        call.dialled().thenRun(() -> {
            for (String file : files) {
                pbx.emit(SimulatedEvent.named("MixMonitorStart", "call")
                        .with("Channel", call.channelNames().get(0))
                        .with("ChannelState", 6)
                        .with("Uniqueid", call.linkedid())
                        .with("Linkedid", call.linkedid())
                        .with("ChanVariable", "MIXMONITOR_FILENAME=" + FOLDER + "/" + file));
                append(file, Arrays.copyOf(audio, half));
            }
        });
        call.ended().thenRun(() -> {
            for (String file : files) {
                append(file, Arrays.copyOfRange(audio, half, audio.length));
            }
        });
    }

    /** Appends a part to a file. */
    void append(String file, byte[] audio) {
        Path path = folder.resolve(file);
        try {
            Files.createDirectories(path.getParent());
            Files.write(path, audio, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
