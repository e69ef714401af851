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
package io.github.camelami.examples.switchboard;

import static org.awaitility.Awaitility.await;

import io.github.camelami.examples.SmallPicture;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * Writes the pictures of the README files, of the simulated office as a user sees it: {@code mvn -q -pl
 * examples/switchboard -am test -Dtest=Pictures -Dsurefire.failIfNoSpecifiedTests=false}. No build runs this.
 */
class Pictures {
    private static final Path FOLDER = Path.of("../../docs/images");
    private static final String ME = "206";

    @Test
    void ofTheSimulatedOffice() throws IOException {
        try (SimulatedOffice office = SimulatedOffice.open();
                RunningSwitchboard switchboard = new RunningSwitchboard(Map.of(
                        "ami.host",
                        office.host(),
                        "ami.port",
                        office.port(),
                        "board.title",
                        "Simulated office",
                        "board.queues",
                        "sales,support"));
                Chromium page = Chromium.start()) {
            page.prefer("prefers-color-scheme", "light", "prefers-reduced-motion", "reduce");
            page.size(1280, 760);
            page.open(switchboard.port());
            await().until(() -> page.people().size() == 12);
            page.choosePhone(ME);
            await().atMost(Duration.ofMinutes(3)).until(() -> isWorthAPicture(page));
            write(page, "switchboard");
            page.prefer("prefers-color-scheme", "dark", "prefers-reduced-motion", "reduce");
            write(page, "switchboard-dark");
            page.prefer("prefers-color-scheme", "light", "prefers-reduced-motion", "reduce");
            page.size(390, 844);
            write(page, "switchboard-phone");
        }
    }

    /** I talk, somebody rings, and somebody waits. */
    private static boolean isWorthAPicture(Chromium page) {
        List<String> now = page.ringing();
        return now.size() == 2
                && now.stream().anyMatch(call -> call.contains("Talking to | you"))
                && now.stream().anyMatch(call -> call.contains("Calling"))
                && page.text("#longest").startsWith("Longest wait")
                && page.others().size() > 3
                && Boolean.TRUE.equals(page.script("return document.querySelector('.gap') === null"));
    }

    private static void write(Chromium page, String name) throws IOException {
        SmallPicture.write(page.picture(), FOLDER.resolve(name + ".png"));
    }
}
