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
package io.github.camelami.examples.webhook;

import io.github.camelami.examples.webhook.Receiver.Delivery;
import io.github.camelami.simulator.SimulatedPbx;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.function.ToIntFunction;
import org.apache.camel.main.BaseMainSupport;
import org.apache.camel.main.Main;
import org.apache.camel.main.MainListenerSupport;

/**
 * Runs the routes of {@code camel/webhook.yaml}. With {@code -Dami.host=…}, it sends the calls of that PBX to {@code
 * -Dwebhook.url=…} until it is stopped. Otherwise it uses a simulated PBX and an embedded receiver, which is
 * unavailable for a while.
 */
public final class Webhook {
    private Webhook() {}

    public static void main(String[] args) throws Exception {
        if (System.getProperty("ami.host") != null) {
            new Main().run(args);
            return;
        }
        Semaphore ended = new Semaphore(0);
        ToIntFunction<Delivery> printing = printing(ended);
        Receiver first = new Receiver(0, printing);
        try (SimulatedPbx pbx = SimulatedPbx.start()) {
            Path files = Files.createTempDirectory("webhook");
            System.setProperty("ami.host", pbx.host());
            System.setProperty("ami.port", Integer.toString(pbx.port()));
            System.setProperty("webhook.url", "http://127.0.0.1:" + first.port() + "/calls");
            System.setProperty("webhook.outbox", files.resolve("outbox").toString());
            System.setProperty("webhook.deadLetters", files.resolve("dead").toString());
            Main main = new Main();
            main.addMainListener(new MainListenerSupport() {
                private Receiver second;

                @Override
                public void afterStart(BaseMainSupport started) {
                    pbx.placeCalls(1, 1);
                    ended.acquireUninterruptibly();
                    System.out.println("-- the receiver stops");
                    first.stop();
                    pbx.placeCalls(1, 1).join();
                    System.out.println("-- the receiver starts");
                    try {
                        second = new Receiver(first.port(), printing);
                        ended.acquireUninterruptibly();
                        main.completed();
                    } catch (IOException e) {
                        throw new IllegalStateException(e);
                    }
                }

                @Override
                public void afterStop(BaseMainSupport stopped) {
                    second.stop();
                }
            });
            main.run(args);
        }
    }

    /** Prints every message once. A message with a known id is a repetition, which a receiver should ignore. */
    private static ToIntFunction<Delivery> printing(Semaphore ended) {
        Set<String> seen = ConcurrentHashMap.newKeySet();
        return delivery -> {
            if (seen.add(delivery.id())) {
                System.out.println(delivery.id() + " " + delivery.body());
                ended.release(delivery.body().contains("\"state\":\"ENDED\"") ? 1 : 0);
            }
            return 204;
        };
    }
}
