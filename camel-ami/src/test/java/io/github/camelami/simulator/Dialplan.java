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

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The extensions of the PBX. In a new PBX, 100, 101, 107 and 200 answer, 102 is busy, 103 never answers, and 104 is
 * congested.
 */
final class Dialplan {

    private static final Set<String> TECHNOLOGIES = Set.of("local", "pjsip", "sip", "iax2", "dahdi");

    private final Map<String, CallOutcome> extensions = new ConcurrentHashMap<>(Map.of(
            "100",
            CallOutcome.ANSWER,
            "101",
            CallOutcome.ANSWER,
            "107",
            CallOutcome.ANSWER,
            "200",
            CallOutcome.ANSWER,
            "102",
            CallOutcome.BUSY,
            "103",
            CallOutcome.NO_ANSWER,
            "104",
            CallOutcome.CONGESTION));
    private final Map<String, List<String>> ringGroups = new ConcurrentHashMap<>();
    private final Map<String, Map<String, String>> variables = new ConcurrentHashMap<>();

    void extension(String extension, CallOutcome outcome) {
        extensions.put(extension, outcome);
    }

    void ringGroup(String extension, List<String> phones) {
        ringGroups.put(extension, phones);
    }

    void variable(String extension, String name, String value) {
        variables.computeIfAbsent(extension, key -> new ConcurrentHashMap<>()).put(name, value);
    }

    /** The channel variables that the dialplan sets when an Originate to this extension is answered. */
    Map<String, String> variables(String extension) {
        return variables.getOrDefault(extension, Map.of());
    }

    void extensionIfAbsent(String extension, CallOutcome outcome) {
        extensions.putIfAbsent(extension, outcome);
    }

    boolean knows(String extension) {
        return extensions.containsKey(extension) || ringGroups.containsKey(extension);
    }

    /** The phones that ring for an extension. Those that will answer come first. */
    List<String> phones(String extension) {
        return ringGroups.getOrDefault(extension, List.of(extension)).stream()
                .sorted(Comparator.comparing(phone -> outcome(phone) != CallOutcome.ANSWER))
                .toList();
    }

    /** The outcome of dialling a phone. Without a configured outcome, it is {@link CallOutcome#ANSWER}. */
    CallOutcome outcome(String phone) {
        return extensions.getOrDefault(phone, CallOutcome.ANSWER);
    }

    /**
     * The outcome of dialling {@code Technology/extension[@context]}. It is {@link CallOutcome#FAILED} if the
     * technology or the extension does not exist.
     */
    CallOutcome dial(String dialString) {
        return TECHNOLOGIES.contains(technology(dialString).toLowerCase(Locale.ROOT))
                ? extensions.getOrDefault(extension(dialString), CallOutcome.FAILED)
                : CallOutcome.FAILED;
    }

    static String technology(String dialString) {
        int slash = dialString.indexOf('/');
        return slash < 0 ? "" : dialString.substring(0, slash);
    }

    static String resource(String dialString) {
        return dialString.substring(dialString.indexOf('/') + 1);
    }

    static String extension(String dialString) {
        String resource = resource(dialString);
        int end = resource.indexOf('@') < 0 ? resource.indexOf('/') : resource.indexOf('@');
        return end < 0 ? resource : resource.substring(0, end);
    }
}
