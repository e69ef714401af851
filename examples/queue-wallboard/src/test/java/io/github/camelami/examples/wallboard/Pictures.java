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
package io.github.camelami.examples.wallboard;

import static org.awaitility.Awaitility.await;

import io.github.camelami.examples.SmallPicture;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * Writes the picture of the README files, of the simulated call centre as a user sees it: {@code mvn -q -pl
 * examples/queue-wallboard -am test -Dtest=Pictures -Dsurefire.failIfNoSpecifiedTests=false}. No build runs this.
 */
class Pictures {
    private static final Path FILE = Path.of("../../docs/images/queue-wallboard.png");

    @Test
    void ofTheSimulatedCallCentre() throws IOException {
        try (SimulatedCallCentre centre = SimulatedCallCentre.open();
                RunningWallboard wallboard = new RunningWallboard(Map.of(
                        "ami.host",
                        centre.host(),
                        "ami.port",
                        centre.port(),
                        "wall.queues",
                        String.join(",", centre.queues())));
                Chromium page = Chromium.start()) {
            page.size(1280, 720);
            page.open(wallboard.port());
            await().atMost(Duration.ofMinutes(5)).until(() -> isWorthAPicture(page));
            SmallPicture.write(page.picture(), FILE);
        }
    }

    /** A queue has a warning, another one an alarm, and an agent has a break. */
    private static boolean isWorthAPicture(Chromium page) {
        String all = page.limits("billing") + page.limits("Français") + page.limits("sales") + page.limits("support");
        return all.contains("Warning")
                && all.contains("Alarm")
                && page.agents().stream().anyMatch(agent -> agent.contains("paused"));
    }
}
