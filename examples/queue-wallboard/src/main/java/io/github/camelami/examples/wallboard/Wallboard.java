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

import io.vertx.ext.web.Router;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.time.Clock;
import org.apache.camel.CamelContext;
import org.apache.camel.RuntimeCamelException;
import org.apache.camel.component.platform.http.vertx.VertxPlatformHttpRouter;
import org.apache.camel.main.BaseMainSupport;
import org.apache.camel.main.Main;
import org.apache.camel.main.MainListenerSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs the routes of {@code camel/wallboard.yaml} and serves their page until it is stopped. Shows the PBX that {@code
 * -Dami.host=…} names, otherwise a simulated call centre.
 */
public final class Wallboard {
    private static final Logger LOG = LoggerFactory.getLogger(Wallboard.class);

    private Wallboard() {}

    public static void main(String[] args) throws Exception {
        if (System.getProperty("ami.host") != null) {
            camel().run(args);
            return;
        }
        try (SimulatedCallCentre centre = SimulatedCallCentre.open()) {
            Main main = camel();
            main.addInitialProperty("ami.host", centre.host());
            main.addInitialProperty("ami.port", Integer.toString(centre.port()));
            main.addOverrideProperty("wall.queues", String.join(",", centre.queues()));
            main.run(args);
        }
    }

    /** Creates the application, without the properties of the PBX, and does not start it. */
    static Main camel() {
        Board board = new Board(Clock.systemUTC());
        Main main = new Main();
        main.bind("board", board);
        main.addMainListener(new MainListenerSupport() {
            @Override
            public void afterConfigure(BaseMainSupport configured) {
                CamelContext camel = configured.getCamelContext();
                checkPort(property(camel, "camel.server.host"), number(camel, "camel.server.port"));
                Feed feed = new Feed(
                        Clock.systemUTC(), board, settings(camel), AllowedNames.of(property(camel, "web.names")));
                camel.getRegistry().bind("feed", feed);
                try {
                    camel.addStartupListener((context, started) -> feed.serve(router(camel)));
                } catch (Exception e) {
                    throw RuntimeCamelException.wrapRuntimeCamelException(e);
                }
            }

            @Override
            public void afterStart(BaseMainSupport started) {
                CamelContext camel = started.getCamelContext();
                String name = property(camel, "web.names").split(",")[0].strip();
                LOG.info("The page is at http://{}:{}", name, property(camel, "camel.server.port"));
            }
        });
        return main;
    }

    /** If the server cannot listen, Camel only logs this, and continues without it. */
    private static void checkPort(String host, int port) {
        try (ServerSocket server = new ServerSocket()) {
            server.setReuseAddress(true);
            server.bind(new InetSocketAddress(host, port));
        } catch (IOException e) {
            throw new IllegalStateException(
                    "The page cannot be served at %s:%d (%s); set -Dweb.host or -Dweb.port"
                            .formatted(host, port, e.getMessage()),
                    e);
        }
    }

    private static Settings settings(CamelContext camel) {
        return new Settings(
                property(camel, "wall.title"),
                number(camel, "wall.page-seconds"),
                threshold(camel, "wall.waiting"),
                threshold(camel, "wall.longest-wait"),
                threshold(camel, "wall.service-level"));
    }

    private static Settings.Threshold threshold(CamelContext camel, String name) {
        return new Settings.Threshold(number(camel, name + ".warning"), number(camel, name + ".alarm"));
    }

    private static int number(CamelContext camel, String name) {
        return Integer.parseInt(property(camel, name).strip());
    }

    private static String property(CamelContext camel, String name) {
        return camel.resolvePropertyPlaceholders("{{" + name + "}}");
    }

    private static Router router(CamelContext camel) {
        String port = property(camel, "camel.server.port");
        return VertxPlatformHttpRouter.lookup(
                camel, VertxPlatformHttpRouter.getRouterNameFromPort(Integer.parseInt(port)));
    }
}
