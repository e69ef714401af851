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

import static io.github.camelami.Futures.inTime;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** A real nginx on a port of its own, whose access log tells of every request that it has answered. */
final class Nginx implements AutoCloseable {
    private static final Path PROGRAM = Path.of("/usr/sbin/nginx");
    private static final String CONFIGURATION = """
            daemon off;
            master_process off;
            pid DIRECTORY/pid;
            error_log DIRECTORY/error.log;
            events {}
            http {
                log_format request '$status $request_time $body_bytes_sent $cookie_mansession_id $request_body';
                access_log DIRECTORY/access.log request;
                client_body_temp_path DIRECTORY;
                proxy_temp_path DIRECTORY;
                fastcgi_temp_path DIRECTORY;
                scgi_temp_path DIRECTORY;
                uwsgi_temp_path DIRECTORY;
                server {
                    listen 127.0.0.1:PORT TLS;
                    LOCATIONS
                }
            }
            """;

    /** An answered request. */
    record Request(int status, double seconds, long bytes, String session, String form) {
        private static Request of(String line) {
            String[] parts = line.split(" ", 5);
            return new Request(
                    Integer.parseInt(parts[0]),
                    Double.parseDouble(parts[1]),
                    Long.parseLong(parts[2]),
                    parts[3].replaceAll("\\\\x22|-", ""),
                    parts[4]);
        }

        boolean isPoll() {
            return form.contains("=WaitEvent");
        }
    }

    private final Path directory;
    private final int port;
    private final Path tls;
    private Process process;

    /** @param tls where certificate and key are; null for plain HTTP */
    Nginx(Path tls, String locations) throws IOException {
        if (!Files.isExecutable(PROGRAM)) {
            throw Asterisk.missing("no nginx: " + PROGRAM + " is missing; install nginx-light");
        }
        this.tls = tls;
        directory = Files.createTempDirectory("nginx");
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
        start(locations);
    }

    static Nginx before(Asterisk asterisk) throws IOException {
        return new Nginx(null, passingTo(asterisk));
    }

    /** The server's manager below {@code /ajam}, as guides for reverse proxies have it. */
    static String passingTo(Asterisk asterisk) {
        return "location /ajam/ { proxy_pass http://" + asterisk.host() + ':' + asterisk.httpPort(false) + "/; }";
    }

    int port() {
        return port;
    }

    /** Restarts with other locations; what is under way is cut. */
    void become(String locations) throws IOException {
        stop();
        start(locations);
    }

    private void start(String locations) throws IOException {
        Path file = directory.resolve("nginx.conf");
        Files.writeString(
                file,
                CONFIGURATION
                        .replace("DIRECTORY", directory.toString())
                        .replace("PORT", Integer.toString(port))
                        .replace("TLS", tls == null ? "" : "ssl")
                        .replace("LOCATIONS", certificate() + locations));
        process = new ProcessBuilder(PROGRAM.toString(), "-c", file.toString())
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("output").toFile())
                .start();
        await().atMost(Duration.ofSeconds(20)).until(this::isListening);
    }

    private String certificate() {
        return tls == null
                ? ""
                : "ssl_certificate " + tls.resolve("server.pem") + "; ssl_certificate_key " + tls.resolve("server.key")
                        + ";\n";
    }

    private boolean isListening() throws IOException {
        if (!process.isAlive()) {
            throw new IllegalStateException("nginx: " + Files.readString(directory.resolve("output")));
        }
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    List<Request> requests() throws IOException {
        try (Stream<String> lines = Files.lines(directory.resolve("access.log"))) {
            return lines.map(Request::of).toList();
        }
    }

    /** Nothing listens any more. */
    void stop() {
        process.destroyForcibly();
        inTime(process.onExit());
    }

    @Override
    public void close() throws IOException {
        stop();
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
