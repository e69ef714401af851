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
package io.github.camelami.examples.recordings;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.spec.ECGenParameterSpec;
import java.util.List;
import java.util.Map;
import org.apache.sshd.common.config.keys.PublicKeyEntry;
import org.apache.sshd.common.file.virtualfs.VirtualFileSystemFactory;
import org.apache.sshd.common.keyprovider.KeyPairProvider;
import org.apache.sshd.server.SshServer;
import org.apache.sshd.sftp.server.SftpSubsystemFactory;

/** An SFTP server with one folder and one user. It creates a new key at each start. */
final class SftpServer implements AutoCloseable {
    private static final String HOST = "127.0.0.1";
    private static final String USERNAME = "camel";

    private final SshServer server = SshServer.setUpDefaultServer();
    private final Path knownHostsFile;
    private final String password;

    /** Starts the server, and writes its key to {@code knownHostsFile}. */
    SftpServer(Path folder, Path knownHostsFile, String password) throws IOException, GeneralSecurityException {
        this.password = password;
        this.knownHostsFile = knownHostsFile;
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(new ECGenParameterSpec("secp256r1"));
        KeyPair key = generator.generateKeyPair();
        server.setHost(HOST);
        server.setKeyPairProvider(KeyPairProvider.wrap(key));
        server.setPasswordAuthenticator((name, given, session) -> name.equals(USERNAME) && given.equals(password));
        server.setSubsystemFactories(List.of(new SftpSubsystemFactory()));
        server.setFileSystemFactory(new VirtualFileSystemFactory(folder));
        server.start();
        Files.writeString(
                knownHostsFile,
                "[%s]:%d %s%n".formatted(HOST, server.getPort(), PublicKeyEntry.toString(key.getPublic())));
    }

    /** The properties with which the route connects to the server. */
    Map<String, String> properties() {
        return Map.of(
                "sftp.host", HOST,
                "sftp.port", Integer.toString(server.getPort()),
                "sftp.username", USERNAME,
                "sftp.password", password,
                "sftp.knownHostsFile", knownHostsFile.toString());
    }

    @Override
    public void close() throws IOException {
        server.stop(true);
    }
}
