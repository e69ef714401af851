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
package io.github.camelami.endpointdsl;

import io.github.camelami.internal.uri.UriFields;
import io.github.camelami.internal.uri.UriOptions;
import io.github.camelami.internal.uri.UriValue;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Objects;
import java.util.StringJoiner;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.apache.camel.CamelContext;
import org.apache.camel.builder.endpoint.AbstractEndpointBuilder;
import org.apache.camel.spi.PropertiesComponent;
import org.apache.camel.spi.Registry;
import org.apache.camel.support.EndpointHelper;
import org.apache.camel.support.NormalizedUri;
import org.apache.camel.util.URISupport;
import org.jspecify.annotations.Nullable;

/**
 * Writes the URI of a builder. The component reads each value as it was given, also where Camel uses the URI for an
 * expression, or writes it into XML: the builder of Camel leaves plus signs, percent signs and ampersands as they are
 * there, so a part of a secret can become an option.
 */
class AmiUriBuilder extends AbstractEndpointBuilder {
    /** What java.net.URI does not accept: its exceptions have the whole URI, with the secret. */
    private static final Pattern ILLEGAL = Pattern.compile("[\\p{Cc}\\p{Zl}\\p{Zp}]|[\\p{Zs}&&[^ ]]");

    /**
     * @throws NullPointerException if the name of the PBX is null
     * @throws IllegalArgumentException if the name of the PBX has a control character, or a blank that is not a space
     */
    AmiUriBuilder(String scheme, String path) {
        super(scheme, Objects.requireNonNull(path, "the name of the PBX is null"));
        if (ILLEGAL.matcher(path).find()) {
            throw new IllegalArgumentException("the name of the PBX has an illegal character: " + path);
        }
    }

    /** @throws NullPointerException if the value is null, as the option would else have its default */
    @Override
    public void doSetProperty(String option, @Nullable Object value) {
        super.doSetProperty(option, Objects.requireNonNull(value, () -> "option " + option + " is null"));
    }

    /** @throws NullPointerException if the value is null */
    @Override
    public void doSetMultiValueProperty(String name, String option, @Nullable Object value) {
        super.doSetMultiValueProperty(
                name, option, Objects.requireNonNull(value, () -> "option " + option + " is null"));
    }

    /** @param encode false for a template, whose expressions Camel evaluates for each exchange */
    @Override
    protected NormalizedUri computeUri(
            Map<String, Object> remaining, @Nullable CamelContext context, boolean bindToRegistry, boolean encode) {
        Map<String, Object> options = new TreeMap<>(properties);
        multiValues.values().forEach(options::putAll);
        Registry registry = context != null && bindToRegistry ? context.getRegistry() : null;
        StringJoiner query = new StringJoiner("&");
        options.forEach((option, value) -> {
            String text = encode ? text(option, value, context, registry) : template(option, value, context, registry);
            if (!UriValue.isUnresolved(text) || context == null) {
                query.add(URLEncoder.encode(option, StandardCharsets.UTF_8) + '=' + text);
            }
        });
        String name = context == null
                ? scheme + "://" + path
                : context.resolvePropertyPlaceholders(scheme) + "://"
                        + EndpointHelper.resolveEndpointUriPropertyPlaceholders(context, path);
        String separator = query.length() == 0 ? "" : name.contains("?") ? "&" : "?";
        return NormalizedUri.newNormalizedUri(name + separator + query, true);
    }

    private static String text(
            String option, Object value, @Nullable CamelContext context, @Nullable Registry registry) {
        if (!(value instanceof String given)) {
            return other(value, registry);
        }
        String text = resolved(given, context);
        if (UriValue.isRaw(text) || UriValue.isUnresolved(text)) {
            return text;
        }
        if (isTorn(option, text)) {
            return other(text, registry);
        }
        // the component refuses an expression, which only a template may have, unless it is RAW
        return UriOptions.isExpression(text) || ILLEGAL.matcher(text).find()
                ? percentEncoded(text)
                : UriValue.encode(text);
    }

    private static String template(
            String option, Object value, @Nullable CamelContext context, @Nullable Registry registry) {
        if (!(value instanceof String given)) {
            if (registry != null && UriFields.isOne(option) && !isPlain(value)) {
                throw new IllegalArgumentException("option " + option + ": toD takes a text, a number or a boolean; use"
                        + " to(), or give the field in the body");
            }
            return other(value, registry);
        }
        if (given.contains(PropertiesComponent.PREFIX_TOKEN) || UriOptions.isExpression(given)) {
            boolean asIs = UriValue.isRaw(given) || UriValue.isUnresolved(given);
            String text = resolved(asIs ? given : "RAW(" + given + ')', context);
            if (context != null && text.contains(text.startsWith("RAW{") ? "}&" : ")&")) {
                throw new IllegalArgumentException("option " + option + ": where Camel evaluates ${...}, a value cannot"
                        + " have ')&'; give the field in the body");
            }
            return text;
        }
        if (UriValue.isRaw(given)) {
            return given;
        }
        if (isTorn(option, given)) {
            return other(given, registry);
        }
        // the Simple language reads a backslash as the start of an escape
        return given.indexOf('\\') >= 0 || ILLEGAL.matcher(given).find()
                ? percentEncoded(given)
                : UriValue.encode(given);
    }

    /**
     * Whether no kind of RAW can hold the text, so that Camel makes an option of its end where it rewrites the URI. The
     * component takes fields out of a URI before that.
     */
    private static boolean isTorn(String option, String text) {
        boolean raw = !text.contains("%25") && (text.indexOf(')') < 0 || text.indexOf('}') < 0);
        return text.indexOf('&') >= 0 && !raw && !UriFields.isOne(option);
    }

    private static boolean isPlain(Object value) {
        return value instanceof Number || value instanceof Boolean || value instanceof Enum<?>;
    }

    private static String other(Object value, @Nullable Registry registry) {
        return isPlain(value) ? value.toString() : "#bean:" + nameOf(value, registry);
    }

    /** The name of a value in the registry, which says nothing about the value. */
    private static String nameOf(Object bean, @Nullable Registry registry) {
        String name = "value-of-builder-" + Integer.toHexString(System.identityHashCode(bean));
        if (registry != null) {
            for (Object other = bean; (other = registry.lookupByName(name)) != null && other != bean; ) {
                name += '_';
            }
            registry.bind(name, bean);
        }
        return name;
    }

    private static String resolved(String text, @Nullable CamelContext context) {
        return context == null ? text : context.getCamelContextExtension().resolvePropertyPlaceholders(text, true);
    }

    private static String percentEncoded(String value) {
        return URLEncoder.encode(value, StandardCharsets.UTF_8).replace("+", "%20");
    }

    /** The URI without its secrets. */
    @Override
    public String toString() {
        return URISupport.sanitizeUri(getRawUri());
    }
}
