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
package io.github.camelami.internal.action;

import io.github.camelami.call.AmiCall;
import io.github.camelami.message.AgiResult;
import io.github.camelami.message.AmiException;
import io.github.camelami.message.AmiMessage;
import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.math.BigDecimal;
import java.nio.charset.Charset;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.camel.Exchange;
import org.apache.camel.StreamCache;
import org.apache.camel.support.ExchangeHelper;
import org.apache.camel.util.json.DeserializationException;
import org.apache.camel.util.json.Jsoner;

/** Reads the fields of an action from a body: a Map, or the JSON text of an object. */
final class ActionBodies {
    /**
     * The maximum size of a body, in bytes. Every action is smaller: it has at most 128 lines of 1,022 bytes, which
     * escapes in JSON may lengthen.
     */
    private static final int MOST = 512 * 1024;

    /** The maximum number of digits or zeros of a number. No field of an action needs more. */
    private static final int MOST_DIGITS = 40;

    /**
     * The maximum depth of JSON. An object whose field Variable is a list of objects with values has three levels, and
     * no field of an action needs more.
     */
    private static final int MOST_DEPTH = 4;

    /** The byte order mark, which some programs write before a text. */
    private static final String BYTE_ORDER_MARK = "\uFEFF";

    private ActionBodies() {}

    /**
     * The fields of a body by name. Case of the names does not matter. Empty if there is no body, or if the body is the
     * answer to an earlier action.
     *
     * @param uriAction the action that the URI sets, or null
     * @throws AmiException.Refused if the body cannot be read as fields, or is not valid
     */
    static Map<String, Object> fields(Object body, Exchange exchange, String uriAction) {
        if (body == null || isAnswer(body)) {
            return Map.of();
        }
        Map<String, Object> fields = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        if (body instanceof Map<?, ?> map) {
            map.forEach((name, value) -> put(fields, name, value));
            return fields;
        }
        String read = text(body, exchange);
        String text = read != null && read.startsWith(BYTE_ORDER_MARK) ? read.substring(1) : read;
        if (text == null || !text.isBlank() && !text.stripLeading().startsWith("{")) {
            throw new AmiException.Refused("a body of type " + body.getClass().getName()
                    + " cannot become an action; accepted are a Map of fields, the JSON text of an object, an"
                    + " AmiAction, or"
                    + " no body" + (uriAction == null ? "" : ": empty the body to send only what the URI has"));
        }
        if (!text.isBlank()) {
            json(text).forEach((name, value) -> put(fields, name, plain(value)));
        }
        return fields;
    }

    private static boolean isAnswer(Object body) {
        return body instanceof AmiMessage
                || body instanceof AgiResult
                || body instanceof AmiCall
                || body instanceof List<?> list && list.stream().allMatch(AmiMessage.class::isInstance);
    }

    private static void put(Map<String, Object> fields, Object name, Object value) {
        if (name == null) {
            throw new AmiException.Refused("the Map in the body has a null key; accepted are names of fields");
        }
        String field = name.toString();
        if (fields.containsKey(field)) {
            throw new AmiException.Refused("the Map in the body has the field " + field.replaceAll("[^ -~]", ".")
                    + " twice, in different case; to repeat a field, give it a Collection");
        }
        fields.put(field, value);
    }

    /**
     * The text of a body, or null if it is not text. From a stream, reads no more than {@link #MOST} bytes or
     * characters.
     *
     * @throws AmiException.Refused if the body is longer, or cannot be read
     */
    private static String text(Object body, Exchange exchange) {
        if (body instanceof CharSequence text) {
            return text.toString();
        }
        Charset charset = Charset.forName(ExchangeHelper.getCharsetName(exchange, true));
        if (body instanceof byte[] bytes) {
            return new String(bytes, charset);
        }
        if (body instanceof StreamCache cache) {
            // an earlier attempt to send may have read the stream
            cache.reset();
        }
        try {
            if (body instanceof InputStream stream) {
                byte[] bytes = stream.readNBytes(MOST + 1);
                checkLength(bytes.length);
                return new String(bytes, charset);
            }
            if (body instanceof Reader reader) {
                char[] characters = new char[MOST + 1];
                int length = 0;
                for (int read; length <= MOST && (read = reader.read(characters, length, MOST + 1 - length)) >= 0; ) {
                    length += read;
                }
                checkLength(length);
                return new String(characters, 0, length);
            }
        } catch (IOException e) {
            throw new AmiException.Refused("the body could not be read: " + e.getMessage());
        } finally {
            if (body instanceof StreamCache cache) {
                cache.reset();
            }
        }
        return null;
    }

    private static void checkLength(int length) {
        if (length > MOST) {
            throw new AmiException.Refused("the body is longer than " + MOST + " bytes, which no action can be");
        }
    }

    private static Map<?, ?> json(String text) {
        checkLength(text.length());
        try {
            if (isShallowAndExact(text) && Jsoner.deserialize(text) instanceof Map<?, ?> map) {
                return map;
            }
        } catch (DeserializationException | RuntimeException e) {
            // the exception is dropped, because its message would contain the body
        }
        throw new AmiException.Refused("the body begins like the JSON text of an object, but is not valid JSON");
    }

    /**
     * Whether the JSON text has no value that is nested too deeply, and no number that begins with a zero. JSON does
     * not allow such a number, but the parser reads 0049 as 49, which is another number to dial.
     */
    private static boolean isShallowAndExact(String text) {
        int depth = 0;
        boolean quoted = false;
        char last = ' ';
        for (int i = 0; i < text.length(); i++) {
            char character = text.charAt(i);
            if (quoted && character == '\\') {
                i++;
            } else if (character == '"') {
                quoted = !quoted;
            } else if (!quoted) {
                depth += "{[".indexOf(character) >= 0 ? 1 : "}]".indexOf(character) >= 0 ? -1 : 0;
                boolean begins = ":,[ \t\r\n".indexOf(last) >= 0;
                boolean longer = i + 1 < text.length() && Character.isDigit(text.charAt(i + 1));
                if (depth > MOST_DEPTH || character == '0' && begins && longer) {
                    return false;
                }
            }
            last = character;
        }
        return true;
    }

    /** Returns a number without an exponent, and any other value unchanged. */
    private static Object plain(Object value) {
        return value instanceof BigDecimal number
                        && number.precision() <= MOST_DIGITS
                        && Math.abs(number.scale()) <= MOST_DIGITS
                ? number.toPlainString()
                : value;
    }
}
