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
package io.github.camelami.internal.uri;

import io.github.camelami.call.AmiCall;
import io.github.camelami.message.AmiException;
import io.github.camelami.message.AmiMessage;
import java.io.InputStream;
import java.io.Reader;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.StreamCache;
import org.apache.camel.spi.PropertiesComponent;
import org.apache.camel.spi.annotations.SendDynamic;
import org.apache.camel.support.EndpointHelper;
import org.apache.camel.support.MessageHelper;
import org.apache.camel.support.component.SendDynamicAwareSupport;
import org.apache.camel.util.URISupport;

/**
 * Makes a {@code toD} use one endpoint, even if the fields and variables in its URI differ from message to message.
 * Passes these fields and variables in an exchange property instead of the URI. Rejects values that would add options
 * to the URI.
 */
@SendDynamic("ami")
public class AmiSendDynamicAware extends SendDynamicAwareSupport {
    /**
     * Matches a template in which an expression supplies whole options, and not only the value of an option. Such
     * options cannot be checked.
     */
    private static final Pattern DYNAMIC_OPTIONS = Pattern.compile("^[^?]*\\$\\{[^?]*$|[?&]\\$\\{");

    /** A RAW value up to where Camel sees its end. What stands in it is no option, whatever comes before it. */
    private static final Pattern RAW_VALUE = Pattern.compile("=RAW(?:\\(.*?\\)|\\{.*?})(?=&|$)", Pattern.DOTALL);

    /** A part of an expression that reads an entry of a value, or its size. */
    private static final String ENTRY = "\\??\\[[^\\[\\]{}]*]|\\??\\.(?:get\\([^(){}]*\\)|size(?:\\(\\))?)";

    /** A part of an expression that calls a method of a value. */
    private static final String METHOD = "\\??\\.\\w+(?:\\([^(){}]*\\))?";

    /**
     * An expression that reads the body, another value of the message, or a part of such a value. {@link #isRepeatable}
     * says whether the value can be read again.
     */
    private static final Pattern VALUE = Pattern.compile("\\$(?:simple)?\\{(?:body|bodyAs\\([\\w.]+\\)"
            + "|(?<from>header|headers|variable|variables|exchangeProperty)"
            + "(?:[.:](?<name>[\\w-]+)|\\[['\"]?(?<key>[\\w .-]+)['\"]?]))"
            + "(?<part>(?:" + ENTRY + '|' + METHOD + ")*)}");

    private static final Pattern ENTRIES = Pattern.compile("(?:" + ENTRY + ")+");

    /** Expressions whose values a message cannot set, such as ids, the host name, the date and properties. */
    private static final Pattern OTHERS_DO_NOT_WRITE =
            Pattern.compile("\\$(?:simple)?\\{(?:exchangeId|id|camelId|routeId"
                    + "|fromRouteId|stepId|threadName|hostname|messageTimestamp"
                    + "|(?:date|date-with-timezone|properties|sys|env|random|uuid)(?:[.:(][^{}]*)?)}");

    /** An option whose value is an unresolved optional placeholder; Camel removes it. */
    private static final Pattern WITHOUT_VALUE = Pattern.compile("(?<=[?&])[^?&=]+=\\{\\{\\?[^{}&]*}}(&|$)");

    @Override
    public boolean isLenientProperties() {
        return false;
    }

    @Override
    public DynamicAwareEntry prepare(Exchange exchange, String uri, String originalUri) throws Exception {
        String template = template(exchange, originalUri);
        String evaluated = template == null ? uri : evaluate(exchange, template);
        // parsed as Camel parses them, with the values unchanged
        Map<String, Object> options = URISupport.parseQuery(URISupport.extractQuery(evaluated), true);
        if (options != null && !hasDynamicOptions(originalUri)) {
            String constant = template != null
                    ? template
                    : EndpointHelper.resolveEndpointUriPropertyPlaceholders(exchange.getContext(), originalUri);
            TemplateOptions.of(constant).refuseOthers(options);
        }
        return new DynamicAwareEntry(evaluated, originalUri, options, null);
    }

    private static boolean hasDynamicOptions(String template) {
        return DYNAMIC_OPTIONS
                .matcher(RAW_VALUE.matcher(template).replaceAll("="))
                .find();
    }

    /**
     * The URI as its author wrote it, with the author's placeholders resolved and the expressions not yet evaluated.
     * The URI that Camel has evaluated cannot be used, for two reasons. Camel evaluates expressions before it resolves
     * placeholders, so a value of the message could contain a placeholder. And if Camel removes an optional placeholder
     * without a value, it encodes all values again, so that their expressions are never evaluated.
     *
     * @return null if the URI that Camel has evaluated must be used
     */
    private static String template(Exchange exchange, String originalUri) {
        String resolved =
                exchange.getContext().getCamelContextExtension().resolvePropertyPlaceholders(originalUri, true);
        if (resolved.contains(PropertiesComponent.PREFIX_OPTIONAL_TOKEN)) {
            return WITHOUT_VALUE.matcher(resolved).replaceAll("").replaceFirst("[?&]$", "");
        }
        boolean open = hasDynamicOptions(originalUri);
        return !open && holdsPlaceholders(exchange, resolved) ? resolved : null;
    }

