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
package io.github.camelami.examples.switchboard;

import io.github.camelami.call.Leg;
import io.github.camelami.examples.switchboard.Row.Party;
import io.github.camelami.examples.switchboard.Row.Person;
import io.github.camelami.examples.switchboard.Row.Phone;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The extensions with a hint, with the names and messages that different parts of the PBX know about them. */
final class People {
    private static final int REMOVED = -2;
    private static final Pattern LOCAL = Pattern.compile("Local/(\\d+)@.*");

    private final int limit;
    private final Map<String, Phone> states = new TreeMap<>();
    private final Map<String, String> devices = new HashMap<>();
    private final Map<String, String> names = new HashMap<>();
    private final Set<String> certain = new HashSet<>();
    private final Set<String> asked = new HashSet<>();
    private final Map<String, Integer> messages = new HashMap<>();
    private boolean upToDate;

    People(int limit) {
        this.limit = limit;
    }

    /** Applies an ExtensionStatus. A hint may name several devices, of which the first is the phone. */
    void hint(Map<String, String> event) {
        String number = event.getOrDefault("Exten", "");
        int status = number(event.get("Status"), 0);
        String device = event.getOrDefault("Hint", "").split("[&,]")[0];
        devices.values().remove(number);
        if (status == REMOVED) {
            states.remove(number);
        } else if (number.matches("\\d{1,20}") && (states.size() < limit || states.containsKey(number))) {
            states.put(number, Phone.of(status));
            devices.put(device, number);
        }
    }

    /** Makes the next list of hints replace all states, because events were missed. */
    void missedEvents() {
        upToDate = false;
        asked.clear();
    }

    /**
     * Applies a complete list of hints: those that are not in it no longer exist. Events are newer than a list, unless
     * events were missed.
     */
    void hints(List<Map<String, String>> list) {
        Map<String, Phone> before = upToDate ? Map.copyOf(states) : Map.of();
        states.clear();
        devices.clear();
        list.forEach(this::hint);
        states.replaceAll((number, state) -> before.getOrDefault(number, state));
        upToDate = true;
    }

    /** Applies an item of VoicemailUsersList, or the event MessageWaiting. The mailbox has the number of its person. */
    void mailbox(Map<String, String> event) {
        String number = event.getOrDefault("VoiceMailbox", event.getOrDefault("Mailbox", ""))
                .replaceFirst("@.*", "");
        if (messages.size() < limit || messages.containsKey(number)) {
            messages.put(number, number(event.getOrDefault("NewMessageCount", event.get("New")), 0));
        }
        if (event.containsKey("Fullname")) {
            name(number, event.get("Fullname"));
        }
    }

    /** Sets a name that the administrator of the PBX has given. */
    void name(String number, String name) {
        if (isKnown(name) && states.containsKey(number)) {
            names.put(number, name);
            certain.add(number);
        }
    }

    /** Proposes a name that a call or a queue shows for a phone. */
    void guess(String channelOrInterface, String number, String name) {
        String person = number(channelOrInterface, number);
        if (isKnown(name) && !name.equals(person) && has(person) && !certain.contains(person)) {
            names.put(person, name);
        }
    }

    /** The extensions whose name is at best a guess. Each is returned once after each login. */
    List<String> nameless() {
        return states.keySet().stream()
                .filter(number -> !certain.contains(number) && asked.add(number))
                .toList();
    }

    boolean has(String number) {
        return number != null && states.containsKey(number);
    }

    /** Whether the phone of this number takes part as this leg. */
    boolean is(Leg leg, String number) {
        return number.equals(number(leg.channel(), leg.number()));
    }

    Party party(String channel, String number, String name) {
        String person = number(channel, number);
        return new Party(person, names.getOrDefault(person == null ? "" : person, isKnown(name) ? name : ""));
    }

    void addTo(Map<String, Row> rows) {
        states.forEach((number, state) -> rows.put(
                "person:" + number,
                new Person(number, names.getOrDefault(number, ""), state, messages.getOrDefault(number, 0))));
    }

    /** The extension whose hint has the device of this channel or interface; otherwise the number itself. */
    private String number(String channel, String number) {
        String device = channel == null ? "" : channel.replaceFirst("-[0-9a-f]{8}(;\\d)?$", "");
        Matcher local = LOCAL.matcher(device);
        return devices.getOrDefault(device, local.matches() && has(local.group(1)) ? local.group(1) : number);
    }

    private static boolean isKnown(String name) {
        return name != null && !name.isBlank() && !name.equals("<unknown>");
    }

    private static int number(String text, int otherwise) {
        return text != null && text.matches("-?\\d{1,9}") ? Integer.parseInt(text) : otherwise;
    }
}
