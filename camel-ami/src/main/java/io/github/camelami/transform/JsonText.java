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
package io.github.camelami.transform;

import io.github.camelami.call.CallValue;
import io.github.camelami.message.AmiMessage;
import io.github.camelami.queue.QueueValue;
import java.util.List;
import org.apache.camel.util.json.Jsoner;
import org.jspecify.annotations.Nullable;

/** Writes values of this component as JSON, as {@code marshal().json()} does with Jackson. */
final class JsonText {
    static final String MEDIA_TYPE = "application/json";

    private JsonText() {}

    /**
     * Returns the JSON text of a body.
     *
     * @throws IllegalArgumentException if the body is no value of this component
     */
    static String of(@Nullable Object body) {
        return Jsoner.serialize(plain(body));
    }

    private static Object plain(@Nullable Object value) {
        if (value instanceof AmiMessage message) {
            return message;
        } else if (value instanceof CallValue call) {
            return call.toMap();
        } else if (value instanceof QueueValue queue) {
            return queue.toMap();
        } else if (value instanceof List<?> list) {
            return list.stream().map(JsonText::plain).toList();
        }
        throw refused(value, "an event, a call, a queue, an agent, a response or a list of these");
    }

    static IllegalArgumentException refused(@Nullable Object body, String accepted) {
        String type =
                body == null ? "no body" : "a body of type " + body.getClass().getName();
        return new IllegalArgumentException("the message has " + type + ", but the data type needs " + accepted
                + ", as it comes from an endpoint of ami");
    }
}
