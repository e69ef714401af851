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
package io.github.camelami.kafka.connect;

import io.github.camelami.AmiConfiguration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.camel.CamelContext;
import org.apache.camel.support.PropertyBindingSupport;

/** The options of the connection to one PBX, which may contain a secret. */
final class PbxOptions {
    private static final String SECRET = "secret";

    private final String pbx;
    private final Map<String, String> options;
    private final Map<String, String> stores;

    /**
     * @param options the options by their names in a URI
     * @param stores the options of {@link TlsStores}
     */
    PbxOptions(String pbx, Map<String, String> options, Map<String, String> stores) {
        this.pbx = pbx;
        this.options = Map.copyOf(options);
        this.stores = Map.copyOf(stores);
    }

    /** The name of the PBX in the configuration of the connector. */
    String pbx() {
        return pbx;
    }

    /** Creates the settings of the component. */
    AmiConfiguration configuration(CamelContext context) {
        AmiConfiguration configuration = new AmiConfiguration();
        Map<String, Object> values = new LinkedHashMap<>(options);
        // set as it is: its characters have no meaning for Camel
        configuration.setSecret(values.remove(SECRET));
        PropertyBindingSupport.build()
                .withCamelContext(context)
                .withTarget(configuration)
                .withReference(false)
                .withPlaceholder(false)
                .withMandatory(true)
                .withProperties(values)
                .bind();
        configuration.setSslContextParameters(TlsStores.parameters(stores));
        if (configuration.getHost() == null) {
            configuration.setHost(pbx);
        }
        return configuration;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof PbxOptions that
                && pbx.equals(that.pbx)
                && options.equals(that.options)
                && stores.equals(that.stores);
    }

    @Override
    public int hashCode() {
        return pbx.hashCode();
    }

    @Override
    public String toString() {
        return pbx;
    }
}
