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

import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelami.internal.wire.Catalogue;
import io.github.camelami.message.AmiResponse;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The catalogue of actions, checked against what the servers have. */
class CatalogueAsteriskIT extends OnAsterisk {
    private static final Pattern PRIVILEGE = Pattern.compile("\\(Priv: ([^)]*)\\)$");

    @Test
    void everyActionOfTheServerIsInTheCatalogue() {
        assertThat(commands().keySet()).hasSizeGreaterThan(100).allMatch(Catalogue::isAction);
    }

    @Test
    void theClassesThatAnActionNeedsAreThoseThatTheServerTells() {
        Set<String> wrong = new TreeSet<>();
        commands().forEach((action, description) -> {
            Matcher privilege = PRIVILEGE.matcher(description);
            String told = privilege.find() ? privilege.group(1) : "";
            if (!classes(told).equals(classes(Catalogue.classesOf(action)))) {
                wrong.add(action + ": server " + told + ", catalogue " + Catalogue.classesOf(action));
            }
        });
        assertThat(wrong).isEmpty();
    }

    private Map<String, String> commands() {
        AmiResponse commands = answer("action=ListCommands", Map.of());
        Map<String, String> actions = new TreeMap<>(commands);
        actions.keySet().removeAll(Set.of("Response", "ActionID", "Message"));
        return actions;
    }

    private static Set<String> classes(String list) {
        return Stream.of(list.split(","))
                .filter(name -> !name.isEmpty() && !name.equals("all") && !name.equals("<none>"))
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
