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

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.apache.camel.support.jsse.KeyManagersParameters;
import org.apache.camel.support.jsse.KeyStoreParameters;
import org.apache.camel.support.jsse.SSLContextParameters;
import org.apache.camel.support.jsse.TrustManagersParameters;

/** Certificates made by the JDK's keytool when first asked for: an authority {@code ca} and what it signed, and others. */
public final class TestCertificates {
    /** Of key stores and keys: appears nowhere else, so that it can be searched for. */
    public static final String PASSWORD = "keystore-canary-7f3a91";

    private static final Path FILE = Path.of("target", "test-certificates.p12");
    private static final String HERE = "san=ip:127.0.0.1,dns:localhost";
    private static final KeyStore ALL = load();

    private TestCertificates() {}

    /** TLS with the key of that alias, {@code pbx}, {@code elsewhere}, {@code expired}, {@code selfSigned} or {@code unknownCa}; trusts the authority. */
    public static SSLContext context(String alias) {
        try {
            KeyManagerFactory keys = KeyManagerFactory.getInstance("PKIX");
            keys.init(only(alias), PASSWORD.toCharArray());
            TrustManagerFactory trust = TrustManagerFactory.getInstance("PKIX");
            trust.init(authority());
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(keys.getKeyManagers(), trust.getTrustManagers(), null);
            return context;
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Writes a trust store that contains only the authority, with the password {@link #PASSWORD}. */
    public static void writeTrustStore(Path file) throws GeneralSecurityException, IOException {
        try (OutputStream out = Files.newOutputStream(file)) {
            authority().store(out, PASSWORD.toCharArray());
        }
    }

    /** Camel's parameters that trust the authority. */
    public static SSLContextParameters trusting() {
        try {
            TrustManagersParameters trust = new TrustManagersParameters();
            trust.setKeyStore(parameters(authority()));
            SSLContextParameters parameters = new SSLContextParameters();
            parameters.setTrustManagers(trust);
            return parameters;
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Camel's parameters that trust the authority and show the certificate of that alias. */
    public static SSLContextParameters showing(String alias) {
        try {
            KeyManagersParameters keys = new KeyManagersParameters();
            keys.setKeyStore(parameters(only(alias)));
            keys.setKeyPassword(PASSWORD);
            SSLContextParameters parameters = trusting();
            parameters.setKeyManagers(keys);
            return parameters;
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static KeyStoreParameters parameters(KeyStore store) {
        KeyStoreParameters parameters = new KeyStoreParameters();
        parameters.setKeyStore(store);
        parameters.setPassword(PASSWORD);
        return parameters;
    }

    private static KeyStore authority() throws GeneralSecurityException, IOException {
        KeyStore store = empty();
        store.setCertificateEntry("ca", ALL.getCertificate("ca"));
        return store;
    }

    private static KeyStore only(String alias) throws GeneralSecurityException, IOException {
        KeyStore store = empty();
        store.setKeyEntry(
                alias,
                ALL.getKey(alias, PASSWORD.toCharArray()),
                PASSWORD.toCharArray(),
                ALL.getCertificateChain(alias));
        return store;
    }

    private static KeyStore empty() throws GeneralSecurityException, IOException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        return store;
    }

    private static KeyStore load() {
        try {
            if (!Files.exists(FILE)) {
                Files.createDirectories(FILE.getParent());
                Path made = Files.createTempDirectory(FILE.getParent(), "certificates")
                        .resolve("all.p12");
                makeAll(made);
                Files.move(made, FILE, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
                Files.delete(made.getParent());
            }
            KeyStore store = KeyStore.getInstance("PKCS12");
            try (InputStream in = Files.newInputStream(FILE)) {
                store.load(in, PASSWORD.toCharArray());
            }
            return store;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (GeneralSecurityException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void makeAll(Path file) throws IOException, InterruptedException {
        make(file, "ca", "-ext", "bc:c", "-validity", "3650");
        make(file, "otherCa", "-ext", "bc:c", "-validity", "3650");
        make(file, "pbx", "-signer", "ca", "-ext", HERE, "-validity", "3650");
        make(file, "elsewhere", "-signer", "ca", "-ext", "san=dns:pbx.example.org", "-validity", "3650");
        make(file, "expired", "-signer", "ca", "-ext", HERE, "-startdate", "-10d", "-validity", "5");
        make(file, "selfSigned", "-ext", HERE, "-validity", "3650");
        make(file, "unknownCa", "-signer", "otherCa", "-ext", HERE, "-validity", "3650");
        make(file, "client", "-signer", "ca", "-validity", "3650");
    }

    private static void make(Path file, String alias, String... more) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-keystore",
                file.toString(),
                "-storetype",
                "PKCS12",
                "-storepass",
                PASSWORD,
                "-keyalg",
                "EC",
                "-alias",
                alias,
                "-dname",
                "CN=" + alias));
        command.addAll(List.of(more));
        Process keytool = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(keytool.getInputStream().readAllBytes());
        if (keytool.waitFor() != 0) {
            throw new IOException("keytool: " + said);
        }
    }
}
