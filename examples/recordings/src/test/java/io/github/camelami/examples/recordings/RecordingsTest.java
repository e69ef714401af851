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

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.camelami.call.AmiCall;
import io.github.camelami.call.Recording;
import io.github.camelami.simulator.SimulatedCall;
import io.github.camelami.simulator.SimulatedPbx;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.apache.camel.Exchange;
import org.apache.camel.main.Main;
import org.apache.camel.spi.LogListener;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RecordingsTest {
    private static final SimulatedPbx PBX =
            SimulatedPbx.builder().talkTime(Duration.ofMillis(100)).start();
    private static final String NAME = "20261122-033620_0301234_100_1795302840.9";
    private static final String PASSWORD = "a&to=b+c%41)d #${exchangeId}";
    private static final byte[] AUDIO = SimulatedRecorder.tone(Duration.ofMillis(300));

    private final Map<String, String> properties = new HashMap<>();
    private final List<String> log = new CopyOnWriteArrayList<>();
    private Main main = new Main();
    private SimulatedRecorder recorder;

    @AutoClose
    private SftpServer sftp;

    @TempDir
    private Path onPbx;

    @TempDir
    private Path folder;

    @BeforeEach
    void startSftp() throws Exception {
        recorder = new SimulatedRecorder(PBX, onPbx);
        sftp = new SftpServer(onPbx, folder.resolve("known_hosts"), PASSWORD);
        properties.putAll(sftp.properties());
        properties.put("ami.host", PBX.host());
        properties.put("ami.port", Integer.toString(PBX.port()));
        properties.put("recordings.folder", folder.toString());
        properties.put("recordings.settled", "100");
        properties.put("recordings.retryDelay", "50");
        properties.put("recordings.delay", "100");
        properties.put("camel.main.inflightRepositoryBrowseEnabled", "true");
    }

    @AfterEach
    void stop() {
        main.stop();
    }

    @AfterAll
    static void stopPbx() {
        PBX.close();
    }

    private void start() {
        main = new Main();
        properties.forEach(main::addOverrideProperty);
        main.bind("log", (LogListener) (exchange, logger, message) -> {
            log.add(message);
            return message;
        });
        main.start();
    }

    /** A call that was recorded into these files, and has ended before this program was started. */
    private void pending(String... files) throws IOException {
        AmiCall call = RecordingFileTest.call("0301234")
                .recordings(Stream.of(files)
                        .map(file -> Recording.builder()
                                .channel("PJSIP/1")
                                .file(SimulatedRecorder.FOLDER + "/" + file)
                                .build())
                        .toList())
                .build();
        Files.createDirectories(folder.resolve("pending"));
        new ObjectMapper()
                .writeValue(folder.resolve("pending/" + NAME + ".json").toFile(), call);
    }

    private void awaitStored() {
        await().until(() -> Files.exists(folder.resolve(NAME + ".json")));
    }

    private List<String> files() throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(file -> Files.isRegularFile(file) && !file.endsWith("known_hosts"))
                    .map(file -> folder.relativize(file).toString())
                    .sorted()
                    .toList();
        }
    }

    /** What has gone wrong with what is on its way, down to its cause. */
    private List<String> failures() {
        return main.getCamelContext().getInflightRepository().browse().stream()
                .map(inflight -> inflight.getExchange().getProperty(Exchange.EXCEPTION_CAUGHT, Throwable.class))
                .filter(Objects::nonNull)
                .map(failure -> {
                    StringWriter text = new StringWriter();
                    failure.printStackTrace(new PrintWriter(text));
                    return text.toString();
                })
                .toList();
    }

    @Test
    void aCallIsStoredWithItsRecordings() throws Exception {
        start();
        PBX.placeCall("0405678", "100");
        SimulatedCall call = PBX.placeCall("../0301234", "100");
        recorder.record(call, AUDIO, "2026/11/22/in +49 301234.wav", "*=@:,-_.gsm");
        await().until(() -> files().stream().anyMatch(file -> file.matches("2\\S+json")));

        String name = files().get(0).replace(".json", "");
        assertThat(name).matches("\\d{8}-\\d{6}_..-0301234_100_" + call.linkedid());
        assertThat(files()).containsExactly(name + ".json", name + ".wav", name + "_2.gsm");
        assertThat(folder.resolve(name + ".wav")).hasBinaryContent(AUDIO);
        assertThat(folder.resolve(name + "_2.gsm")).hasBinaryContent(AUDIO);
        AmiCall stored =
                new ObjectMapper().readValue(folder.resolve(name + ".json").toFile(), AmiCall.class);
        assertThat(stored.id()).isEqualTo(call.linkedid());
        assertThat(stored.recordings()).hasSize(2);
        assertThat(onPbx.resolve("*=@:,-_.gsm")).hasBinaryContent(AUDIO);
    }

    @Test
    void aRecordingThatIsStillWrittenIsFetchedWhole() throws Exception {
        properties.put("recordings.settled", "300");
        recorder.append("a.wav", AUDIO);
        pending("a.wav");
        start();
        int[] parts = {0};
        await().pollInterval(Duration.ofMillis(50)).until(() -> {
            recorder.append("a.wav", AUDIO);
            return ++parts[0] == 20;
        });
        assertThat(files()).containsExactly("pending/" + NAME + ".json");
        awaitStored();

        assertThat(folder.resolve(NAME + ".wav")).hasBinaryContent(Files.readAllBytes(onPbx.resolve("a.wav")));
    }

    @Test
    void aRecordingThatDoesNotComeIsReportedAndTheCallStored() throws Exception {
        properties.put("recordings.wait", "1s");
        pending("a.wav", "../b.wav", "c/c.gsm");
        recorder.append("c/c.gsm", AUDIO);
        Files.writeString(folder.resolve("pending/1.json"), "no call");
        start();
        awaitStored();

        assertThat(files()).containsExactly(NAME + ".json", NAME + "_3.gsm", "pending/1.json");
        assertThat(log)
                .contains("skipped, because it cannot be read: 1.json")
                .containsOnlyOnce(NAME + " is stored without its recordings"
                        + " [1 (a.wav), 2 (of which no file within pbx.folder is known)]");

        recorder.append("a.wav", AUDIO);
        Files.move(folder.resolve(NAME + ".json"), folder.resolve("pending/" + NAME + ".json"));
        await().until(() -> files().contains(NAME + ".wav"));
        awaitStored();
    }

    @Test
    void aCallThatWaitsForItsRecordingHoldsNoneUpAndOutlivesAStop() throws Exception {
        pending("a.wav", "b.wav");
        recorder.append("b.wav", AUDIO);
        start();
        recorder.record(PBX.placeCall("0405678", "100"), AUDIO, "c.wav");
        await().until(() -> files().stream().anyMatch(file -> file.matches("2\\S+_0405678_100_\\S+.json")));
        main.stop();
        assertThat(files()).contains("pending/" + NAME + ".json", NAME + "_2.wav");

        recorder.append("a.wav", AUDIO);
        Files.delete(onPbx.resolve("b.wav"));
        start();
        awaitStored();
        assertThat(folder.resolve(NAME + ".wav")).hasBinaryContent(AUDIO);
        assertThat(folder.resolve(NAME + "_2.wav")).hasBinaryContent(AUDIO);
        assertThat(log).isEmpty();
    }

    @Test
    void nothingIsFetchedFromAServerWhoseKeyIsNotKnown() throws Exception {
        Path known = folder.resolve("known_hosts");
        String line = Files.readString(known);
        Files.writeString(known, line.replace(":", ":1"));
        recorder.append("a.wav", AUDIO);
        pending("a.wav");
        start();
        await().until(() -> !failures().isEmpty());

        assertThat(failures()).allMatch(failure -> failure.contains("reject HostKey") && !failure.contains(PASSWORD));
        assertThat(files()).containsExactly("pending/" + NAME + ".json");
        Files.writeString(known, line);
        awaitStored();
    }
}
