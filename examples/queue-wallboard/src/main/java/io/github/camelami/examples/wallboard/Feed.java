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
 * Serves the page and its feed of JSON in server-sent events: first the whole state, then the rows that change. A page
 * that reads too slowly is skipped until it has read everything, and then receives the whole state again.
 */
public final class Feed {
    private static final int MAX_VIEWERS = 100;
    /**
     * The interval of the events that show that the server is alive. The page considers the server lost if nothing
     * arrives for three times as long.
     */
    private static final long PULSE_MILLIS = 5_000;

    private final ObjectMapper json = new ObjectMapper();
    private final InstantSource clock;
    private final Board board;
    private final Settings settings;
    private final AllowedNames names;
    private final Set<Viewer> viewers = new LinkedHashSet<>();
    private View shown;
    private long sentAt;

    Feed(InstantSource clock, Board board, Settings settings, AllowedNames names) {
        this.clock = clock;
        this.board = board;
        this.settings = settings;
        this.names = names;
        this.shown = board.view();
    }

    /** Serves the page and the feed. */
    void serve(Router router) {
        router.route().order(-3).handler(names::check);
        router.get("/events").order(-2).handler(context -> open(context.response()));
        router.get().order(-1).handler(StaticHandler.create("page").setCachingEnabled(false));
    }

    /** Sends the rows that have changed since the last call to all open pages. */
    public synchronized void send() {
        View now = board.view();
        Map<String, Row> changes = now.changesSince(shown);
        boolean same = changes.isEmpty() && now.pbx().equals(shown.pbx());
        boolean due = clock.millis() - sentAt >= PULSE_MILLIS;
        if (same && !due) {
            return;
        }
        String changed = message(false, now.pbx(), changes);
        String whole = viewers.stream().anyMatch(viewer -> viewer.behind) ? message(true, now.pbx(), now.rows()) : null;
        shown = now;
        sentAt = clock.millis();
        for (Viewer viewer : viewers) {
            if (viewer.response.writeQueueFull()) {
                viewer.behind = true;
            } else {
                viewer.response.write(viewer.behind ? whole : changed);
                viewer.behind = false;
            }
        }
    }

    synchronized void open(HttpServerResponse response) {
        if (viewers.size() >= MAX_VIEWERS) {
            response.setStatusCode(503).end();
            return;
        }
        Viewer viewer = new Viewer(response);
        viewers.add(viewer);
        response.closeHandler(closed -> close(viewer));
        response.setChunked(true)
                .putHeader("Content-Type", "text/event-stream")
                // otherwise nginx would collect some kilobytes before it passes events on
                .putHeader("X-Accel-Buffering", "no");
        // the state that the other pages have, because the next changes are relative to it
        response.write("retry: 1000\n" + message(true, shown.pbx(), shown.rows()));
    }

    private synchronized void close(Viewer viewer) {
        viewers.remove(viewer);
    }

    private String message(boolean whole, View.Pbx pbx, Map<String, Row> rows) {
        Map<String, Object> message = new LinkedHashMap<>();
        message.put("whole", whole);
        message.put("now", board.now());
        message.put("pbx", pbx);
        if (whole) {
            message.put("settings", settings);
        }
        message.put("rows", rows);
        try {
            return "data: " + json.writeValueAsString(message) + "\n\n";
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    private static final class Viewer {
        final HttpServerResponse response;
        boolean behind;

        Viewer(HttpServerResponse response) {
            this.response = response;
        }
    }
}
