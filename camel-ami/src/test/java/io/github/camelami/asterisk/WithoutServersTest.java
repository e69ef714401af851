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

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.ClassNameFilter.includeClassNamePatterns;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectPackage;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.support.descriptor.ClassSource;
import org.junit.platform.engine.support.descriptor.MethodSource;
import org.junit.platform.launcher.Launcher;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

/** The tests against real servers on a machine that has none: all are skipped, set-up and teardown included. */
class WithoutServersTest {

    @Test
    void everyTestAgainstARealServerIsSkippedAndSaysWhyInOneLine() throws Exception {
        List<String> said = sayOfARunWithoutServers();

        assertThat(said)
                .allMatch(line -> line.matches("SKIPPED \\S+ no real Asterisk: \\S+ is not set; see CONTRIBUTING.md"));
        Set<String> classes = said.stream().map(line -> line.split(" ")[1]).collect(Collectors.toSet());
        assertThat(classes)
                .hasSizeGreaterThan(20)
                .allMatch(name -> name.endsWith("AsteriskIT"))
                .contains(HttpFailuresAsteriskIT.class.getName(), GettingStartedAsteriskIT.class.getName());
    }

    /** Runs them in a JVM whose environment names no server, as another may do. */
    private static List<String> sayOfARunWithoutServers() throws IOException, InterruptedException {
        ProcessBuilder tests = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                WithoutServersTest.class.getName());
        tests.environment().keySet().removeIf(name -> name.startsWith("AMI_ASTERISK"));
        // Java says that it has read them
        tests.environment().remove("JAVA_TOOL_OPTIONS");
        Process process = tests.redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(said).isZero();
        return said.lines().toList();
    }

    /** Says of each test how it ended. */
    public static void main(String[] none) {
        Launcher launcher = LauncherFactory.create();
        launcher.execute(
                LauncherDiscoveryRequestBuilder.request()
                        .selectors(selectPackage(WithoutServersTest.class.getPackageName()))
                        .filters(includeClassNamePatterns(".*AsteriskIT"))
                        .build(),
                new TestExecutionListener() {
                    @Override
                    public void executionFinished(TestIdentifier test, TestExecutionResult result) {
                        boolean wentWell = result.getStatus() == TestExecutionResult.Status.SUCCESSFUL;
                        if (test.isTest() || !wentWell) {
                            String why = result.getThrowable()
                                    .map(WithoutServersTest::text)
                                    .orElse("");
                            System.out.println(word(result.getStatus()) + " " + className(test) + " " + why);
                        }
                    }
                });
    }

    private static String word(TestExecutionResult.Status status) {
        return status == TestExecutionResult.Status.ABORTED ? "SKIPPED" : status.name();
    }

    private static String text(Throwable why) {
        return why.getSuppressed().length == 0
                ? String.valueOf(why.getMessage())
                : why + " and " + why.getSuppressed()[0];
    }

    private static String className(TestIdentifier test) {
        return test.getSource()
                .map(source -> source instanceof MethodSource method
                        ? method.getClassName()
                        : source instanceof ClassSource type ? type.getClassName() : source.toString())
                .orElse(test.getDisplayName());
    }
}
