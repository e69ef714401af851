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

import io.github.camelami.message.AmiException;
import java.net.URISyntaxException;
import java.util.Iterator;
import java.util.Map;
import java.util.regex.Pattern;
import org.apache.camel.util.URISupport;

/**
 * The options that the author wrote into the template of a {@code toD}. They do not include options that evaluated
 * expressions have added to the URI.
 */
public final class TemplateOptions {
    /** An expression of the Simple language that contains no other expression. */
    public static final Pattern EXPRESSION = Pattern.compile("\\$(simple)?\\{[^{}]*}");

    private static final Pattern OPTION_WITHIN_RAW = Pattern.compile("&[^&=]*=RAW[({]");

    private final Map<String, Object> options;

    private TemplateOptions(Map<String, Object> options) {
        this.options = options;
    }

    /** Reads the options of a template. Its property placeholders must have been resolved. */
    public static TemplateOptions of(String template) throws URISyntaxException {
        String constant = template;
        for (String before = null; !constant.equals(before); ) {
            before = constant;
            constant = EXPRESSION.matcher(before).replaceAll("");
        }
        return new TemplateOptions(URISupport.parseQuery(URISupport.extractQuery(constant), true));
    }

    /**
     * Refuses evaluated options that differ from the author's. A value with {@code &} adds an option. A value that
     * begins with {@code RAW(} makes the options behind it part of itself, and may add options of its own. For this
     * reason, a value may be RAW only if it is RAW in the template, and it must not contain another RAW option.
     *
     * @throws AmiException.Refused naming the option
     */
    public void refuseOthers(Map<String, Object> evaluated) {
        options.forEach(TemplateOptions::refuseEncodedExpression);
        refuseOptionsOfTheName(evaluated);
        Iterator<String> meant = options.keySet().iterator();
        for (Map.Entry<String, Object> option : evaluated.entrySet()) {
            String name = option.getKey();
            boolean same = meant.hasNext()
                    && meant.next().equals(name)
                    && option.getValue() instanceof String text
                    && rawOpening(text).equals(rawOpening(options.get(name)))
                    && (rawOpening(text).isEmpty()
                            || !OPTION_WITHIN_RAW.matcher(text).find());
            refuse(!same, name);
        }
        refuse(meant.hasNext(), meant.hasNext() ? meant.next() : null);
    }

    /**
     * Refuses an expression that is URL-encoded, because it would never be evaluated. Camel itself encodes expressions
     * when it removes an optional placeholder from a route template.
     */
    private static void refuseEncodedExpression(String option, Object value) {
        if (value instanceof String text
                && !UriValue.isRaw(text)
                && UriOptions.isExpression(UriValue.decode(text, false, false))) {
            throw new AmiException.Refused("toD: option " + option + " has an encoded ${...}, which is not evaluated;"
                    + " write it unencoded; to send the text itself, use RAW(...) or the body");
        }
    }

    /** Refuses a name of a PBX that contains '?'. Its options come before those of the author, whose '?' is then text. */
    private void refuseOptionsOfTheName(Map<String, Object> evaluated) {
        boolean marked = evaluated.values().stream()
                .anyMatch(value -> String.valueOf(value).indexOf('?') >= 0);
        if (marked && !options.isEmpty() && !evaluated.isEmpty()) {
            String first = evaluated.keySet().iterator().next();
            if (!first.equals(options.keySet().iterator().next())) {
                throw new AmiException.Refused("the name of the PBX in the URI of toD contains '?', and would add the"
                        + " option " + first.replaceAll("[^ -~]", ".") + "; a name must not contain options");
            }
        }
    }

    private static void refuse(boolean refused, String option) {
        if (refused) {
            throw new AmiException.Refused("a value in the URI of toD contains '&' or begins with RAW, and would change"
                    + " the option " + option + "; give such a field in the body");
        }
    }

    /**
     * The start of a RAW value. Camel reads such a value up to the closing bracket, including any options in between.
     */
    private static String rawOpening(Object value) {
        return value instanceof String text && (text.startsWith("RAW(") || text.startsWith("RAW{"))
                ? text.substring(0, 4)
                : "";
    }
}
