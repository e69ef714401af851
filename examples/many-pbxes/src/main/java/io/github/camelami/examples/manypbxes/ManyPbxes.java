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
package io.github.camelami.examples.manypbxes;

import io.github.camelami.simulator.SimulatedPbx;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.stream.Collectors;
import org.apache.camel.main.BaseMainSupport;
import org.apache.camel.main.Main;
import org.apache.camel.main.MainListenerSupport;

/**
 * Runs the routes of {@code camel/many-pbxes.yaml}. With {@code -Dpbxes.folder=…}, it uses the PBXes in the file {@code
 * pbxes.properties} of that folder until it is stopped. Otherwise it uses simulated PBXes, and changes the file.
 */
public final class ManyPbxes {
    private final Map<String, Semaphore> lines = new ConcurrentHashMap<>();
    private final Path folder;

    private ManyPbxes(Path folder) {
        this.folder = folder;
    }

    public static void main(String[] args) throws Exception {
        if (System.getProperty("pbxes.folder") != null) {
            Main main = new Main();
            main.bind("connections", new Connections());
            main.bind("printer", new Printer());
            main.run(args);
            return;
        }
        new ManyPbxes(Files.createTempDirectory("many-pbxes")).run(args);
    }

    private void run(String[] args) throws Exception {
        try (SimulatedPbx berlin = SimulatedPbx.start();
                SimulatedPbx paris = SimulatedPbx.start();
                SimulatedPbx rome = SimulatedPbx.start()) {
            list(Map.of("berlin", berlin, "paris", paris));
            System.setProperty("pbxes.folder", folder.toString());
            Main main = new Main();
            main.bind("connections", new Connections());
            main.bind("printer", new Printer(this::print));
            main.addMainListener(new MainListenerSupport() {
                @Override
                public void afterStart(BaseMainSupport started) {
                    callIn("berlin", berlin);
                    callIn("paris", paris);
                    System.out.println("-- the file gets the line of rome, and loses that of paris");
                    list(Map.of("berlin", berlin, "rome", rome));
                    callIn("rome", rome);
                    System.out.println("-- berlin is still connected");
                    berlin.placeCall("1000", "2000");
                    awaitLine("berlin");
                    main.completed();
                }
            });
            main.run(args);
        }
    }

    /** Waits for the login, and then for the end of a call. */
    private void callIn(String name, SimulatedPbx pbx) {
        awaitLine(name);
        pbx.placeCall("1000", "2000");
        awaitLine(name);
    }

    private void print(String line) {
        System.out.println(line);
        of(line.substring(0, line.indexOf(':'))).release();
    }

    private void awaitLine(String pbx) {
        of(pbx).acquireUninterruptibly();
    }

    private Semaphore of(String pbx) {
        return lines.computeIfAbsent(pbx, name -> new Semaphore(0));
    }

    /** Replaces the file at once, so that the route never reads half of it. */
    private void list(Map<String, SimulatedPbx> pbxes) {
        String text = pbxes.entrySet().stream()
                .map(pbx -> pbx.getKey() + ".host = " + pbx.getValue().host() + "\n" + pbx.getKey() + ".port = "
                        + pbx.getValue().port() + "\n")
                .collect(Collectors.joining());
        try {
            Path written = Files.writeString(folder.resolve("written"), text);
            Files.move(
                    written,
                    folder.resolve("pbxes.properties"),
                    java.nio.file.StandardCopyOption.REPLACE_EXISTING,
                    java.nio.file.StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
