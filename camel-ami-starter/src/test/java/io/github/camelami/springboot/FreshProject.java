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
package io.github.camelami.springboot;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import org.springframework.boot.loader.tools.Layouts;
import org.springframework.boot.loader.tools.Libraries;
import org.springframework.boot.loader.tools.Library;
import org.springframework.boot.loader.tools.LibraryScope;
import org.springframework.boot.loader.tools.Repackager;

/** A project with the starter as its only dependency, built as {@code spring-boot:repackage} builds it. */
final class FreshProject {
    private static final Path SOURCES = Path.of("src", "test", "resources", "fresh-project");

    /** What the tests need and an application does not have. */
    private static final Pattern TESTS_ONLY = Pattern.compile(
            ".*(test-classes|-tests\\.jar|/(spring-boot-(starter-)?(test|web|actuator|loader|jarmode|tomcat)|spring-test|"
                    + "spring-web|tomcat|junit|mockito|byte-buddy|assertj|awaitility|hamcrest|json-path|jsonassert|"
                    + "camel-console|camel-yaml|camel-xml-io|opentest4j|apiguardian)[^/]*).*");

    private final Path directory;

    FreshProject(Path directory) {
        this.directory = directory;
    }

    static Path configuration() {
        return SOURCES.resolve("resources").resolve("application.yaml");
    }

    Path executableJar() throws IOException {
        List<Path> libraries = libraries();
        Path classes = Files.createDirectories(directory.resolve("classes"));
        compile(libraries, classes);
        Files.copy(configuration(), classes.resolve("application.yaml"));
        Path executable = directory.resolve("calls.jar");
        Repackager repackager =
                new Repackager(jar(classes, directory.resolve("plain.jar")).toFile());
        repackager.setLayout(new Layouts.Jar());
        repackager.repackage(executable.toFile(), libraries(libraries));
        return executable;
    }

    private static void compile(List<Path> libraries, Path classes) {
        String classPath = libraries.stream().map(Path::toString).collect(joining(File.pathSeparator));
        int result = ToolProvider.getSystemJavaCompiler()
                .run(
                        null,
                        null,
                        null,
                        "-proc:none",
                        "--release",
                        "17",
                        "-cp",
                        classPath,
                        "-d",
                        classes.toString(),
                        SOURCES.resolve(Path.of("java", "com", "example", "Calls.java"))
                                .toString());
        assertThat(result).as("javac").isZero();
    }

    private List<Path> libraries() throws IOException {
        List<Path> entries = ChildJvm.testClassPath().stream()
                .filter(entry -> Files.exists(entry)
                        && !TESTS_ONLY
                                .matcher(entry.toString().replace('\\', '/'))
                                .matches())
                .toList();
        Path packed = Files.createDirectories(directory.resolve("libraries"));
        List<Path> libraries = new ArrayList<>();
        for (Path entry : entries) {
            libraries.add(
                    Files.isDirectory(entry)
                            ? jar(entry, packed.resolve("module-" + libraries.size() + ".jar"))
                            : entry);
        }
        return libraries;
    }

    private static Libraries libraries(List<Path> jars) {
        return callback -> {
            for (Path jar : jars) {
                callback.library(new Library(jar.toFile(), LibraryScope.RUNTIME));
            }
        };
    }

    private static Path jar(Path classes, Path target) throws IOException {
        try (OutputStream file = Files.newOutputStream(target);
                JarOutputStream jar = new JarOutputStream(file);
                Stream<Path> files = Files.walk(classes)) {
            for (Path each : files.filter(Files::isRegularFile).sorted().toList()) {
                jar.putNextEntry(
                        new JarEntry(classes.relativize(each).toString().replace('\\', '/')));
                Files.copy(each, jar);
            }
        }
        return target;
    }
}
