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
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import javax.net.ssl.SSLSocketFactory;

/**
 * Records a session of a real PBX from the command line, with everything replaced that is not harmless. The secret comes
 * from the environment variable {@code AMI_SECRET}, or is asked for.
 */
public final class RecordPbx {
    static final String USAGE = """
            Usage: RecordPbx HOST PORT USER [FILE] [OPTION=VALUE]...
            The secret is read from the environment variable AMI_SECRET, or asked for.
              FILE                     the file to write, which must not exist (recorded.ami)
              --tls                    connect with TLS, as --tls=true does
              --events=CLASSES         the event classes to record (call,agent,system)
              --keep=A,B               names to keep, for example of contexts and trunks
              --keep-variables=A,B     the channel variables whose names and values are kept
              --minutes=N              end after N minutes (60)
              --megabytes=N            end when the file has N megabytes (100)
            """;

    private static final Set<String> OPTIONS =
            Set.of("tls", "events", "keep", "keep-variables", "minutes", "megabytes");

    private static final String EVENTS = "call,agent,system";
    private static final List<String> NEEDED = List.of("HOST", "PORT", "USER");
    private static final Pattern DASHES = Pattern.compile("^\\p{Pd}+");

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
            Arguments arguments = new Arguments(new ArrayList<>(), new HashMap<>());
            for (String arg : args) {
                arguments.add(arg, problems);
            }
            arguments.checkPositions(problems);
            arguments.checkOptions(problems);
            return arguments;
        }

        /** An option without its two dashes is no FILE: otherwise, {@code tls=true} would record without TLS. */
        private void add(String arg, List<String> problems) {
            int equals = arg.indexOf('=');
            String start = equals < 0 ? arg : arg.substring(0, equals);
            String name = DASHES.matcher(start).replaceFirst("");
            boolean known = OPTIONS.contains(name);
            if (start.equals(name) && !(known && equals > 0)) {
                positions.add(arg);
            } else if (!known) {
                problems.add("Unknown option: " + start);
            } else if (!start.equals("--" + name)) {
                problems.add("Unknown option: " + start + ". Write --" + name + ".");
            } else if (options.containsKey(name)) {
                problems.add("--" + name + " is given twice.");
            } else {
                String otherwise = name.equals("tls") ? "true" : "";
                options.put(name, equals < 0 ? otherwise : arg.substring(equals + 1));
            }
        }

        private void checkPositions(List<String> problems) {
            positions.removeIf(String::isBlank);
            if (positions.size() == 2 && !positions.get(1).matches("[0-9]+")) {
                problems.add("PORT is missing.");
                return;
            }
            for (String missing : NEEDED.subList(Math.min(positions.size(), NEEDED.size()), NEEDED.size())) {
                problems.add(missing + " is missing.");
            }
            if (positions.size() > 1 && !isNumber(positions.get(1), 65_535)) {
                problems.add("PORT must be a number from 1 to 65535, but is '" + positions.get(1) + "'.");
            }
            if (positions.size() > NEEDED.size() + 1) {
                problems.add("There are more arguments than HOST, PORT, USER and FILE.");
            }
        }

        private void checkOptions(List<String> problems) {
            options.forEach((name, value) -> {
                if (value.isBlank()) {
                    problems.add("--" + name + " has no value.");
                }
            });
            options.values().removeIf(String::isBlank);
            if (!Set.of("true", "false").contains(option("tls", "false"))) {
                problems.add("--tls must be true or false, but is '" + option("tls", "") + "'.");
            }
            for (String number : List.of("minutes", "megabytes")) {
                if (!isNumber(option(number, "1"), 999_999)) {
                    problems.add(
                            "--" + number + " must be a number from 1 to 999999, but is '" + option(number, "") + "'.");
                }
            }
            try {
                PbxRecorder.builder().events(option("events", EVENTS));
            } catch (IllegalArgumentException e) {
                problems.add("--events: " + e.getMessage());
            }
        }

        private static boolean isNumber(String text, int largest) {
            return text.matches("[1-9][0-9]{0,5}") && Integer.parseInt(text) <= largest;
        }

        Path file() {
            return Path.of(positions.size() > 3 ? positions.get(3) : "recorded.ami");
        }

        PbxRecorderBuilder recorder(Supplier<String> secret) {
            PbxRecorderBuilder builder = PbxRecorder.builder()
                    .address(positions.get(0), Integer.parseInt(positions.get(1)))
                    .user(positions.get(2), secret)
                    .events(option("events", EVENTS))
                    .keep(names("keep"))
                    .keepVariables(names("keep-variables"))
                    .maxTime(Duration.ofMinutes(Long.parseLong(option("minutes", "60"))))
                    .maxBytes(Long.parseLong(option("megabytes", "100")) * 1_000_000);
            return option("tls", "false").equals("true")
                    ? builder.tls((SSLSocketFactory) SSLSocketFactory.getDefault())
                    : builder;
        }

        private Set<String> names(String option) {
            return Arrays.stream(option(option, "").split(","))
                    .map(String::strip)
                    .filter(name -> !name.isEmpty())
                    .collect(Collectors.toCollection(TreeSet::new));
        }

        private String option(String name, String otherwise) {
            return options.getOrDefault(name, otherwise);
        }
    }
}
