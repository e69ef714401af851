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
 * The OriginateResponses that arrived before the events of their calls. A busy Asterisk sends an OriginateResponse at
 * once, while the events of its channels are still queued.
 */
final class EarlyAnswers {
    /**
     * How long a response is kept, in milliseconds. If the events of its call arrive later than that, the response has
     * no effect.
     */
    private static final long KEPT = 30_000;

    private static final int MAX = 1_000;

    /** The responses by channel id or, if the Originate failed, by the dialled resource. */
    private final Map<String, Answer> answers = new LinkedHashMap<>();

    private record Answer(String exten, boolean failed, long at) {}

    void keep(String key, String exten, boolean failed, long time) {
        Iterator<Answer> all = answers.values().iterator();
        while (all.hasNext() && (answers.size() >= MAX || Math.abs(Moments.between(all.next().at, time)) > KEPT)) {
            all.remove();
        }
        answers.put(key, new Answer(exten, failed, time));
    }

    /** Removes and returns the extension that the Originate of this channel requested, or null. */
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

    /**
     * Whether the channel was created for this dialled resource. The name of such a channel begins with the resource,
     * without its options.
     */
    static boolean isOf(String toBeCalled, Channel called) {
        int options = toBeCalled.lastIndexOf("/n");
        int length = options == toBeCalled.length() - 2 && options > 0 ? options : toBeCalled.length();
        String name = called.name();
        return name.length() > length && name.charAt(length) == '-' && name.startsWith(toBeCalled.substring(0, length));
    }
}
