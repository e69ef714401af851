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
import io.github.camelami.simulator.SimulatedPbx;

/** A simulated PBX with a call each second, which prints its port. */
class Pbx {

    public static void main(String... arguments) throws InterruptedException {
        SimulatedPbx pbx = SimulatedPbx.builder().user("camel", "secret").start();
        pbx.data().mailbox("123", 0, 2, 1);
        pbx.data().queueExtension("600", "support");
        pbx.placeCalls(600, 1);
        System.out.println(pbx.port());
        Thread.currentThread().join();
    }
}
