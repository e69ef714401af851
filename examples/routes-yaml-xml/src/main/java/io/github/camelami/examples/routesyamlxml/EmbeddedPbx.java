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
package io.github.camelami.examples.routesyamlxml;

import io.github.camelami.simulator.SimulatedPbx;

/** A simulated PBX with one call each second, for a few seconds. */
final class EmbeddedPbx {

    private EmbeddedPbx() {}

    static void startUnlessHostIsGiven() {
        if (System.getProperty("ami.host") != null) {
            return;
        }
        SimulatedPbx pbx = SimulatedPbx.start();
        pbx.data().mailbox("123", 0, 2, 1);
        pbx.placeCalls(60, 1);
        System.setProperty("ami.host", pbx.host());
        System.setProperty("ami.port", Integer.toString(pbx.port()));
        System.getProperties().putIfAbsent("ami.seconds", "5");
    }
}
