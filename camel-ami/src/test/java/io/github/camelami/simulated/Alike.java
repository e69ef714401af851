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
package io.github.camelami.simulated;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelami.call.AmiCall;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Compares calls with those of the same events after their names and numbers were replaced. The calls are alike if each
 * text has one replacement wherever it occurs, no two texts have the same one, and all else is equal.
 */
public final class Alike {
    /** The values that are no text of the PBX, or that are kept. */
    private static final Set<String> KEPT =
            Set.of("state", "direction", "disposition", "hungUpBy", "kind", "outcome", "dialStatus", "reason");

    private final Map<String, String> replacements = new HashMap<>();
    private final Map<String, String> originals = new HashMap<>();

    private Alike() {}

    /** Compares the calls, and returns the replacement of each text in them. */
    public static Map<String, String> replacements(List<AmiCall> expected, List<AmiCall> actual) {
        Alike alike = new Alike();
        alike.compare("calls", maps(expected), maps(actual));
        return alike.replacements;
    }

    private static List<Map<String, Object>> maps(List<AmiCall> calls) {
        return calls.stream().map(AmiCall::toMap).toList();
    }

    private void compare(String path, Object expected, Object actual) {
        if (expected instanceof String text && !KEPT.contains(path.substring(path.lastIndexOf('.') + 1))) {
            assertThat(actual).as(path).isInstanceOf(String.class);
            String replacement = (String) actual;
            assertThat(replacements.computeIfAbsent(text, key -> replacement))
                    .as("%s: the only replacement of %s", path, text)
                    .isEqualTo(replacement);
            assertThat(originals.computeIfAbsent(replacement, key -> text))
                    .as("%s: the only original of %s", path, replacement)
                    .isEqualTo(text);
        } else if (expected instanceof List<?> list) {
            assertThat(actual).as(path).asList().hasSameSizeAs(list);
            for (int i = 0; i < list.size(); i++) {
                compare(path, list.get(i), ((List<?>) actual).get(i));
            }
        } else if (expected instanceof Map<?, ?> map) {
            assertThat(actual).as(path).isInstanceOf(Map.class);
            compareFields(path, map, (Map<?, ?>) actual);
        } else {
            assertThat(actual).as(path).isEqualTo(expected);
        }
    }

    private void compareFields(String path, Map<?, ?> expected, Map<?, ?> actual) {
        if (path.endsWith(".variables")) {
            compare(path, new ArrayList<>(expected.keySet()), new ArrayList<>(actual.keySet()));
            compare(path, new ArrayList<>(expected.values()), new ArrayList<>(actual.values()));
        } else {
            assertThat(actual.keySet()).as(path).isEqualTo(expected.keySet());
            expected.forEach((name, value) -> compare(path + "." + name, value, actual.get(name)));
        }
    }
}
