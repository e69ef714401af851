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
package io.github.camelami.internal.tracking.queue;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The members of all queues, by interface. */
final class Memberships {
    private final Map<String, List<Member>> byKey = new HashMap<>();

    void add(Member member) {
        byKey.computeIfAbsent(member.key(), key -> new ArrayList<>(1)).add(member);
    }

    void remove(Member member) {
        List<Member> same = byKey.get(member.key());
        if (same != null && same.remove(member) && same.isEmpty()) {
            byKey.remove(member.key());
        }
    }

    /** The members that have the same interface in other queues. */
    List<Member> others(Member member) {
        List<Member> others = new ArrayList<>(byKey.getOrDefault(member.key(), List.of()));
        others.remove(member);
        return others;
    }
}
