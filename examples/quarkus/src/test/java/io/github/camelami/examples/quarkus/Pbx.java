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
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.util.Map;

/** The simulated PBX that the tests use, with the settings of its connection. */
public final class Pbx implements QuarkusTestResourceLifecycleManager {
    private SimulatedPbx pbx;

    @Override
    public Map<String, String> start() {
        pbx = SimulatedPbx.start();
        return Map.of(
                "ami.host", pbx.host(),
                "ami.port", Integer.toString(pbx.port()),
                "ami.channel", "Local/100@test");
    }

    @Override
    public void stop() {
        pbx.close();
    }
}
