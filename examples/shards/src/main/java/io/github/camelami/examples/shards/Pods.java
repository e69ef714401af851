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
package io.github.camelami.examples.shards;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The pods of the example: JVMs of their own, in each of which {@code HOSTNAME} is the name of the pod as in a real one. */
final class Pods implements AutoCloseable {
    private final KubernetesApi kubernetes;
    private final Map<String, String> options;
    private final Predicate<String> events;
    private final Map<String, Process> running = new HashMap<>();

    /**
     * @param connections the file with the connections
     * @param options system properties for each pod
     * @param events takes a line that a pod prints if it reports an event, and says whether it does
     */
    Pods(KubernetesApi kubernetes, Path connections, Map<String, String> options, Predicate<String> events) {
        this.kubernetes = kubernetes;
        this.options = new HashMap<>(options);
        this.options.putAll(kubernetes.properties());
        this.options.put("shards.pbxes", connections.toString());
        this.options.put("shards.seconds", "300");
        this.events = events;
    }

    /** Starts a pod. What it prints is also printed here, without the events. */
    void start(String name, Map<String, String> environment) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        options.forEach((option, value) -> command.add("-D" + option + "=" + value));
        command.addAll(List.of("-XX:TieredStopAtLevel=1", "-cp", classPath(), Shards.class.getName()));
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().putAll(environment);
        builder.environment().put("HOSTNAME", name);
        Process pod = builder.start();
        running.put(name, pod);
        pod.onExit().thenRun(() -> kubernetes.ready(name, false));
        Thread reader = new Thread(() -> takeAll(pod, name), "output of " + name);
        reader.setDaemon(true);
        reader.start();
    }

    private void takeAll(Process pod, String name) {
        try {
            pod.inputReader().lines().forEach(line -> take(line, name));
        } catch (UncheckedIOException e) {
            // Java closes the output of a process that is killed, even while it is being read
        }
    }

    private void take(String line, String pod) {
        if (line.contains("started in")) {
            kubernetes.ready(pod, true);
        } else if (!events.test(line)) {
            System.out.println(line);
        }
    }

    /** The class path of the example. With exec:java, it is that of Maven's class loader, not that of the JVM. */
    private static String classPath() {
        return Pods.class.getClassLoader() instanceof URLClassLoader loader
                ? Stream.of(loader.getURLs()).map(Pods::path).collect(Collectors.joining(File.pathSeparator))
                : System.getProperty("java.class.path");
    }

    /** The path of a URL, decoded, because a URL has %20 for a space in the name of a folder. */
    private static String path(URL file) {
        return Path.of(URI.create(file.toString())).toString();
    }

    /** Kills a pod like {@code kill -9}, so that it does not log off. */
    void kill(String name) {
        running.get(name).destroyForcibly();
    }

    @Override
    public void close() {
        running.keySet().forEach(this::kill);
    }
}
