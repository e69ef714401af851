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
package io.github.camelami.examples.ivr;

import io.github.camelami.simulator.SimulatedPbx;
import java.util.List;
import org.apache.camel.main.BaseMainSupport;
import org.apache.camel.main.Main;
import org.apache.camel.main.MainListenerSupport;

/**
 * Runs the routes of {@code camel/ivr.yaml}. With {@code -Dami.host=…}, it uses that PBX until it is stopped. Otherwise
 * it uses a simulated PBX with some callers, and prints the keys that they press and what they hear. Without {@code
 * -Ddb.url=…}, the accounts are in an embedded database.
 */
public final class Ivr {
    static final String EMBEDDED =
            "jdbc:h2:mem:accounts;DB_CLOSE_DELAY=-1;INIT=RUNSCRIPT FROM 'classpath:accounts.sql'";

    private Ivr() {}

    public static void main(String[] args) throws Exception {
        System.getProperties().putIfAbsent("db.url", EMBEDDED);
        if (System.getProperty("ami.host") != null) {
            new Main().run(args);
            return;
        }
        try (SimulatedPbx pbx = SimulatedPbx.start()) {
            System.setProperty("ami.host", pbx.host());
            System.setProperty("ami.port", Integer.toString(pbx.port()));
            SimulatedCallers callers = new SimulatedCallers(pbx);
            Main main = new Main();
            main.addMainListener(new MainListenerSupport() {
                @Override
                public void afterStart(BaseMainSupport started) {
                    for (List<String> keys : List.of(List.of("1", "101"), List.of("2"), List.of("0"), List.of("9"))) {
                        System.out.println("A caller presses " + String.join(", then ", keys) + ":");
                        callers.call(keys).forEach(command -> System.out.println("    " + command));
                    }
                    main.completed();
                }
            });
            main.run(args);
        }
    }
}
