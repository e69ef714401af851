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

import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelami.queue.AmiQueue;
import io.github.camelami.queue.QueueChange;
import io.github.camelami.queue.QueueFigures;
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

class FeedTest {
    private long now = 1_000_000;
    private final Board board = new Board(() -> Instant.ofEpochMilli(now));
    private final Settings settings = new Settings(
            "Wall", 10, new Settings.Threshold(3, 6), new Settings.Threshold(60, 120), new Settings.Threshold(80, 60));
    private final Feed feed = new Feed(() -> Instant.ofEpochMilli(now), board, settings, new AllowedNames(Set.of()));

    @Test
    void theWholeStateComesFirstThenOnlyWhatChanges() {
        board.connected(Map.of("Server", "Asterisk"));
        queue("sales", false);
        feed.send();
        Viewer viewer = new Viewer();
        assertThat(viewer.last())
                .startsWith("retry: 1000\ndata: {\"whole\":true,\"now\":1000000,\"pbx\":{\"connected\":true")
                .contains("\"longestWait\":{\"warning\":60,\"alarm\":120}")
                .contains("\"queue:sales\":{\"name\":\"sales\",\"waiting\":0,\"waitingSince\":null");
        queue("support", false);
        assertThat(viewer.sent).hasSize(1);
        feed.send();
        assertThat(viewer.last()).contains("\"whole\":false", "queue:support").doesNotContain("queue:sales");
        queue("sales", true);
        feed.send();
        assertThat(viewer.last()).contains("\"rows\":{\"queue:sales\":null}");
        board.disconnected();
        feed.send();
        assertThat(viewer.last()).contains("\"connected\":false", "\"rows\":{}");
    }

    @Test
    void aPageThatOpensBetweenTwoSendingsMissesNothing() {
        queue("sales", false);
        Viewer viewer = new Viewer();
        feed.send();
        assertThat(viewer.last()).contains("queue:sales");
    }

    @Test
    void aProxyIsAskedNotToHoldTheFeedBack() {
        assertThat(new Viewer().headers).containsEntry("X-Accel-Buffering", "no");
    }

    @Test
    void ifNothingChangesOnlyAPulseIsSent() {
        feed.send();
        Viewer viewer = new Viewer();
        now += 4_999;
        feed.send();
        assertThat(viewer.sent).hasSize(1);
        now += 1;
        feed.send();
        assertThat(viewer.sent).hasSize(2);
        assertThat(viewer.last()).contains("\"rows\":{}");
    }

    @Test
    void aViewerThatDoesNotReadIsLeftOutAndThenReceivesTheWholeState() {
        Viewer slow = new Viewer();
        Viewer other = new Viewer();
        queue("one", false);
        slow.full = true;
        feed.send();
        assertThat(slow.sent).hasSize(1);
        assertThat(other.last()).contains("\"whole\":false");
        slow.full = false;
        queue("two", false);
        feed.send();
        assertThat(slow.last()).contains("\"whole\":true", "queue:one", "queue:two");
        assertThat(other.last()).contains("\"whole\":false").doesNotContain("queue:one");
    }

    @Test
    void theNumberOfViewersIsBoundedAndOneThatLeavesMakesRoom() {
        List<Viewer> viewers = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            viewers.add(new Viewer());
        }
        assertThat(new Viewer().sent).isEmpty();
        viewers.get(0).closed.handle(null);
        assertThat(new Viewer().sent).hasSize(1);
    }

    private void queue(String name, boolean removed) {
        board.queue(AmiQueue.builder()
                .name(name)
                .pbx("pbx")
                .change(QueueChange.RESYNCED)
                .figures(QueueFigures.builder().build())
                .removed(removed)
                .build());
    }

    /** An open page, as the server sees it. */
    private final class Viewer {
        final List<String> sent = new ArrayList<>();
        final Map<String, String> headers = new HashMap<>();
        boolean full;
        Handler<Void> closed;

        Viewer() {
            feed.open((HttpServerResponse) Proxy.newProxyInstance(
                    getClass().getClassLoader(),
                    new Class<?>[] {HttpServerResponse.class},
                    (self, method, arguments) -> answer(self, method.getName(), arguments)));
        }

        @SuppressWarnings("unchecked")
        private Object answer(Object self, String method, Object[] arguments) {
            switch (method) {
                case "write" -> sent.add((String) arguments[0]);
                case "putHeader" -> headers.put((String) arguments[0], (String) arguments[1]);
                case "closeHandler" -> closed = (Handler<Void>) arguments[0];
                case "writeQueueFull" -> {
                    return full;
                }
                case "setChunked", "setStatusCode" -> {
                    return self;
                }
                default -> {}
            }
            return method.equals("putHeader") ? self : null;
        }

        String last() {
            return sent.get(sent.size() - 1);
        }
    }
}
