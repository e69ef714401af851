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
package io.github.camelami.examples.quarkus;

import io.github.camelami.simulator.SimulatedPbx;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import org.apache.camel.quarkus.main.events.AfterStop;
import org.apache.camel.quarkus.main.events.BeforeInitialize;
import org.eclipse.microprofile.config.Config;

/** A simulated PBX for a few seconds if no host is given. Your own application does not need this class. */
@Singleton
public class EmbeddedPbx {
    private SimulatedPbx pbx;

    void start(@Observes BeforeInitialize camel, Config config) {
        if (config.getOptionalValue("ami.host", String.class).isPresent()) {
            return;
        }
        pbx = SimulatedPbx.start();
        System.setProperty("ami.host", pbx.host());
        System.setProperty("ami.port", Integer.toString(pbx.port()));
        System.setProperty("ami.channel", "Local/100@test");
        System.getProperties().putIfAbsent("ami.seconds", "4");
    }

    void stop(@Observes AfterStop camel) {
        if (pbx != null) {
            pbx.close();
        }
    }
}
