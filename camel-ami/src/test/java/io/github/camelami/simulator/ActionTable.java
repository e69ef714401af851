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

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;

/**
 * The actions that a version of Asterisk lists in its answer to ListCommands, each with its event classes. A user needs
 * one of these classes in {@code write} to run the action.
 */
final class ActionTable {

    private final Map<String, String> privileges = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);

    ActionTable(String version) {
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(
                ActionTable.class.getResourceAsStream("actions.txt"), StandardCharsets.US_ASCII))) {
            lines.lines()
                    .filter(line -> !line.startsWith("#"))
                    .map(line -> line.split(" "))
                    .filter(entry -> Arrays.asList(entry[1].split(",")).contains(version))
                    .forEach(entry -> privileges.put(entry[0], entry[2]));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    boolean lists(String action) {
        return privileges.containsKey(action);
    }

    /**
     * The classes of an action, as bits of {@link EventMask}. A user needs one of them to run the action. 0 if every
     * user may run it.
     */
    int classes(String action) {
        return EventMask.ofPrivilege(privileges.getOrDefault(action, ""));
    }

    /** The privilege of each action, by the name of the action. A privilege is the text that ListCommands shows. */
    Map<String, String> privileges() {
        return privileges;
    }
}
