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

import io.vertx.ext.web.Router;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.UnknownHostException;
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
 * Runs the routes of {@code camel/screen-pop.yaml} and serves the page. With {@code -Dami.host=…}, it uses that PBX,
 * otherwise a simulated one on which customers call the phones 201 and 202.
 */
public final class ScreenPop {
    private static final Logger LOG = LoggerFactory.getLogger(ScreenPop.class);

    private ScreenPop() {}

    public static void main(String[] args) throws Exception {
        if (System.getProperty("ami.host") != null) {
            camel().run(args);
            return;
        }
        try (SimulatedCustomers customers = SimulatedCustomers.open()) {
            Main main = camel();
            main.addInitialProperty("ami.host", customers.host());
            main.addInitialProperty("ami.port", Integer.toString(customers.port()));
            main.addInitialProperty("page", "/?extension=201");
            main.run(args);
        }
    }

    /** Creates the application, without the properties of the PBX, and does not start it. */
    static Main camel() {
        Screens screens = new Screens(Clock.systemUTC());
        Main main = new Main();
        main.bind("screens", screens);
        main.bind("pops", new Pops(Clock.systemUTC(), screens::show));
        main.addMainListener(new MainListenerSupport() {
            @Override
            public void afterConfigure(BaseMainSupport configured) {
                CamelContext camel = configured.getCamelContext();
                checkPort(property(camel, "camel.server.host"), Integer.parseInt(property(camel, "camel.server.port")));
                AllowedNames names = AllowedNames.of(property(camel, "web.names"));
                String header = property(camel, "web.extension-header").strip();
                try {
                    camel.addStartupListener((context, started) -> screens.serve(router(camel), names, header));
                } catch (Exception e) {
                    throw RuntimeCamelException.wrapRuntimeCamelException(e);
                }
            }

            @Override
            public void afterStart(BaseMainSupport started) {
                CamelContext camel = started.getCamelContext();
                String header = property(camel, "web.extension-header").strip();
                if (!header.isEmpty()) {
                    logProxy(header, property(camel, "camel.server.host"), property(camel, "camel.server.port"));
                    return;
                }
                String name = property(camel, "web.names").split(",")[0].strip();
                LOG.info(
                        "The page is at http://{}:{}{}",
                        name,
                        property(camel, "camel.server.port"),
                        property(camel, "page:/"));
            }
        });
        return main;
    }

    private static void logProxy(String header, String host, String port) {
        LOG.info("A proxy that sends the header {} can reach the page at {}:{}", header, host, port);
        if (!isLoopback(host)) {
            LOG.warn("Only the proxy may reach this port: anybody else could send the header, and see all calls");
        }
    }

    /** Whether only this machine reaches a server that listens at the host. */
    static boolean isLoopback(String host) {
        try {
            return InetAddress.getByName(host).isLoopbackAddress();
        } catch (UnknownHostException e) {
            return false;
        }
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

    private static String property(CamelContext camel, String name) {
        return camel.resolvePropertyPlaceholders("{{" + name + "}}");
    }

    private static Router router(CamelContext camel) {
        String port = property(camel, "camel.server.port");
        return VertxPlatformHttpRouter.lookup(
                camel, VertxPlatformHttpRouter.getRouterNameFromPort(Integer.parseInt(port)));
    }
}
