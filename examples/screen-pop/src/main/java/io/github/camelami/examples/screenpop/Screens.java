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
package io.github.camelami.examples.screenpop;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.StaticHandler;
import java.time.InstantSource;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Serves the page, and sends each pop-up to the open pages of its extension only, in server-sent events. */
public final class Screens {
    private static final int MAX_PAGES = 500;
    private static final String EXTENSION = "[0-9A-Za-z*#+._-]{1,40}";

    private final ObjectMapper json = new ObjectMapper();
    private final InstantSource clock;
    private final Set<Screen> screens = new LinkedHashSet<>();
    private final Map<String, Pop> open = new LinkedHashMap<>();
    private boolean connected;

    Screens(InstantSource clock) {
        this.clock = clock;
    }

    /** @param header the request header that holds the user's extension; empty if the page asks for it */
    void serve(Router router, AllowedNames names, String header) {
        router.route().order(-4).handler(names::check);
        router.get("/extension").order(-3).handler(context -> {
            String extension = given(context, header);
            if (header.isEmpty() || extension.matches(EXTENSION)) {
                context.json(Map.of("given", extension));
            } else {
                context.response().setStatusCode(403).end();
            }
        });
        router.get("/events").order(-2).handler(context -> {
            String extension = header.isEmpty() ? context.request().getParam("extension") : given(context, header);
            if (extension == null || !extension.matches(EXTENSION)) {
                context.response().setStatusCode(header.isEmpty() ? 400 : 403).end();
            } else {
                open(extension, context.request());
            }
        });
        router.get().order(-1).handler(StaticHandler.create("page").setCachingEnabled(false));
    }

    private static String given(RoutingContext context, String header) {
        String value = header.isEmpty() ? null : context.request().getHeader(header);
        return value == null ? "" : value.strip();
    }

    /** Receives the notices of the connection to the PBX. */
    public synchronized void connection(String notice) {
        connected = !notice.equals("Disconnected");
        pulse();
    }

    /** Tells every open page that the server is alive, and whether the PBX is connected. */
    public synchronized void pulse() {
        String message = message(false, List.of());
        List.copyOf(screens).forEach(screen -> write(screen, message));
    }

    /** Sends a pop-up that is new or has changed. */
    synchronized void show(Pop pop) {
        if (pop.state().isLast()) {
            open.remove(pop.id());
        } else {
            open.put(pop.id(), pop);
        }
        String message = message(false, List.of(pop));
        List.copyOf(screens).stream()
                .filter(screen -> screen.extension().equals(pop.extension()))
                .forEach(screen -> write(screen, message));
    }

    /** Disconnects a page that does not read; it connects again, and then receives everything. */
    private void write(Screen screen, String message) {
        if (screen.request.response().writeQueueFull()) {
            screens.remove(screen);
            screen.request.connection().close();
        } else {
            screen.request.response().write(message);
        }
    }

    private synchronized void open(String extension, HttpServerRequest request) {
        HttpServerResponse response = request.response();
        if (screens.size() >= MAX_PAGES) {
            response.setStatusCode(503).end();
            return;
        }
        Screen screen = new Screen(extension, request);
        screens.add(screen);
        response.closeHandler(closed -> close(screen));
        response.setChunked(true)
                .putHeader("Content-Type", "text/event-stream")
                // otherwise nginx would collect some kilobytes before it passes events on
                .putHeader("X-Accel-Buffering", "no");
        List<Pop> own = open.values().stream()
                .filter(pop -> pop.extension().equals(extension))
                .toList();
        response.write("retry: 1000\n" + message(true, own));
    }

    private synchronized void close(Screen screen) {
        screens.remove(screen);
    }

    private String message(boolean whole, Collection<Pop> pops) {
        Map<String, Object> message = new LinkedHashMap<>();
        message.put("whole", whole);
        message.put("connected", connected);
        message.put("now", clock.millis());
        message.put("pops", pops);
        try {
            return "data: " + json.writeValueAsString(message) + "\n\n";
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    private record Screen(String extension, HttpServerRequest request) {}
}
