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
package com.example;

import io.github.camelami.call.AmiCall;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/** A call as one row: ISO times, whole seconds, no lists. */
public final class CallRow {
    private CallRow() {}

    /** The columns of a call, in the order in which they are written. */
    public static Map<String, Object> of(AmiCall call) {
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("id", call.id());
        row.put("started", time(call.startedAt()));
        row.put("answered", time(call.answeredAt()));
        row.put("ended", time(call.endedAt()));
        row.put("direction", call.direction() == null ? null : call.direction().name());
        row.put("caller", call.callerNumber());
        row.put("callerName", call.callerName());
        row.put("called", call.calledNumber());
        row.put("answeredBy", call.answeredBy());
        row.put(
                "disposition",
                call.disposition() == null ? null : call.disposition().name());
        row.put("missed", call.missed());
        row.put("ringSeconds", call.ringTime() / 1000);
        row.put("talkSeconds", call.talkTime() / 1000);
        return row;
    }

    /** The columns of a call as a line of CSV. */
    public static String csv(AmiCall call) {
        return of(call).values().stream().map(CallRow::quoted).collect(Collectors.joining(","));
    }

    private static String time(Long millis) {
        return millis == null ? null : Instant.ofEpochMilli(millis).toString();
    }

    private static String quoted(Object value) {
        return value == null ? "" : '"' + value.toString().replace("\"", "\"\"") + '"';
    }
}
