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

import io.github.camelami.queue.DifferenceKind;
import io.github.camelami.queue.QueueDifference;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** Collects the differences between a list and the known state of a queue. */
final class Differences {
    static final String PRESENT = "present";

    private final List<QueueDifference> all = new ArrayList<>();

    List<QueueDifference> all() {
        return all;
    }

    int size() {
        return all.size();
    }

    void clear() {
        all.clear();
    }

    void ofQueue(String queue, String value, Object was, Object is) {
        add(DifferenceKind.QUEUE, queue, value, was, is);
    }

    void ofCaller(String uniqueid, String value, Object was, Object is) {
        add(DifferenceKind.CALLER, uniqueid, value, was, is);
    }

    void ofMember(String interfaceName, String value, Object was, Object is) {
        add(DifferenceKind.MEMBER, interfaceName, value, was, is);
    }

    private void add(DifferenceKind kind, String of, String value, Object was, Object is) {
        if (!Objects.equals(was, is)) {
            all.add(QueueDifference.builder()
                    .kind(kind)
                    .of(of)
                    .value(value)
                    .was(text(was))
                    .is(text(is))
                    .build());
        }
    }

    private static String text(Object value) {
        return value == null ? null : value.toString();
    }
}
