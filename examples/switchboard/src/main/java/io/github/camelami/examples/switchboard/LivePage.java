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

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.handler.StaticHandler;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/**
 * Serves the page and its server-sent events: first all rows, then the rows that change. A page that reads too slowly
 * is skipped until it has read everything, and then receives all rows again.
 */
public final class LivePage {
    private static final int MAX_VIEWERS = 200;
    /**
     * The interval of the events that show that the server is alive. The page considers the server lost if nothing
     * arrives for three times as long.
     */
    private static final long PULSE_MILLIS = 5_000;

    private final ObjectMapper json = new ObjectMapper();
    private final InstantSource clock;
    private final Board board;
    private final SameOrigin sameOrigin;
    private final Rights rights;
    private final String title;
    private final Set<Viewer> viewers = new LinkedHashSet<>();
    private View shown;
    private long sentAt;

    /** @param title the name of the PBX on the page */
    LivePage(InstantSource clock, Board board, SameOrigin sameOrigin, Rights rights, String title) {
        this.clock = clock;
        this.board = board;
        this.sameOrigin = sameOrigin;
        this.rights = rights;
        this.title = title;
        this.shown = board.view();
    }

    /** Registers the handlers of the page before the routes that serve HTTP. */
    void serve(Router router) {
        router.route().order(-3).handler(sameOrigin::check);
        router.get("/events").order(-2).handler(context -> {
            boolean maySteer = rights.maySteer(context.request());
            open(context.response(), maySteer);
        });
        router.get().order(-1).handler(StaticHandler.create("page").setCachingEnabled(false));
    }

    /** Sends the rows that have changed since the last call to all open pages. */
    public synchronized void send() {
        View now = board.view();
        Map<String, Row> changed = now.changesSince(shown);
        boolean same = changed.isEmpty() && now.pbx().equals(shown.pbx());
        if (same && clock.millis() - sentAt < PULSE_MILLIS) {
            return;
        }
        String changes = event(Map.of("whole", false), now.pbx(), changed);
        shown = now;
        sentAt = clock.millis();
        for (Viewer viewer : viewers) {
            if (viewer.response.writeQueueFull()) {
                viewer.behind = true;
            } else {
                viewer.response.write(viewer.behind ? whole(viewer) : changes);
                viewer.behind = false;
            }
        }
    }

    synchronized void open(HttpServerResponse response, boolean maySteer) {
        if (viewers.size() >= MAX_VIEWERS) {
            response.setStatusCode(503).end();
            return;
        }
        Viewer viewer = new Viewer(response, maySteer);
        viewers.add(viewer);
        response.closeHandler(closed -> close(viewer));
        response.setChunked(true)
                .putHeader("Content-Type", "text/event-stream")
                // otherwise nginx would collect some kilobytes before it passes events on
                .putHeader("X-Accel-Buffering", "no");
        // the state that the other pages have, because the next changes are relative to it
        response.write("retry: 1000\n" + whole(viewer));
    }

    private synchronized void close(Viewer viewer) {
        viewers.remove(viewer);
    }

    private String whole(Viewer viewer) {
        Map<String, Object> head = Map.of("whole", true, "title", title, "maySteer", viewer.maySteer);
        return event(head, shown.pbx(), shown.rows());
    }

    private String event(Map<String, Object> head, View.Pbx pbx, Map<String, Row> rows) {
        Map<String, Object> message = new LinkedHashMap<>(head);
        message.put("now", board.now());
        message.put("pbx", pbx);
        message.put("rows", rows);
        try {
            return "data: " + json.writeValueAsString(message) + "\n\n";
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    private static final class Viewer {
        final HttpServerResponse response;
        final boolean maySteer;
        boolean behind;

        Viewer(HttpServerResponse response, boolean maySteer) {
            this.response = response;
            this.maySteer = maySteer;
        }
    }
}
