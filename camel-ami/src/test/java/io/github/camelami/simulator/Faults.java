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
package io.github.camelami.simulator;

import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;

/**
 * The faults for later actions, and the greetings for later connections. Faults are stored by the name of their action.
 * The name {@code *} stands for any action.
 */
final class Faults {

    private final FaultTable<Fault> faults = new FaultTable<>();
    private final Deque<Greeting> greetings = new ArrayDeque<>();
    private final Greeting normal;
    private Greeting greeting;

    Faults(Greeting normal) {
        this.normal = normal;
        this.greeting = normal;
    }

    synchronized void greet(Greeting value) {
        greeting = value;
    }

    synchronized void greetNext(int times, Greeting value) {
        greetings.addAll(Collections.nCopies(times, value));
    }

    synchronized Greeting nextGreeting() {
        return greetings.isEmpty() ? greeting : greetings.poll();
    }

    void next(String action, int times, Fault fault) {
        faults.next(action, times, fault);
    }

    void always(String action, Fault fault) {
        faults.always(action, fault);
    }

    synchronized void clear() {
        faults.clear();
        greetings.clear();
        greeting = normal;
    }

    /** The fault for this action, or null. */
    Fault next(String action) {
        return faults.next(action);
    }
}
