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
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.github.camelami.simulator.SimulatedEvent;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** One endpoint that consumes from many PBXes. */
class ManyConnectionsTest {
    private final CountDownLatch open = new CountDownLatch(1);
    private final ManyPbxes pbxes = new ManyPbxes("berlin", "emea-1", "emea-2", "paris");

    @AfterEach
    void close() {
        open.countDown();
        pbxes.close();
    }

    private void emitFromEach() {
        for (String name : List.of("berlin", "emea-1", "emea-2", "paris")) {
            pbxes.pbx(name).emit(SimulatedEvent.named("UserEvent", "user").with("From", name));
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "ami:*                         | berlin emea-1 emea-2 paris",
                "ami:emea-*                    | emea-1 emea-2",
                "ami:*-1                       | emea-1",
                "ami:berlin,paris              | berlin paris",
                "ami:berlin,emea-*             | berlin emea-1 emea-2",
                "ami://berlin,emea-*           | berlin emea-1 emea-2",
                "ami:berlin%2Cparis            | berlin paris",
                "ami:*?shard=1/2               | paris",
                "ami:*?shard=2/2               | berlin emea-1 emea-2"
            })
    void theNameSelectsTheConnections(String uri, String selected) throws Exception {
        pbxes.consume(uri + (uri.contains("?") ? "&" : "?") + "events=user");
        emitFromEach();
        for (String name : selected.split(" ")) {
            pbxes.awaitRouted(name, 1);
            assertThat(pbxes.routed(name, "From")).containsExactly(name);
        }
        assertThat(pbxes.consumer().getConnections()).isEqualTo(selected.split(" ").length);
        assertThat(pbxes.consumer().listConnections().keySet()).containsExactly(selected.split(" "));
    }

    @Test
    void theEventsOfEachPbxStayInOrder() throws Exception {
        pbxes.consume("ami:*?events=user");
        for (int i = 0; i < 500; i++) {
            for (String name : List.of("berlin", "paris")) {
                pbxes.emit(name, i, i + 1);
            }
        }
        for (String name : List.of("berlin", "paris")) {
            pbxes.awaitRouted(name, 500);
            assertThat(pbxes.routed(name, "Number"))
                    .containsExactlyElementsOf(
                            IntStream.range(0, 500).mapToObj(String::valueOf).toList());
        }
    }

    @Test
    void N3_aConnectionIsAddedAndRemovedWhileTheRouteRuns() throws Exception {
        pbxes.consume("ami:*?events=user");
        pbxes.ami.addConnection("rome", pbxes.start("rome"));
        await().until(() -> pbxes.pbx("rome").loggedIn().size() == 1);
        await().until(() -> pbxes.consumer().listConnections().get("rome").startsWith("READY"));
        pbxes.emit("rome", 0, 2);
        pbxes.awaitRouted("rome", 2);

        assertThat(pbxes.ami.removeConnection("rome")).isTrue();
        await().until(() -> pbxes.pbx("rome").loggedIn().isEmpty());
        assertThat(pbxes.pbx("rome").received("Logoff")).hasSize(1);
        assertThat(pbxes.consumer().getConnections()).isEqualTo(4);
        for (String other : List.of("berlin", "emea-1", "emea-2", "paris")) {
            assertThat(pbxes.pbx(other).connections()).isEqualTo(1);
        }
    }

    @Test
    void anActionIsNotSentToMany() throws Exception {
        assertThatThrownBy(() -> pbxes.start(route -> route.from("direct:in").to("ami:*?action=Ping")))
                .hasStackTraceContaining("ami:*: an action is sent to one PBX");
    }
}
