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

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.camel.Endpoint;
import org.apache.camel.spi.InterceptSendToEndpoint;
import org.apache.camel.spi.NormalizedEndpointUri;
import org.jspecify.annotations.Nullable;

/**
 * Finds the endpoints that Camel does not look up in its registry, because other URIs have the same normalized text.
 * Camel asks the component for such an endpoint each time, and registers the result under a new number. Without this
 * class, a {@code recipientList} or a template would fill the registry with copies, and Camel would evict other
 * endpoints.
 */
final class UnkeptEndpoints {

    private UnkeptEndpoints() {}

    /**
     * Returns the endpoint that the component created from exactly this text, without further properties. Removes all
     * entries of this endpoint in Camel's registry except the first, because Camel then adds another one. The first
     * entry stays, because it may be that of a route, which Camel does not evict.
     *
     * @return null if there is none, or it has been stopped
     */
    static @Nullable AmiEndpoint find(AmiComponent component, String uri) {
        @Nullable AmiEndpoint found = null;
        List<NormalizedEndpointUri> more = new ArrayList<>();
        var registry = component.getCamelContext().getEndpointRegistry();
        for (Map.Entry<NormalizedEndpointUri, Endpoint> entry : registry.entrySet()) {
            AmiEndpoint endpoint = unkept(entry.getValue(), component, uri);
            if (endpoint != null && found == null) {
                found = endpoint;
            } else if (endpoint != null && endpoint == found) {
                more.add(entry.getKey());
            }
        }
        more.forEach(registry::remove);
        return found;
    }

    private static @Nullable AmiEndpoint unkept(Endpoint registered, AmiComponent component, String uri) {
        Endpoint endpoint = registered instanceof InterceptSendToEndpoint intercepted
                ? intercepted.getOriginalEndpoint()
                : registered;
        return endpoint instanceof AmiEndpoint ami
                        && ami.getComponent() == component
                        && ami.hasOnlyUriOptions()
                        && !ami.isSingleton()
                        && ami.getEndpointUri().equals(uri)
                        && !ami.wasStopped()
                ? ami
                : null;
    }
}
