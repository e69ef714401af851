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
package io.github.camelami.internal.wire;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The known actions and events of Asterisk 1.0 to 22. Names that are not in this catalogue work as well. */
public final class Catalogue {
    /**
     * The event classes of each action, comma separated. To run the action, a user needs one of them in the option
     * {@code write} of manager.conf. If there are none, every user may run it.
     */
    private static final Map<String, String> ACTIONS = actions();

    static final NameTable<String> EVENTS =
            new NameTable<>(lines("events.txt").stream().collect(Collectors.toMap(Function.identity(), n -> n)));

    /** The statuses of responses. */
    public static final NameTable<String> STATUSES =
            new NameTable<>(Map.of("Success", "Success", "Error", "Error", "Goodbye", "Goodbye"));

    /**
     * For each list action, the Messages of the responses with which it reports that there is nothing to list. Some of
     * these responses are errors.
     */
    private static final Map<String, Set<String>> EMPTY_LISTS = emptyLists();

    /** The names of all known events. Two of them may differ only in case. */
    public static final Set<String> EVENT_NAMES = Set.copyOf(lines("events.txt"));

    private static final Set<String> EVENTS_IN_ANY_CASE = eventsInAnyCase();

    private Catalogue() {}

    /**
     * The name that is at {@code [from, to)}. For a known event, it is always the same instance.
     *
     * @param charset the charset of an unknown name
     */
    public static String eventName(byte[] bytes, int from, int to, Charset charset) {
        String known = EVENTS.get(bytes, from, to);
        return known != null ? known : new String(bytes, from, to - from, charset);
    }

    public static boolean isEvent(String name) {
        return EVENTS_IN_ANY_CASE.contains(name);
    }

    /** The known event whose spelling is closest to {@code name}; empty if none is similar. */
    public static Optional<String> similarEvent(String name) {
        return Spelling.closest(EVENTS_IN_ANY_CASE, name);
    }

    private static Set<String> eventsInAnyCase() {
        Set<String> names = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
        names.addAll(EVENT_NAMES);
        return names;
    }

    public static boolean isAction(String name) {
        return ACTIONS.containsKey(name);
    }

    /** The names of all known actions. */
    public static Set<String> actionNames() {
        return ACTIONS.keySet();
    }

    /** The known action whose spelling is closest to {@code name}; empty if none is similar. */
    public static Optional<String> similarAction(String name) {
        return Spelling.closest(ACTIONS.keySet(), name);
    }

    /**
     * A suggestion to append to an error about an unknown action, such as {@code , did you mean Originate?}. Empty if
     * no known action is similar.
     */
    public static String suggestion(String action) {
        return Spelling.suggestion(ACTIONS.keySet(), action);
    }

    /**
     * The event classes of an action, comma separated. A user needs one of them in {@code write} to run the action.
     * Empty if the action needs none, or is unknown.
     */
    public static String classesOf(String action) {
        return ACTIONS.getOrDefault(action, "");
    }

    /**
     * Explains a refused right, to append to the message of the PBX. Empty if the classes of the action are not known.
     */
    public static String missingRight(String action, String username) {
        String classes = classesOf(action);
        return classes.isEmpty() ? "" : "; user " + username + " needs one of these classes in write: " + classes;
    }

    /**
     * Whether the response of a list action means that there is nothing to list.
     *
     * @param message the Message of the response
     */
    public static boolean isEmptyList(String action, String message) {
        Set<String> messages = EMPTY_LISTS.get(action);
        return messages != null && messages.contains(message.strip());
    }

    private static Map<String, Set<String>> emptyLists() {
        Map<String, Set<String>> messages = new HashMap<>();
        for (String line : lines("empty-lists.txt")) {
            int blank = line.indexOf(' ');
            messages.computeIfAbsent(line.substring(0, blank), action -> new HashSet<>())
                    .add(line.substring(blank + 1));
        }
        return new AnyCaseMap<>(messages);
    }

    private static Map<String, String> actions() {
        Map<String, String> actions = new HashMap<>();
        for (String line : lines("actions.txt")) {
            int blank = line.indexOf(' ');
            actions.put(blank < 0 ? line : line.substring(0, blank), blank < 0 ? "" : line.substring(blank + 1));
        }
        return new AnyCaseMap<>(actions);
    }

    static List<String> lines(String resource) {
        try (BufferedReader reader = new BufferedReader(
                new InputStreamReader(Catalogue.class.getResourceAsStream(resource), StandardCharsets.UTF_8))) {
            return reader.lines().filter(line -> !line.startsWith("#")).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
