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
package io.github.camelami.examples.quickstart;

import io.github.camelami.simulator.SimulatedPbx;
import java.time.Duration;
import org.apache.camel.main.BaseMainSupport;
import org.apache.camel.main.Main;
import org.apache.camel.main.MainListenerSupport;

/**
 * Runs the routes of {@code camel/quickstart.yaml}. With {@code -Dami.host=…}, it uses that PBX until it is stopped.
 * Otherwise it uses a simulated PBX for 15 seconds, which has a call every three seconds.
 */
public final class Quickstart {

    private Quickstart() {}

    public static void main(String[] args) throws Exception {
        if (System.getProperty("ami.host") != null) {
            System.getProperties().putIfAbsent("ami.channel", "Local/100@default");
            new Main().run(args);
            return;
        }
        try (SimulatedPbx pbx = SimulatedPbx.builder()
                .ringTime(Duration.ofMillis(500))
                .talkTime(Duration.ofSeconds(1))
                .start()) {
            System.setProperty("ami.host", pbx.host());
            System.setProperty("ami.port", Integer.toString(pbx.port()));
            System.getProperties().putIfAbsent("ami.channel", "Local/100@test");
            System.getProperties().putIfAbsent("ami.seconds", "15");
            Main main = new Main();
            main.addMainListener(new MainListenerSupport() {
                @Override
                public void afterStart(BaseMainSupport started) {
                    pbx.placeCalls(4, 1.0 / 3);
                }
            });
            main.run(args);
        }
    }
}
