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
package io.github.camelami.internal.tracking;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The ids of the calls that were merged into a call. */
final class Aliases {
    private List<String> aliases = List.of();

    void add(String alias) {
        if (!aliases.contains(alias)) {
            List<String> more = new ArrayList<>(aliases);
            more.add(alias);
            aliases = more;
        }
    }

    List<String> all() {
        return aliases;
    }

    /**
     * If there are more than {@code max} aliases, drops the oldest ones, except for those that are still the Linkedid
     * of a channel. Returns the dropped aliases.
     */
    List<String> prune(int max, List<Channel> channels) {
        int excess = aliases.size() - max;
        if (excess <= 0) {
            return List.of();
        }
        Set<String> shown = new HashSet<>();
        for (Channel channel : channels) {
            shown.add(channel.isEnded() ? null : channel.linkedid());
        }
        List<String> forgotten = aliases.stream()
                .filter(alias -> !shown.contains(alias))
                .limit(excess)
                .toList();
        aliases = new ArrayList<>(aliases);
        aliases.removeAll(forgotten);
        return forgotten;
    }
}
