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
package io.github.camelami;

import io.github.camelami.message.AmiException;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.spi.annotations.SendDynamic;
import org.apache.camel.support.component.SendDynamicAwareSupport;
import org.apache.camel.util.URISupport;

/**
 * Lets {@code toD} with changing fields and variables use one endpoint: they travel in an exchange property. Values
 * that would smuggle options into the URI are refused.
 */
@SendDynamic("ami")
public class AmiSendDynamicAware extends SendDynamicAwareSupport {
    private static final Pattern OPTION = Pattern.compile("[?&]([A-Za-z][\\w.()/;-]*)=");
    /** A template that leaves the options themselves open, so that nothing can be told of its values. */
    private static final Pattern DYNAMIC_OPTIONS = Pattern.compile("^[^?]*\\$\\{[^?]*$|[?&]\\$\\{");

    @Override
    public boolean isLenientProperties() {
        return false;
    }

    @Override
    public DynamicAwareEntry prepare(Exchange exchange, String uri, String originalUri) throws Exception {
        Map<String, Object> options = endpointProperties(exchange, uri);
        if (options != null && !DYNAMIC_OPTIONS.matcher(originalUri).find()) {
            Set<String> meant = new HashSet<>();
            String template = exchange.getContext().resolvePropertyPlaceholders(originalUri);
            for (Matcher matcher = OPTION.matcher(template); matcher.find(); ) {
                meant.add(matcher.group(1));
            }
            for (Map.Entry<String, Object> option : options.entrySet()) {
                if (!meant.contains(option.getKey()) || option.getValue() instanceof Iterable) {
                    throw new AmiException.Refused("a value in the URI of toD contains '&' and would set the option "
                            + option.getKey() + "; give such a field in the body");
                }
            }
        }
        return new DynamicAwareEntry(uri, originalUri, options, null);
    }

    @Override
    public String resolveStaticUri(Exchange exchange, DynamicAwareEntry entry) throws Exception {
        if (entry.getProperties() == null) {
            return null;
        }
        Map<String, Object> fixed = new LinkedHashMap<>(entry.getProperties());
        fixed.keySet().removeIf(UriFields::isOne);
        return asEndpointUri(exchange, entry.getUri(), fixed);
    }

    @Override
    public Processor createPreProcessor(Exchange exchange, DynamicAwareEntry entry) {
        Map<String, Object> options = new LinkedHashMap<>();
        if (entry.getProperties() != null) {
            options.putAll(entry.getProperties());
        }
        URISupport.resolveRawParameterValues(options);
        return UriFields.of(options)::leaveIn;
    }

    @Override
    public Processor createPostProcessor(Exchange exchange, DynamicAwareEntry entry) {
        return UriFields::removeFrom;
    }
}
