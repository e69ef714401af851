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

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.util.JavacTask;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/** The source text of the tests of all modules, parsed. */
final class TestSources {
    private static final JavaCompiler COMPILER = ToolProvider.getSystemJavaCompiler();

    private TestSources() {}

    static void parseAll(Consumer<CompilationUnitTree> reader) throws IOException {
        List<Path> sources = new ArrayList<>();
        for (Path module : modules()) {
            try (Stream<Path> files = Files.walk(module.resolve(Path.of("src", "test", "java")))) {
                files.filter(file -> file.toString().endsWith(".java")).forEach(sources::add);
            }
        }
        assertThat(sources).hasSizeGreaterThan(100);
        try (StandardJavaFileManager files = COMPILER.getStandardFileManager(null, null, null)) {
            parse(files.getJavaFileObjectsFromPaths(sources), reader);
        }
    }

    /** The same for a text that is no file, under the name Some.java. */
    static void parse(String text, Consumer<CompilationUnitTree> reader) throws IOException {
        JavaFileObject source =
                new SimpleJavaFileObject(URI.create("string:///Some.java"), JavaFileObject.Kind.SOURCE) {
                    @Override
                    public CharSequence getCharContent(boolean ignoreEncodingErrors) {
                        return text;
                    }
                };
        parse(List.of(source), reader);
    }

    private static void parse(Iterable<? extends JavaFileObject> sources, Consumer<CompilationUnitTree> reader)
            throws IOException {
        ((JavacTask) COMPILER.getTask(null, null, null, List.of("-proc:none"), null, sources))
                .parse()
                .forEach(reader);
    }

    private static List<Path> modules() throws IOException {
        List<Path> modules = new ArrayList<>();
        for (Path parent : List.of(Path.of(".."), Path.of("..", "examples"))) {
            try (Stream<Path> children = Files.list(parent)) {
                children.filter(child -> Files.isDirectory(child.resolve(Path.of("src", "test", "java"))))
                        .forEach(modules::add);
            }
        }
        assertThat(modules).hasSizeGreaterThan(10);
        return modules;
    }
}
