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

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Answers of Originates that came before their calls. A busy Asterisk writes an OriginateResponse at once, while the events
 * of its channels still wait for their turn.
 */
final class EarlyAnswers {
    /** Events of a server that is late by more are not worth waiting for. */
    private static final long KEPT = 30_000;

    private static final int MAX = 1_000;

    /** What was wanted, by the id of the channel; where the Originate failed, by what was to be called. */
    private final Map<String, Answer> answers = new LinkedHashMap<>();

    private record Answer(String exten, boolean failed, long at) {}

    void keep(String key, String exten, boolean failed, long time) {
        Iterator<Answer> all = answers.values().iterator();
        while (all.hasNext() && (answers.size() >= MAX || Math.abs(time - all.next().at) > KEPT)) {
            all.remove();
        }
        answers.put(key, new Answer(exten, failed, time));
    }

    /** What the Originate wanted that has called this channel, or null. */
    String take(Channel called) {
        if (answers.isEmpty()) {
            return null;
        }
        Answer answer = answers.remove(called.uniqueid());
        Iterator<Map.Entry<String, Answer>> all = answers.entrySet().iterator();
        while (answer == null && all.hasNext()) {
            Map.Entry<String, Answer> each = all.next();
            if (each.getValue().failed && isOf(each.getKey(), called)) {
                answer = each.getValue();
                all.remove();
            }
        }
        return answer == null ? null : answer.exten;
    }

    /** The name of a channel begins as what was to be called, without its options. */
    static boolean isOf(String toBeCalled, Channel called) {
        int options = toBeCalled.lastIndexOf("/n");
        int length = options == toBeCalled.length() - 2 && options > 0 ? options : toBeCalled.length();
        String name = called.name();
        return name.length() > length && name.charAt(length) == '-' && name.startsWith(toBeCalled.substring(0, length));
    }
}
