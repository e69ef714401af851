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

/**
 * A manager user. {@code read} contains the classes of the events that the user may receive, and {@code write} the
 * classes of the actions that the user may run, both as bits of {@link EventMask}.
 */
record PbxUser(String name, String secret, int read, int write) {

    boolean mayRun(int classes) {
        return classes == 0 || (write & classes) != 0;
    }

    @Override
    public String toString() {
        return name;
    }
}
