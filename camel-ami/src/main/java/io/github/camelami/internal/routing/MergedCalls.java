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
package io.github.camelami.internal.routing;

import io.github.camelami.message.AmiEvent;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * Tracks which calls have merged. No event reports that Asterisk merges two calls. Instead, the next event of each
 * channel of one call shows the Linkedid of the other call. From then on, both are one call.
 */
final class MergedCalls {
    /**
     * The maximum number of remembered channels, and of remembered merged calls. The least recently seen ones are
     * forgotten.
     */
    private static final int REMEMBERED = 16_384;

    private final Map<String, String> callOfChannel = bounded();
    private final Map<String, String> mergedInto = bounded();

    /**
     * The call to which an event belongs. If the event shows that an earlier call of its channel was merged into that
     * call, also returns the earlier call.
     */
    Set<String> of(AmiEvent event, String linkedid) {
        String call = latest(linkedid);
        String channel = event.get("Uniqueid");
        if (channel == null) {
            return Set.of(call);
        }
        String before =
                event.name().equals("Hangup") ? callOfChannel.remove(channel) : callOfChannel.put(channel, call);
        String earlier = before == null ? call : latest(before);
        if (earlier.equals(call)) {
            return Set.of(call);
        }
        mergedInto.put(earlier, call);
        return Set.of(earlier, call);
    }

    /** The call into which this call was finally merged; the call itself if it was not merged. */
    String latest(String call) {
        String latest = call;
        for (String next = mergedInto.get(latest); next != null; next = mergedInto.get(latest)) {
            latest = next;
        }
        return latest;
    }

    private static Map<String, String> bounded() {
        return new LinkedHashMap<>(16, 0.75f, true) {
            private static final long serialVersionUID = 1;

            @Override
            protected boolean removeEldestEntry(Map.Entry<String, String> eldest) {
                return size() > REMEMBERED;
            }
        };
    }
}
