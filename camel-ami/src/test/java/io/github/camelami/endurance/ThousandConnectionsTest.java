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
package io.github.camelami.endurance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.camelami.Volume;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What each of a thousand connections of one endpoint needs, and how they log in. */
class ThousandConnectionsTest {
    private static final int FEW = 100;
    private static final int MANY = 1_000;
    private static final int JAVA = Runtime.version().feature();
    private static final boolean VIRTUAL = JAVA >= 21;

    /** A quiet machine needs at most 16 beside those that read; a busy one starts more before the first have run. */
    private static final int MOST_THREADS = VIRTUAL ? 48 : MANY + 48;

    /** In KiB. With platform threads, the stack has 92 KiB if Java has not yet compiled the code that reads. */
    private static final int MOST_RESIDENT_AT_FIRST = VIRTUAL ? 48 : 128;

    /** In KiB. */
    private static final int MOST_RESIDENT = VIRTUAL ? 48 : 96;

    /** In KiB. */
    private static final int MOST_HEAP = 32;

    private static final Duration WINDOW = Duration.ofMillis(100);

    @Test
    void N4_aThousandConnectionsNeedOneThreadAndLittleMemoryEachAndLogInOneAfterTheOther() throws Exception {
        // all pages of the heap are resident from the start, so that what is added is outside the heap
        List<String> jvm = new ArrayList<>(List.of("-Xms256m", "-Xmx256m", "-XX:+AlwaysPreTouch"));
        if (VIRTUAL) {
            jvm.add("-Dcamel.threads.virtual.enabled=true");
        }
        try (PbxOfManyUsers pbxes = new PbxOfManyUsers();
                ChildProcess client =
                        new ChildProcess(List.of(), jvm, ThousandConnectionsClient.class, pbxes.port(), FEW, MANY)) {
            Map<String, Long> few = figures(client, "few");
            pbxes.takeLogins();
            Map<String, Long> many = figures(client, "many");
            int atOnceAdded = mostInAWindow(pbxes.takeLogins());

            assertThat(client.line()).isEqualTo("ready for cut");
            pbxes.cutAll();
            Map<String, Long> cut = figures(client, "cut");
            int atOnceAfterCut = mostInAWindow(pbxes.takeLogins());
            Map<String, Long> returned = figures(client, "returned");

            assertThat(client.line()).isEqualTo("ready for silence");
            pbxes.fallSilent();
            pbxes.cutAll();
            await().atMost(Duration.ofMinutes(1)).until(() -> pbxes.visits() >= MANY);
            pbxes.speak();
            Map<String, Long> silence = figures(client, "silence");
            int atOnceAfterSilence = mostInAWindow(pbxes.takeLogins());

            long heap = each("heap", few, many);
            long resident = each("resident", few, many);
            long residentLater = each("resident", few, returned);
            Volume.measured(
                    "N4",
                    "%d connections, Java %d: each %d KiB of heap, %d KiB of resident memory beyond it (%d after"
                            + " an outage); threads %d, when"
                            + " all reconnect %d, when no PBX answers %d; most logins in %d ms: %d of %d that are added,"
                            + " after an outage %d and %d of %d",
                    MANY,
                    JAVA,
                    heap,
                    resident,
                    residentLater,
                    many.get("threads"),
                    cut.get("threads"),
                    silence.get("threads"),
                    WINDOW.toMillis(),
                    atOnceAdded,
                    MANY - FEW,
                    atOnceAfterCut,
                    atOnceAfterSilence,
                    MANY);
            assertThat(List.of(many.get("threads"), cut.get("threads"), silence.get("threads")))
                    .as("threads")
                    .allMatch(threads -> threads <= MOST_THREADS);
            assertThat(List.of(atOnceAdded, atOnceAfterCut, atOnceAfterSilence))
                    .as("logins within %s", WINDOW)
                    .allMatch(logins -> logins <= MANY / 10);
            assertThat(heap).as("heap").isLessThanOrEqualTo(MOST_HEAP);
            assertThat(resident).as("resident").isLessThanOrEqualTo(MOST_RESIDENT_AT_FIRST);
            assertThat(residentLater).as("resident later").isLessThanOrEqualTo(MOST_RESIDENT);
        }
    }

    private static Map<String, Long> figures(ChildProcess client, String what) throws InterruptedException {
        String line = client.line();
        assertThat(line).startsWith(what + ' ');
        return ChildProcess.figures(line);
    }

    /** What each further connection needs, in KiB. */
    private static long each(String what, Map<String, Long> few, Map<String, Long> many) {
        return (many.get(what) - few.get(what)) / (MANY - FEW) / 1024;
    }

    private static int mostInAWindow(List<Long> times) {
        int most = 0;
        int end = 0;
        for (int start = 0; start < times.size(); start++) {
            while (end < times.size() && times.get(end) - times.get(start) < WINDOW.toNanos()) {
                end++;
            }
            most = Math.max(most, end - start);
        }
        return most;
    }
}
