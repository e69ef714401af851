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
package io.github.camelami.asterisk;

import io.github.camelami.message.AmiEvent;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Writes the events of each played scenario to a file of its own, with what the phones say of it, so that a fault found by
 * playing can be looked at, and kept, without a server.
 */
final class Recordings {
    private static final Set<String> LEFT_OUT = Set.of("TestEvent", "Newexten", "VarSet", "RTCPSent", "RTCPReceived");

    private final Map<String, String> callOf = new HashMap<>();
    private final Map<String, StringBuilder> texts = new HashMap<>();

    /** @param blocks all messages that came, of many calls side by side */
    Recordings(List<String> blocks) {
        List<AmiEvent> events = new ArrayList<>();
        List<String> kept = new ArrayList<>();
        for (String block : blocks) {
            if (block.startsWith("Event: ")) {
                AmiEvent event = AmiEvent.parse(block);
                if (!LEFT_OUT.contains(event.name())) {
                    events.add(event);
                    kept.add(block);
                }
            }
        }
        for (AmiEvent event : events) {
            String number = number(event);
            if (number != null) {
                ids(event).forEach(id -> callOf.putIfAbsent(id, number));
            }
        }
        for (int i = 0; i < events.size(); i++) {
            String block = kept.get(i);
            ids(events.get(i)).stream()
                    .map(callOf::get)
                    .filter(number -> number != null)
                    .findFirst()
                    .ifPresent(number -> texts.computeIfAbsent(number, n -> new StringBuilder())
                            .append(block));
        }
    }

    private static String number(AmiEvent event) {
        for (Map.Entry<String, String> field : event.entrySet()) {
            if (field.getKey().contains("Variable") && field.getValue().startsWith("CALLNO=")) {
                String number = field.getValue().substring(7).split("[-\n]")[0];
                if (!number.isEmpty()) {
                    return number;
                }
            }
        }
        return null;
    }

    private static Set<String> ids(AmiEvent event) {
        return event.entrySet().stream()
                .filter(field -> field.getKey().matches("(?i).*(uniqueid|linkedid)"))
                .map(Map.Entry::getValue)
                .filter(id -> !id.isEmpty())
                .collect(Collectors.toSet());
    }

    /** All events of a played scenario, as they came. */
    String of(OnFreePbx.Played one) {
        return texts.getOrDefault(one.number(), new StringBuilder()).toString();
    }

    void write(Path directory, List<OnFreePbx.Played> played) throws IOException {
        Files.createDirectories(directory);
        for (OnFreePbx.Played one : played) {
            String name = one.scenario().name().replaceAll("[^A-Za-z0-9]+", "-");
            Files.writeString(directory.resolve(name + ".txt"), of(one), StandardCharsets.ISO_8859_1);
            Files.writeString(directory.resolve(name + ".story"), one.story() + "\n" + one.failure() + "\n");
        }
    }
}
