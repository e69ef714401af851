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
 * Endpoints that Camel does not find again, since the normalized text of their URIs is also that of others. It asks the
 * component each time, and registers the answer under one more number: without this, a {@code recipientList} or a
 * template would fill Camel's registry of endpoints with copies, and drive the endpoints of others out of it.
 */
final class UnkeptEndpoints {

    private UnkeptEndpoints() {}

    /**
     * The endpoint that the component has made of exactly this text and nothing else. Of its places in Camel's registry
     * the first stays: one of a route is not evicted. Camel gives it another one when it has the answer.
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
                        && ami.isOfItsTextAlone()
                        && !ami.isSingleton()
                        && ami.getEndpointUri().equals(uri)
                        && !ami.wasStopped()
                ? ami
                : null;
    }
}
