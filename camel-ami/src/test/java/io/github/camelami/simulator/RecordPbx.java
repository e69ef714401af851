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
package io.github.camelami.simulator;

import io.github.camelami.message.AmiException;
import java.io.Console;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import javax.net.ssl.SSLSocketFactory;

/**
 * Records a session of a real PBX from the command line, with everything replaced that is not harmless. The secret comes
 * from the environment variable {@code AMI_SECRET}, or is asked for.
 */
public final class RecordPbx {
    static final String USAGE = """
            Usage: RecordPbx HOST PORT USER [FILE] [OPTION=VALUE]...
            The secret is read from the environment variable AMI_SECRET, or asked for.
              FILE                     the file to write (recorded.ami)
              --tls=true               connect with TLS
              --events=CLASSES         the event classes to record (call,agent,system)
              --keep=A,B               names to keep, for example of contexts and trunks
              --keep-variables=A,B     the channel variables whose names and values are kept
              --minutes=N              end after N minutes (60)
              --megabytes=N            end when the file has N megabytes (100)
            """;

    private static final Set<String> OPTIONS =
            Set.of("tls", "events", "keep", "keep-variables", "minutes", "megabytes");

    private RecordPbx() {}

    /** Records until the time is up, the file is full, the connection ends, or the program is interrupted. */
    public static void main(String[] args) throws InterruptedException {
        List<String> problems = new ArrayList<>();
        Arguments arguments = Arguments.parse(args, problems);
        if (!problems.isEmpty()) {
            problems.forEach(System.err::println);
            System.err.print(USAGE);
            System.exit(2);
        }
        try {
            record(arguments, RecordPbx::secret);
        } catch (AmiException | UncheckedIOException e) {
            System.err.println("Nothing is recorded: " + e.getMessage());
            System.exit(1);
        }
    }

    private static void record(Arguments arguments, Supplier<String> secret) throws InterruptedException {
        PbxRecorder recorder = arguments.recorder(secret).start(arguments.file());
        AtomicBoolean finished = new AtomicBoolean();
        Runnable finish = () -> {
            if (finished.compareAndSet(false, true)) {
                recorder.close();
                System.err.println("Recorded to " + arguments.file() + ": " + recorder.summary());
                System.err.println("Read the file before you send it.");
            }
        };
        Runtime.getRuntime().addShutdownHook(new Thread(finish));
        System.err.println("Recording. Press Ctrl-C to end.");
        String reason = null;
        while (reason == null) {
            reason = recorder.await(Duration.ofMinutes(1));
        }
        if (!finished.get()) {
            System.err.println("The recording has ended: " + reason);
            finish.run();
        }
    }

    private static String secret() {
        String secret = System.getenv("AMI_SECRET");
        if (secret != null) {
            return secret;
        }
        Console console = System.console();
        char[] typed = console == null ? null : console.readPassword("Secret: ");
        if (typed == null) {
            throw new AmiException.AuthenticationFailed("set the environment variable AMI_SECRET");
        }
        return new String(typed);
    }

    /** The arguments of the command line. */
    record Arguments(List<String> positions, Map<String, String> options) {

        static Arguments parse(String[] args, List<String> problems) {
            List<String> positions = new ArrayList<>();
            Map<String, String> options = new HashMap<>();
            for (String arg : args) {
                int equals = arg.indexOf('=');
                if (!arg.startsWith("--")) {
                    positions.add(arg);
                } else if (equals > 0 && OPTIONS.contains(arg.substring(2, equals))) {
                    options.put(arg.substring(2, equals), arg.substring(equals + 1));
                } else {
                    problems.add("Unknown option: " + (equals > 0 ? arg.substring(0, equals) : arg));
                }
            }
            Arguments arguments = new Arguments(positions, options);
            if (positions.size() < 3 || positions.size() > 4 || !arguments.numbersAreValid()) {
                problems.add("HOST, PORT and USER are needed, and numbers must be positive.");
            }
            return arguments;
        }

        private boolean numbersAreValid() {
            return List.of(positions.get(1), option("minutes", "60"), option("megabytes", "100")).stream()
                    .allMatch(number -> number.matches("[1-9][0-9]{0,5}"));
        }

        Path file() {
            return Path.of(positions.size() > 3 ? positions.get(3) : "recorded.ami");
        }

        PbxRecorderBuilder recorder(Supplier<String> secret) {
            PbxRecorderBuilder builder = PbxRecorder.builder()
                    .address(positions.get(0), Integer.parseInt(positions.get(1)))
                    .user(positions.get(2), secret)
                    .events(option("events", "call,agent,system"))
                    .keep(names("keep"))
                    .keepVariables(names("keep-variables"))
                    .maxTime(Duration.ofMinutes(Long.parseLong(option("minutes", "60"))))
                    .maxBytes(Long.parseLong(option("megabytes", "100")) * 1_000_000);
            return Boolean.parseBoolean(option("tls", "false"))
                    ? builder.tls((SSLSocketFactory) SSLSocketFactory.getDefault())
                    : builder;
        }

        private Set<String> names(String option) {
            Set<String> names = new TreeSet<>(Arrays.asList(option(option, "").split(",")));
            names.remove("");
            return names;
        }

        private String option(String name, String otherwise) {
            return options.getOrDefault(name, otherwise);
        }
    }
}
