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
package io.github.camelami.asterisk;

import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.util.concurrent.Semaphore;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.apache.camel.support.jsse.SSLContextParameters;
import org.apache.camel.support.jsse.TrustManagersParameters;
import org.opentest4j.TestAbortedException;

/** The real servers that the environment names, as {@code .ci/asterisk/asterisk env} prints it. */
enum Asterisk {
    ASTERISK_22_11("22.11"),
    ASTERISK_22("22"),
    ASTERISK_16("16");

    private static final String REQUIRED = "AMI_ASTERISK_REQUIRED";

    private final String version;
    private final Semaphore turn = new Semaphore(1);

    Asterisk(String version) {
        this.version = version;
    }

    String version() {
        return version;
    }

    /** Waits until no other test uses the server. */
    void take() throws InterruptedException {
        turn.acquire();
    }

    void release() {
        turn.release();
    }

    String host() {
        return address("")[0];
    }

    int port() {
        return Integer.parseInt(address("")[1]);
    }

    int tlsPort() {
        return Integer.parseInt(address("_TLS")[1]);
    }

    int httpPort(boolean secure) {
        return Integer.parseInt(address(secure ? "_HTTPS" : "_HTTP")[1]);
    }

    /** Where its SIP is, {@code host:port}. */
    String sip() {
        return variable(variables() + "_SIP");
    }

    /** Where a test may write users of its own. */
    Path users() {
        return Path.of(variable(variables() + "_ETC"), "manager.d");
    }

    /** Certificate and key of its TLS. */
    Path tls() {
        return Path.of(variable(variables() + "_ETC"), "tls");
    }

    /** The script that starts and stops the servers. */
    static Path script() {
        return Path.of(variable("AMI_ASTERISK_SCRIPT"));
    }

    PlainClient connect() throws IOException {
        return new PlainClient(new Socket(host(), port()));
    }

    PlainClient connectByTls() throws Exception {
        SSLContext tls = SSLContext.getInstance("TLS");
        tls.init(null, trust().getTrustManagers(), null);
        Socket wire = new Socket(host(), tlsPort());
        return new PlainClient(wire, tls.getSocketFactory().createSocket(wire, host(), tlsPort(), true));
    }

    static SSLContextParameters sslContextParameters() {
        TrustManagersParameters managers = new TrustManagersParameters();
        managers.setTrustManager(trust().getTrustManagers()[0]);
        SSLContextParameters parameters = new SSLContextParameters();
        parameters.setTrustManagers(managers);
        return parameters;
    }

    /** Writes the certificate that the servers' ones are signed with into a trust store. */
    static Path writeTrustStore(Path file, String password) throws IOException, GeneralSecurityException {
        try (OutputStream out = Files.newOutputStream(file)) {
            trusted().store(out, password.toCharArray());
        }
        return file;
    }

    private static TrustManagerFactory trust() {
        try {
            TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            trust.init(trusted());
            return trust;
        } catch (IOException | GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static KeyStore trusted() throws IOException, GeneralSecurityException {
        try (InputStream ca = new FileInputStream(variable("AMI_ASTERISK_CA"))) {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(null, null);
            store.setCertificateEntry(
                    "ca", CertificateFactory.getInstance("X.509").generateCertificate(ca));
            return store;
        }
    }

    private String[] address(String kind) {
        return variable(variables() + kind).split(":");
    }

    /** How the names of its variables begin. */
    private String variables() {
        return "AMI_" + name();
    }

    /** Skips the test where the variable is not set, or fails it where the servers are required. */
    private static String variable(String name) {
        String value = System.getenv(name);
        if (value != null && !value.isEmpty()) {
            return value;
        }
        throw missing("no real Asterisk: " + name + " is not set; see CONTRIBUTING.md");
    }

    /** The end of a test that cannot run here: skipped, or failed where all must run. */
    static RuntimeException missing(String reason) {
        if (Boolean.parseBoolean(System.getProperty(REQUIRED, System.getenv(REQUIRED)))) {
            throw new AssertionError(reason + " (" + REQUIRED + " is true)");
        }
        return new TestAbortedException(reason);
    }

    @Override
    public String toString() {
        return "Asterisk " + version;
    }
}
