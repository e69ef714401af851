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
package io.github.camelami.examples.highavailability;

import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** One instance of the example in a JVM of its own. Its output is also printed here. */
final class Instance implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final String name;
    private final Process process;
    private final List<String> lines = new ArrayList<>();
    private boolean ended;

    Instance(String name, Map<String, String> options) throws IOException {
        this.name = name;
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add("-Dinstance=" + name);
        options.forEach((option, value) -> command.add("-D" + option + "=" + value));
        command.addAll(List.of("-cp", classPath(), HighAvailability.class.getName()));
        process = new ProcessBuilder(command).redirectErrorStream(true).start();
        Thread reader = new Thread(this::read, "output of " + name);
        reader.setDaemon(true);
        reader.start();
    }

    /** The class path of the example. With exec:java, it is that of Maven's class loader, not that of the JVM. */
    private static String classPath() {
        return Instance.class.getClassLoader() instanceof URLClassLoader loader
                ? Stream.of(loader.getURLs()).map(Instance::path).collect(Collectors.joining(File.pathSeparator))
                : System.getProperty("java.class.path");
    }

    /** The path of a URL, decoded, because a URL has %20 for a space in the name of a folder. */
    private static String path(URL file) {
        return Path.of(URI.create(file.toString())).toString();
    }

    private void read() {
        process.inputReader().lines().forEach(this::take);
        end();
    }

    private synchronized void take(String line) {
        System.out.println(line);
        lines.add(line);
        notifyAll();
    }

    private synchronized void end() {
        ended = true;
        notifyAll();
    }

    /** Waits until the instance has printed a line that contains this text. */
    synchronized void awaitLine(String part) throws InterruptedException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (lines.stream().noneMatch(line -> line.contains(part))) {
            long left = (deadline - System.nanoTime()) / 1_000_000;
            if (left <= 0 || ended) {
                throw new IllegalStateException("instance " + name + " did not print: " + part);
            }
            wait(left);
        }
    }

    synchronized List<String> lines() {
        return List.copyOf(lines);
    }

    /** Kills the instance like {@code kill -9}, so that it does not log off. */
    void kill() {
        process.destroyForcibly();
    }

    @Override
    public void close() {
        kill();
    }
}
