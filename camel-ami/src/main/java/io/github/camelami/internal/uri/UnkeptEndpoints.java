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

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.apache.camel.CamelContext;
import org.apache.camel.Endpoint;
import org.apache.camel.spi.InterceptSendToEndpoint;
import org.apache.camel.spi.NormalizedEndpointUri;

/**
 * Finds the endpoints that Camel does not look up in its registry, because URIs with different values have the same
 * normalized text. For such a URI, Camel asks the component for an endpoint each time, and registers the result under a
 * new key. Without this class, a {@code recipientList} or a template would fill the registry with such entries, and
 * Camel would remove other endpoints from it.
 */
public final class UnkeptEndpoints {

    private UnkeptEndpoints() {}

    /**
     * Returns the endpoint of this class that meets the condition. Removes all entries of this endpoint in Camel's
     * registry except the first, because Camel then adds another one. The first entry stays, because it may belong to a
     * route, and Camel does not remove such entries.
     *
     * @return null if there is none
     */
    public static <T extends Endpoint> T find(CamelContext context, Class<T> type, Predicate<T> condition) {
        T found = null;
        List<NormalizedEndpointUri> more = new ArrayList<>();
        var registry = context.getEndpointRegistry();
        for (Map.Entry<NormalizedEndpointUri, Endpoint> entry : registry.entrySet()) {
            T endpoint = original(entry.getValue(), type);
            boolean meets = endpoint != null && condition.test(endpoint);
            if (meets && found == null) {
                found = endpoint;
            } else if (meets && endpoint == found) {
                more.add(entry.getKey());
            }
        }
        more.forEach(registry::remove);
        return found;
    }

    private static <T extends Endpoint> T original(Endpoint registered, Class<T> type) {
        Endpoint endpoint = registered instanceof InterceptSendToEndpoint intercepted
                ? intercepted.getOriginalEndpoint()
                : registered;
        return type.isInstance(endpoint) ? type.cast(endpoint) : null;
    }
}
