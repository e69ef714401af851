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

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.camelami.simulator.SimulatedPbx;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.main.BaseMainSupport;
import org.apache.camel.main.Main;
import org.apache.camel.main.MainListenerSupport;

/**
 * Runs the routes of {@code camel/recordings.yaml}. With {@code -Dami.host=…}, it uses that PBX until it is stopped.
 * Otherwise it uses a simulated PBX and an embedded SFTP server, and prints the stored calls and recordings.
 */
public final class Recordings {

    private Recordings() {}

    public static void main(String[] args) throws Exception {
        if (System.getProperty("ami.host") != null) {
            new Main().run(args);
            return;
        }
        Path folder = Files.createTempDirectory("recordings");
        Path onPbx = Files.createDirectory(folder.resolve("on-pbx"));
        Path stored = folder.resolve("stored");
        String password = UUID.randomUUID().toString();
        try (SftpServer sftp = new SftpServer(onPbx, folder.resolve("known_hosts"), password);
                SimulatedPbx pbx =
                        SimulatedPbx.builder().talkTime(Duration.ofMillis(500)).start()) {
            System.setProperty("ami.host", pbx.host());
            System.setProperty("ami.port", Integer.toString(pbx.port()));
            System.setProperty("recordings.folder", stored.toString());
            sftp.properties().forEach(System::setProperty);
            System.setProperty("recordings.settled", "200");
            System.setProperty("recordings.delay", "500");
            CountDownLatch both = new CountDownLatch(2);
            Main main = new Main();
            main.configure().addRoutesBuilder(new RouteBuilder() {
                @Override
                public void configure() {
                    from("file:" + stored + "?include=.*json&noop=true").process(exchange -> {
                        print(exchange.getMessage().getBody(Path.class));
                        both.countDown();
                    });
                }
            });
            main.addMainListener(new MainListenerSupport() {
                @Override
                public void afterStart(BaseMainSupport started) {
                    play(pbx, new SimulatedRecorder(pbx, onPbx));
                    await(both);
                    main.completed();
                }
            });
            main.run(args);
        }
    }

    /** Places three calls: one that is recorded, one that is recorded twice, and one that is not recorded. */
    private static void play(SimulatedPbx pbx, SimulatedRecorder recorder) {
        byte[] audio = SimulatedRecorder.tone(Duration.ofMillis(500));
        recorder.record(pbx.placeCall("0301234", "100"), audio, "2026/11/22/in-100-0301234.wav");
        recorder.record(
                pbx.placeCall("0405678", "101"),
                audio,
                "2026/11/22/in-101-0405678.wav",
                "2026/11/22/in-101-0405678-again.wav");
        pbx.placeCall("0509999", "102");
    }

    private static void await(CountDownLatch both) {
        try {
            both.await(60, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Prints a call that has just been stored, and its recordings. */
    private static void print(Path json) throws IOException {
        JsonNode call = new ObjectMapper().readTree(json.toFile());
        System.out.printf(
                "%s {\"callerNumber\":%s,\"calledNumber\":%s,\"disposition\":%s,…}%n",
                json.getFileName(), call.get("callerNumber"), call.get("calledNumber"), call.get("disposition"));
        String name = json.getFileName().toString().replaceFirst("[.]json$", "");
        try (Stream<Path> files = Files.list(json.getParent())) {
            for (Path file : files.sorted().toList()) {
                String own = file.getFileName().toString();
                if (own.endsWith(".wav") && own.startsWith(name)) {
                    System.out.println(own + " " + Files.size(file) + " bytes");
                }
            }
        }
    }
}
