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

import io.vertx.ext.web.Router;
import java.time.Clock;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.camel.CamelContext;
import org.apache.camel.RuntimeCamelException;
import org.apache.camel.component.platform.http.vertx.VertxPlatformHttpRouter;
import org.apache.camel.main.BaseMainSupport;
import org.apache.camel.main.Main;
import org.apache.camel.main.MainListenerSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs the routes of {@code camel/switchboard.yaml} and serves their page until it is stopped. Shows the PBX that
 * {@code -Dami.host=…} names, otherwise a simulated office.
 */
public final class Switchboard {
    private static final Logger LOG = LoggerFactory.getLogger(Switchboard.class);
    private static final int MAX_PEOPLE = 10_000;

    private Switchboard() {}

    public static void main(String[] args) throws Exception {
        if (System.getProperty("ami.host") != null) {
            camel().run(args);
            return;
        }
        try (SimulatedOffice office = SimulatedOffice.open()) {
            Main main = camel();
            main.addInitialProperty("ami.host", office.host());
            main.addInitialProperty("ami.port", Integer.toString(office.port()));
            main.addOverrideProperty("board.title", "Simulated office");
            main.addOverrideProperty("board.queues", "sales,support");
            main.run(args);
        }
    }

    /** Creates the application. The caller adds the properties of the PBX, and starts it. */
    static Main camel() {
        Board board = new Board(Clock.systemUTC(), MAX_PEOPLE);
        Main main = new Main();
        main.bind("board", board);
        main.bind("desk", new Desk(board));
        main.addMainListener(new MainListenerSupport() {
            @Override
            public void afterConfigure(BaseMainSupport configured) {
                CamelContext camel = configured.getCamelContext();
                Rights rights =
                        new Rights(property(camel, "web.user-header"), names(property(camel, "board.operators")));
                SameOrigin sameOrigin =
                        new SameOrigin(names(property(camel, "web.names").toLowerCase(Locale.ROOT)), rights);
                String title = property(camel, "board.title");
                LivePage page = new LivePage(Clock.systemUTC(), board, sameOrigin, rights, title);
                camel.getRegistry().bind("page", page);
                try {
                    // before the routes serve requests, so that the check of the origin applies to all of them
                    camel.addStartupListener((context, started) -> page.serve(router(camel)));
                } catch (Exception e) {
                    throw RuntimeCamelException.wrapRuntimeCamelException(e);
                }
            }

            @Override
            public void afterStart(BaseMainSupport started) {
                LOG.info("The page is at http://localhost:{}", port(started.getCamelContext()));
            }
        });
        return main;
    }

    private static Set<String> names(String text) {
        return Stream.of(text.split(",")).map(String::strip).collect(Collectors.toSet());
    }

    private static Router router(CamelContext camel) {
        return VertxPlatformHttpRouter.lookup(camel, VertxPlatformHttpRouter.getRouterNameFromPort(port(camel)));
    }

    private static int port(CamelContext camel) {
        return Integer.parseInt(property(camel, "web.port"));
    }

    private static String property(CamelContext camel, String name) {
        return camel.resolvePropertyPlaceholders("{{" + name + "}}");
    }
}