    /**
     * Whether a value of the message contains a property placeholder ({@code {{name}}}). Camel has then replaced it,
     * and the URI must be evaluated once more.
     *
     * @throws AmiException.Refused if a value contains a placeholder, and the URI cannot be evaluated once more
     */
    private static boolean holdsPlaceholders(Exchange exchange, String template) {
        boolean found = false;
        boolean once = false;
        Matcher read = VALUE.matcher(template);
        while (read.find()) {
            Object value = value(exchange, read);
            boolean body = read.group("from") == null;
            if (!isRepeatable(value, body, read.group("part"))) {
                once = true;
                // Camel resolves the placeholders of a text before it calls a method of it
                found |= value instanceof String text && text.contains(PropertiesComponent.PREFIX_TOKEN);
            } else {
                found |= value instanceof StreamCache || holdsPlaceholder(exchange, value, read);
            }
        }
        String rest = OTHERS_DO_NOT_WRITE.matcher(read.replaceAll("")).replaceAll("");
        once |= TemplateOptions.EXPRESSION.matcher(rest).find();
        if (found && once) {
            throw new AmiException.Refused("a value in the URI of toD contains '{{', which Camel takes for a property"
                    + " placeholder, and the URI cannot be evaluated again; give such a field in the body");
        }
        return found;
    }

    private static boolean holdsPlaceholder(Exchange exchange, Object value, Matcher read) {
        String text = read.group("part").isEmpty()
                ? exchange.getContext().getTypeConverter().tryConvertTo(String.class, exchange, value)
                : evaluate(exchange, read.group());
        return text != null && text.contains(PropertiesComponent.PREFIX_TOKEN);
    }

    /**
     * Whether the value can be read again with the same result and without side effects. A counter or an iterator, for
     * example, cannot.
     */
    private static boolean isRepeatable(Object value, boolean body, String part) {
        if (value instanceof StreamCache) {
            return body && part.isEmpty();
        }
        if (part.isEmpty()) {
            return !(value instanceof InputStream || value instanceof Reader || value instanceof Iterator);
        }
        return value == null
                || value instanceof AmiMessage
                || value instanceof AmiCall
                || (value instanceof Map || value instanceof Collection)
                        && ENTRIES.matcher(part).matches();
    }

    private static Object value(Exchange exchange, Matcher read) {
        String from = read.group("from");
        String name = read.group("name") == null ? read.group("key") : read.group("name");
        if (from == null) {
            return exchange.getMessage().getBody();
        }
        return switch (from.charAt(0)) {
            case 'h' -> exchange.getMessage().getHeader(name);
            case 'v' -> exchange.getVariable(name);
            default -> exchange.getProperty(name);
        };
    }

    private static String evaluate(Exchange exchange, String template) {
        CamelContext context = exchange.getContext();
        // Camel has evaluated the template already, and may have read the body's stream
        MessageHelper.resetStreamCache(exchange.getMessage());
        return context.resolveLanguage("simple")
                .createExpression(template)
                .evaluate(exchange, String.class)
                .trim();
    }

    @Override
    public String resolveStaticUri(Exchange exchange, DynamicAwareEntry entry) {
        if (entry.getProperties() == null) {
            return null;
        }
        UriOptions texts = UriOptions.of(entry.getUri(), entry.getProperties());
        StringJoiner query = new StringJoiner("&", "?", "").setEmptyValue("");
        entry.getProperties().forEach((option, value) -> {
            if (!UriFields.isOne(option)) {
                String name = URLEncoder.encode(option, StandardCharsets.UTF_8);
                // if an option is repeated, its value is a list; this is an error unless an expression supplies the
                // options
                for (Object each : value instanceof List<?> values ? values : List.of(value)) {
                    query.add(name + '=' + text(option, each, texts));
                }
            }
        });
        return URISupport.stripQuery(entry.getUri()) + query;
    }

    /** The value in the form that it has in Camel's normalized URI. */
    private static String text(String option, Object value, UriOptions texts) {
        return value instanceof String text && UriValue.isRaw(text)
                ? text
                : UriValue.encode(String.valueOf(meant(option, value, texts)));
    }

    @Override
    public Processor createPreProcessor(Exchange exchange, DynamicAwareEntry entry) {
        Map<String, Object> options = new LinkedHashMap<>();
        if (entry.getProperties() != null) {
            UriOptions texts = UriOptions.of(entry.getUri(), entry.getProperties());
            entry.getProperties().forEach((option, value) -> {
                if (UriFields.isOne(option)) {
                    options.put(option, meant(option, value, texts));
                }
            });
        }
        return UriFields.of(options)::leaveIn;
    }

    /**
     * The value that the author of the URI meant. It is decoded.
     *
     * @throws AmiException.Refused if the value must have lost a plus sign
     */
    private static Object meant(String option, Object value, UriOptions texts) {
        Object meant = texts.decoded(option, value);
        if (value instanceof String text && !UriValue.isRaw(text)) {
            try {
                UriOptions.checkPlus(option, (String) meant);
            } catch (IllegalArgumentException e) {
                throw new AmiException.Refused("toD: " + e.getMessage());
            }
        }
        return meant;
    }

    @Override
    public Processor createPostProcessor(Exchange exchange, DynamicAwareEntry entry) {
        return UriFields::removeFrom;
    }
}
