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

import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelami.call.AmiCall;
import io.github.camelami.call.CallState;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpServerResponse;
import java.lang.reflect.Proxy;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class LivePageTest {
    private long now = 1_000_000;
    private final Board board = new Board(() -> Instant.ofEpochMilli(now), 100);
    private final Rights rights = new Rights("User", Set.of("anna"));
    private final LivePage page =
            new LivePage(() -> Instant.ofEpochMilli(now), board, new SameOrigin(Set.of(), rights), rights, "Office");

    @Test
    void allRowsComeFirstThenOnlyThoseThatChange() {
        call("1");
        page.send();
        Viewer viewer = new Viewer();
        call("2");
        assertThat(viewer.last()).contains("\"whole\":true", "call:1").doesNotContain("call:2");
        page.send();
        assertThat(viewer.last()).contains("\"whole\":false", "call:2").doesNotContain("call:1");
        board.call(AmiCall.builder()
                .id("1", List.of())
                .pbx("pbx")
                .state(CallState.ENDED)
                .build());
        page.send();
        assertThat(viewer.last()).contains("\"rows\":{\"call:1\":null}");
    }

    @Test
    void aProxyIsAskedNotToHoldTheRowsBack() {
        assertThat(new Viewer().headers).containsEntry("X-Accel-Buffering", "no");
    }

    @Test
    void aPageKnowsWhetherItMaySteerCalls() {
        assertThat(new Viewer(true).last()).contains("\"maySteer\":true", "\"title\":\"Office\"");
        assertThat(new Viewer(false).last()).contains("\"maySteer\":false");
    }

    @Test
    void whereNothingHasChangedOnlyAPulseIsSent() {
        page.send();
        Viewer viewer = new Viewer();
        page.send();
        assertThat(viewer.sent).hasSize(1);
        now += 5_000;
        page.send();
        assertThat(viewer.sent).hasSize(2);
        assertThat(viewer.last()).contains("\"rows\":{}");
    }

    @Test
    void aViewerThatDoesNotReadIsLeftOutAndThenGetsAllRows() {
        Viewer slow = new Viewer();
        Viewer other = new Viewer();
        call("1");
        slow.full = true;
        page.send();
        assertThat(slow.sent).hasSize(1);
        assertThat(other.last()).contains("\"whole\":false");
        slow.full = false;
        call("2");
        page.send();
        assertThat(slow.last()).contains("\"whole\":true", "call:1", "call:2");
        assertThat(other.last()).contains("\"whole\":false").doesNotContain("call:1");
        call("3");
        page.send();
        assertThat(slow.last()).contains("\"whole\":false", "call:3");
    }

    @Test
    void oneThatHasGoneIsForgottenAndTheirNumberIsBounded() {
        List<Viewer> viewers = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            viewers.add(new Viewer());
        }
        assertThat(new Viewer().sent).isEmpty();
        viewers.get(0).closed.handle(null);
        assertThat(new Viewer().sent).hasSize(1);
        call("1");
        page.send();
        assertThat(viewers.get(0).sent).hasSize(1);
    }

    private void call(String id) {
        board.call(AmiCall.builder()
                .id(id, List.of())
                .pbx("pbx")
                .state(CallState.STARTED)
                .build());
    }

    /** An open page, as the server sees it. */
    private final class Viewer {
        final List<String> sent = new ArrayList<>();
        final Map<String, String> headers = new HashMap<>();
        boolean full;
        Handler<Void> closed;

        Viewer() {
            this(true);
        }

        @SuppressWarnings("unchecked")
        Viewer(boolean maySteer) {
            HttpServerResponse response = (HttpServerResponse) Proxy.newProxyInstance(
                    getClass().getClassLoader(),
                    new Class<?>[] {HttpServerResponse.class},
                    (self, method, arguments) -> {
                        switch (method.getName()) {
                            case "write" -> sent.add((String) arguments[0]);
                            case "putHeader" -> {
                                headers.put((String) arguments[0], (String) arguments[1]);
                                return self;
                            }
                            case "writeQueueFull" -> {
                                return full;
                            }
                            case "closeHandler" -> closed = (Handler<Void>) arguments[0];
                            default -> {
                                return method.getReturnType().isInstance(self) ? self : null;
                            }
                        }
                        return null;
                    });
            page.open(response, maySteer);
        }

        String last() {
            return sent.get(sent.size() - 1);
        }
    }
}
