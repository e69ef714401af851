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

import java.util.HashMap;
import java.util.Map;

/** The board at one moment: the state of the PBX, and the rows by their ids. */
public record View(Pbx pbx, Map<String, Row> rows) {

    /**
     * The PBX and the connection to it.
     *
     * @param since when {@code connected} last changed, in milliseconds since 1970
     * @param problem why the PBX does not list its extensions, or an empty text
     */
    public record Pbx(boolean connected, long since, String version, String problem) {}

    /** The rows that have changed since an earlier view. A removed row is null. */
    Map<String, Row> changesSince(View earlier) {
        Map<String, Row> changes = new HashMap<>();
        earlier.rows.keySet().stream().filter(id -> !rows.containsKey(id)).forEach(id -> changes.put(id, null));
        rows.forEach((id, row) -> {
            if (!row.equals(earlier.rows.get(id))) {
                changes.put(id, row);
            }
        });
        return changes;
    }
}
