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
package io.github.camelami.examples.highavailability;

import io.github.camelami.simulator.SimulatedCall;
import io.github.camelami.simulator.SimulatedPbx;
import java.nio.file.Files;
import java.time.Duration;
import java.util.Map;
import org.apache.camel.main.Main;

/**
 * Runs the routes of {@code camel/calls.yaml}. With {@code -Dami.host=…}, it runs one instance until it is stopped.
 * Otherwise it runs a simulated PBX and two instances, each in a JVM of its own, and kills the active instance.
 */
public final class HighAvailability {

    private HighAvailability() {}

    public static void main(String[] args) throws Exception {
        if (System.getProperty("ami.host") != null) {
            new Main().run(args);
            return;
        }
        try (SimulatedPbx pbx = SimulatedPbx.builder()
                .ringTime(Duration.ofMillis(100))
                .talkTime(Duration.ofHours(1))
                .start()) {
            killTheActiveOneOfTwo(pbx);
        }
    }

    private static void killTheActiveOneOfTwo(SimulatedPbx pbx) throws Exception {
        Map<String, String> options = Map.of(
                "ami.host", pbx.host(),
                "ami.port", Integer.toString(pbx.port()),
                "ha.directory", Files.createTempDirectory("high-availability").toString(),
                "ami.seconds", "120");
        try (Instance a = new Instance("a", options)) {
            a.awaitLine("Consumer started: ami:pbx?emit=calls");
            try (Instance b = new Instance("b", options)) {
                b.awaitLine("started in");
                SimulatedCall before = pbx.placeCall("100", "200");
                a.awaitLine("TICKET for call " + before.linkedid());

                System.out.println("==== two instances run, sessions at the PBX: " + pbx.sessions());
                System.out.println("==== kill -9 of a; call " + before.linkedid() + " goes on");
                a.kill();
                long killed = System.nanoTime();
                SimulatedCall meanwhile = pbx.placeCall("100", "200");
                System.out.println("==== call " + meanwhile.linkedid() + " begins while nobody listens");
                b.awaitLine("logged in");
                System.out.printf("==== b has taken over after %.1f s%n", (System.nanoTime() - killed) / 1e9);

                b.awaitLine("TICKET for call " + meanwhile.linkedid());
                b.awaitLine("Consumer started: ami:pbx?emit=calls");
                before.hangup();
                meanwhile.hangup();
                b.awaitLine("ENDED call " + before.linkedid());
                b.awaitLine("ENDED call " + meanwhile.linkedid());
            }
        }
    }
}
