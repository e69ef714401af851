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
package io.github.camelami;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.camelami.simulator.PbxVersion;
import io.github.camelami.simulator.SimulatedEvent;
import io.github.camelami.simulator.SimulatedPbx;
import java.time.Duration;
import java.util.List;
import org.apache.camel.console.DevConsole;
import org.apache.camel.health.HealthCheck;
import org.apache.camel.impl.console.DefaultDevConsolesLoader;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** A route whose user may read none of its event classes does not look well. */
class UnreadableEventsTest {
    @AutoClose
    private final SimulatedPbx pbx = SimulatedPbx.builder()
            .version(PbxVersion.ASTERISK_22_11)
            .user("admin", "secret", "user", "all")
            .http()
            .start();

    @AutoClose
    private final PbxRoutes routes = new PbxRoutes();

    private String uri(String options) {
        return "ami:pbx?transport=http&pollDelay=1&host=" + pbx.host() + "&port="
                + pbx.http().port() + '&' + options;
    }

    private List<String> health() {
        return routes.health().stream()
                .map(each -> each.getCheck().getId()
                        + ' '
                        + each.getState()
                        + ' '
                        + each.getDetails().getOrDefault("ami.unreadable", "-"))
                .sorted()
                .toList();
    }

    private boolean isDown() {
        pbx.emit(SimulatedEvent.named("UserEvent", "user"));
        return routes.health().stream().anyMatch(each -> each.getState() == HealthCheck.State.DOWN);
    }

    @Test
    void J3_O1_aConsumerThatMayReadNoneOfItsClassesIsDownUntilItsSessionBringsEvents() throws Exception {
        routes.from("cdr", uri("events=cdr")).to("a", uri("action=Ping")).start();
        assertThat(health()).containsExactly("consumer:cdr UP -", "producer:ami-pbx UP -");
        await().pollInterval(Duration.ofMillis(1)).until(this::isDown);
        assertThat(health()).containsExactly("consumer:cdr DOWN cdr", "producer:ami-pbx UP cdr");
        assertThat(routes.health())
                .filteredOn(each -> each.getState() == HealthCheck.State.DOWN)
                .singleElement()
                .satisfies(each -> assertThat(each.getMessage().orElseThrow())
                        .isEqualTo("no events arrive: the user may not read any of the event classes cdr"));
        assertThat(console()).contains("unreadable=cdr");

        routes.from("user", uri("events=user"));
        assertThat(routes.isUp()).isTrue();
        assertThat(console()).doesNotContain("unreadable");
    }

    private String console() {
        DevConsole console = new DefaultDevConsolesLoader(routes.camel)
                .loadDevConsoles().stream()
                        .filter(each -> each.getId().equals("ami"))
                        .findFirst()
                        .orElseThrow();
        return console.call(DevConsole.MediaType.TEXT).toString();
    }
}
