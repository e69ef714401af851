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
package io.github.camelami.documented;

import java.io.File;
import java.io.IOException;
import java.io.StringWriter;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;
import org.apache.camel.builder.RouteBuilder;

/** The Java of a page as a route builder, with the imports and the static members of the file that it is from. */
final class CompiledSnippet implements AutoCloseable {
    private static final Pattern IMPORT =
            Pattern.compile("^import (static )?([\\w.]+?)((?:\\.\\w+)?);$", Pattern.MULTILINE);
    private static final Pattern PACKAGE = Pattern.compile("^package ([\\w.]+);$", Pattern.MULTILINE);
    private static final Path TESTS = Path.of("../camel-ami/src/test/java");
    private static final Path MAIN = Path.of("../../main/java");
    private static final String NAME = "SnippetOfAPage";

    private final URLClassLoader loader;
    private final String className;

    /** Compiles into that folder. */
    CompiledSnippet(Snippet.Block block, Path folder) throws IOException {
        Path file = block.from() == null ? null : Path.of("..", block.from());
        String text = file == null ? "" : Files.readString(file);
        Matcher named = PACKAGE.matcher(text);
        String packageName = named.find() ? named.group(1) : CompiledSnippet.class.getPackageName();
        className = packageName + '.' + NAME;
        Path root = file == null ? TESTS : root(file, packageName);
        Set<String> imports = new TreeSet<>(List.of("import io.github.camelami.*;", "import java.util.*;"));
        boolean whole = file != null;
        Matcher imported = IMPORT.matcher(text);
        while (imported.find()) {
            if (isThere(imported.group(2) + (imported.group(1) == null ? imported.group(3) : ""), root)) {
                imports.add(imported.group());
            } else {
                whole = false;
            }
        }
        if (whole) {
            String original = packageName + '.' + file.getFileName().toString().replace(".java", "");
            imports.add("import static " + original + ".*;");
        }
        String code = block.code().strip();
        String source = "package " + packageName + ";\n" + String.join("\n", imports) + "\npublic class " + NAME
                + " extends " + RouteBuilder.class.getName()
                + " {\n@Override public void configure() throws Exception {\n"
                + code + (code.endsWith(";") ? "" : ";") + "\n}}\n";
        compile(source, root, folder);
        loader = new FirstHere(folder.toUri().toURL());
    }

    RouteBuilder routes() throws ReflectiveOperationException {
        return (RouteBuilder)
                loader.loadClass(className).getDeclaredConstructor().newInstance();
    }

    ClassLoader loader() {
        return loader;
    }

    @Override
    public void close() throws IOException {
        loader.close();
    }

    private static Path root(Path file, String packageName) {
        Path root = file.getParent();
        for (int i = packageName.split("\\.").length; i > 0; i--) {
            root = root.getParent();
        }
        return root;
    }

    private static boolean isThere(String type, Path root) {
        String path = type.replace('.', '/');
        return CompiledSnippet.class.getClassLoader().getResource(path + ".class") != null
                || ClassLoader.getPlatformClassLoader().getResource(path + ".class") != null
                || Files.exists(root.resolve(path + ".java"))
                || type.contains(".")
                        && Character.isUpperCase(simpleName(parent(type)).charAt(0))
                        && isThere(parent(type), root);
    }

    private static String parent(String type) {
        return type.substring(0, type.lastIndexOf('.'));
    }

    private static String simpleName(String type) {
        return type.substring(type.lastIndexOf('.') + 1);
    }

    /** Classes of the page's file are compiled with it, so that all of them are in one package of one loader. */
    private static void compile(String source, Path root, Path folder) {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        JavaFileObject file =
                new SimpleJavaFileObject(URI.create("string:///" + NAME + ".java"), JavaFileObject.Kind.SOURCE) {
                    @Override
                    public CharSequence getCharContent(boolean ignoreEncodingErrors) {
                        return source;
                    }
                };
        // Classes of other modules are not in the class path.
        String sources = root.startsWith(TESTS) ? root.toString() : root + File.pathSeparator + root.resolve(MAIN);
        List<String> options = List.of(
                "-proc:none",
                "-nowarn",
                "-parameters",
                "-implicit:class",
                "-Xprefer:source",
                "-sourcepath",
                sources,
                "-classpath",
                System.getProperty("java.class.path"),
                "-d",
                folder.toString());
        StringWriter errors = new StringWriter();
        if (!compiler.getTask(errors, null, null, options, null, List.of(file)).call()) {
            throw new AssertionError(errors + "\nof:\n" + source);
        }
    }

    /** What was compiled with the page takes precedence over what the tests were started with. */
    private static final class FirstHere extends URLClassLoader {
        FirstHere(URL folder) {
            super(new URL[] {folder}, CompiledSnippet.class.getClassLoader());
        }

        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            synchronized (getClassLoadingLock(name)) {
                if (findLoadedClass(name) == null && findResource(name.replace('.', '/') + ".class") != null) {
                    return findClass(name);
                }
            }
            return super.loadClass(name, resolve);
        }
    }
}
