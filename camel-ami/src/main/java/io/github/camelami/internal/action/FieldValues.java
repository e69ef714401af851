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

import io.github.camelami.internal.wire.FieldTexts;
import io.github.camelami.message.AmiAction;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.StreamCache;
import org.apache.camel.TypeConverter;
import org.apache.camel.spi.TypeConverterRegistry;

/** Converts the values of fields: streams, files and similar objects become text by Camel's type converters. */
public final class FieldValues {
    /**
     * A class for which Camel has no converter. A lookup for it therefore returns Camel's fallback, which calls
     * toString().
     */
    private static final class Unknown {}

    private final CamelContext context;

    public FieldValues(CamelContext context) {
        this.context = context;
    }

    /**
     * Converts a value, or the values in a Collection, an array or a Map, to text if there is a converter. {@link
     * AmiAction} rejects values that are not converted.
     *
     * @param exchange null if there is no exchange yet
     */
    public Object plain(Object value, Exchange exchange) {
        if (value instanceof Collection<?> values) {
            List<Object> plain = new ArrayList<>(values.size());
            values.forEach(each -> plain.add(plain(each, exchange)));
            return plain;
        }
        if (value instanceof Object[] values) {
            return plain(Arrays.asList(values), exchange);
        }
        if (value instanceof Map<?, ?> map) {
            Map<Object, Object> plain = new LinkedHashMap<>();
            map.forEach((key, each) -> plain.put(key, plain(each, exchange)));
            return plain;
        }
        boolean asItIs =
                value == null || FieldTexts.isText(value) || value.getClass().isArray();
        return asItIs ? value : converted(value, exchange);
    }

    private Object converted(Object value, Exchange exchange) {
        if (value instanceof StreamCache cache) {
            // an earlier attempt to send may have read the stream
            cache.reset();
        }
        String text = context.getTypeConverter().tryConvertTo(String.class, exchange, value);
        return text == null || text.equals(value.toString()) && !hasConverter(value.getClass()) ? value : text;
    }

    /**
     * Whether Camel has a converter to text for this class. Camel's fallback, toString(), does not count, because it
     * need not return the content of an object.
     */
    private boolean hasConverter(Class<?> type) {
        // after its first use for a class, Camel caches the fallback for that class
        context.getTypeConverter().tryConvertTo(String.class, new Unknown());
        TypeConverterRegistry converters = context.getTypeConverterRegistry();
        TypeConverter converter = converters.lookup(String.class, type);
        return converter != null && converter != converters.lookup(String.class, Unknown.class);
    }
}
