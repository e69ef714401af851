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

import java.util.List;
import java.util.Map;
import java.util.function.ToIntFunction;
import org.apache.camel.support.jsse.KeyManagersParameters;
import org.apache.camel.support.jsse.KeyStoreParameters;
import org.apache.camel.support.jsse.SSLContextParameters;
import org.apache.camel.support.jsse.TrustManagersParameters;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigDef.Type;
import org.apache.kafka.common.config.ConfigDef.Width;
import org.apache.kafka.common.config.SslConfigs;
import org.jspecify.annotations.Nullable;

/** The trust store and the key store of connections with TLS, under the names that Kafka gives such options. */
final class TlsStores {
    private static final String TRUST_STORE = SslConfigs.SSL_TRUSTSTORE_LOCATION_CONFIG;
    private static final String KEY_STORE = SslConfigs.SSL_KEYSTORE_LOCATION_CONFIG;

    static final List<String> NAMES = List.of(
            TRUST_STORE,
            SslConfigs.SSL_TRUSTSTORE_PASSWORD_CONFIG,
            SslConfigs.SSL_TRUSTSTORE_TYPE_CONFIG,
            KEY_STORE,
            SslConfigs.SSL_KEYSTORE_PASSWORD_CONFIG,
            SslConfigs.SSL_KEYSTORE_TYPE_CONFIG,
            SslConfigs.SSL_KEY_PASSWORD_CONFIG);

    private TlsStores() {}

    static void define(ConfigDef options, ToIntFunction<String> order) {
        for (String name : NAMES) {
            boolean isSecret = isSecret(name);
            options.define(
                    name,
                    isSecret ? Type.PASSWORD : Type.STRING,
                    null,
                    null,
                    Importance.MEDIUM,
                    documentation(name),
                    "Security",
                    order.applyAsInt("Security"),
                    Width.MEDIUM,
                    name);
        }
    }

    static boolean isSecret(String name) {
        return name.endsWith("password");
    }

    private static String documentation(String name) {
        String store = name.contains("truststore") ? "trust store" : "key store";
        if (name.endsWith("location")) {
            return "The file of the " + store + " for TLS."
                    + (store.startsWith("trust")
                            ? " By default, the trust store of Java is used."
                            : " The PBX needs it only if it checks the certificates of its clients.");
        }
        if (name.equals(SslConfigs.SSL_KEY_PASSWORD_CONFIG)) {
            return "The password of the key in the key store. By default, it is that of the key store.";
        }
        return name.endsWith("type")
                ? "The format of the " + store + ", for example PKCS12. By default, it is that of Java."
                : "The password of the " + store + ".";
    }

    /** The parameters for these options; null if there is neither a trust store nor a key store. */
    static @Nullable SSLContextParameters parameters(Map<String, String> options) {
        if (!options.containsKey(TRUST_STORE) && !options.containsKey(KEY_STORE)) {
            return null;
        }
        SSLContextParameters tls = new SSLContextParameters();
        if (options.containsKey(TRUST_STORE)) {
            TrustManagersParameters trust = new TrustManagersParameters();
            trust.setKeyStore(store(options, "ssl.truststore."));
            tls.setTrustManagers(trust);
        }
        if (options.containsKey(KEY_STORE)) {
            KeyManagersParameters keys = new KeyManagersParameters();
            keys.setKeyStore(store(options, "ssl.keystore."));
            keys.setKeyPassword(options.getOrDefault(
                    SslConfigs.SSL_KEY_PASSWORD_CONFIG, options.get(SslConfigs.SSL_KEYSTORE_PASSWORD_CONFIG)));
            tls.setKeyManagers(keys);
        }
        return tls;
    }

    private static KeyStoreParameters store(Map<String, String> options, String prefix) {
        KeyStoreParameters store = new KeyStoreParameters();
        store.setResource("file:" + options.get(prefix + "location"));
        store.setPassword(options.get(prefix + "password"));
        store.setType(options.get(prefix + "type"));
        return store;
    }
}
