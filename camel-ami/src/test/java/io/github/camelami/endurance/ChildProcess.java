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
package io.github.camelami.endurance;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** A Java process with the class path of the tests, whose output is read line by line; closing ends it. */
final class ChildProcess implements AutoCloseable {
    private final BlockingQueue<String> lines = new LinkedBlockingQueue<>();
    private final Process process;

    /** @param launcher what stands before {@code java} on the command line */
    ChildProcess(List<String> launcher, List<String> jvm, Class<?> main, Object... arguments) throws IOException {
        List<String> command = new ArrayList<>(launcher);
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(jvm);
        command.add("-cp");
        command.add(System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")));
        command.add(main.getName());
        List.of(arguments).forEach(argument -> command.add(argument.toString()));
        process = new ProcessBuilder(command).redirectErrorStream(true).start();
        Thread reader = new Thread(this::read, "child-output");
        reader.setDaemon(true);
        reader.start();
    }

    /** The next line, within five minutes. */
    String line() throws InterruptedException {
        String line = lines.poll(5, TimeUnit.MINUTES);
        if (line == null) {
            throw new AssertionError("the child says nothing; it is " + (process.isAlive() ? "alive" : "dead"));
        }
        return line;
    }

    /** The numbers of a line {@code word name=number name=number}. */
    static Map<String, Long> figures(String line) {
        Map<String, Long> figures = new TreeMap<>();
        for (String figure : line.substring(line.indexOf(' ') + 1).split(" ")) {
            String[] parts = figure.split("=");
            figures.put(parts[0], Long.parseLong(parts[1]));
        }
        return figures;
    }

    private void read() {
        try (BufferedReader output =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            output.lines().forEach(lines::add);
        } catch (IOException | UncheckedIOException e) {
            lines.add("output lost: " + e);
        }
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
