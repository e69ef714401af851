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
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.IdentifierTree;
import com.sun.source.tree.MemberSelectTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.util.TreeScanner;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/**
 * A test waits for a condition. To show that something does not happen it waits for what comes later on the same way,
 * such as the answer to a Ping behind an event, or the next retries of another session.
 */
class NoSleepTest {
    private static final Set<String> SLEEPS =
            Set.of("sleep", "parkNanos", "parkUntil", "completeOnTimeout", "delayedExecutor");
    private static final Set<String> AWAITILITY = Set.of("during", "pollDelay");

    private static final Map<String, String> ALLOWED = Map.of(
            "BehindNginx", "counts the requests of some seconds: a rate needs a time",
            "HttpLoadAsteriskIT", "sends a flood at a given rate",
            "LeadershipTest", "the lock file of the other leader shows nobody when it was looked at",
            "Listener", "tries again for a port that another program has",
            "QueueFiguresAsteriskIT", "places calls at a given rate",
            "ReconnectClient", "is a process whose threads are counted: Awaitility would add its own",
            "Seat", "plays people, who take their time",
            "SoakClient", "is a process whose threads are counted: Awaitility would add its own");

    @Test
    void noTestInAnyModuleSleeps() throws IOException {
        Set<String> files = new TreeSet<>();
        TestSources.parseAll(unit -> {
            if (!sleeps(unit).isEmpty()) {
                files.add(unit.getSourceFile().getName().replaceAll(".*[/\\\\]|\\.java$", ""));
            }
        });
        assertThat(files).isEqualTo(new TreeSet<>(ALLOWED.keySet()));
    }

    @Test
    void itSeesSleeps() throws IOException {
        List<String> sleeps = new ArrayList<>();
        TestSources.parse("""
                class Some {
                    void some() {
                        thread.sleep(1); unit.seconds.sleep(1); parkNanos(1);
                        f.completeOnTimeout(1, 2, S);
                        await().atMost(A).during(B).until(c); soon().pollDelay(A).until(c);
                        Awaitility.await().during(B).until(c); await().pollDelay(Duration.ZERO).until(c);
                        options.pollDelay(A); to(pbx).pollDelay(A); outcomes.during(a);
                    }
                }
                """, unit -> sleeps.addAll(sleeps(unit)));
        assertThat(sleeps)
                .containsExactly("sleep", "sleep", "parkNanos", "completeOnTimeout", "during", "pollDelay", "during");
    }

    /** A future that never completes would hold up the build. {@link Futures} ends the wait; a pause ends itself. */
    @Test
    void noTestWaitsForAFutureWithoutALimit() {
        JavaClasses tests = new ClassFileImporter()
                .importUrl(
                        NoSleepTest.class.getProtectionDomain().getCodeSource().getLocation());
        assertThat(tests).hasSizeGreaterThan(100);
        assertThat(tests.stream()
                        .filter(type -> !type.getPackageName().matches(".*\\.(simulator|endurance)"))
                        .filter(type -> !Set.of("Futures", "Seat").contains(type.getSimpleName()))
                        .flatMap(type -> type.getMethodCallsFromSelf().stream())
                        .filter(call -> call.getTarget().getRawParameterTypes().isEmpty())
                        .filter(call -> isFuture(call.getTargetOwner())
                                && Set.of("join", "get").contains(call.getName())))
                .isEmpty();
    }

    private static boolean isFuture(JavaClass type) {
        return type.isAssignableTo(Future.class);
    }

    private static List<String> sleeps(CompilationUnitTree unit) {
        List<String> sleeps = new ArrayList<>();
        unit.accept(
                new TreeScanner<Void, Void>() {
                    @Override
                    public Void visitMethodInvocation(MethodInvocationTree call, Void none) {
                        String name = name(call.getMethodSelect());
                        boolean isZero = call.getArguments().toString().equals("Duration.ZERO");
                        if (SLEEPS.contains(name)
                                || AWAITILITY.contains(name) && !isZero && isAwaitility(call.getMethodSelect())) {
                            sleeps.add(name);
                        }
                        return super.visitMethodInvocation(call, none);
                    }
                },
                null);
        return sleeps;
    }

    private static boolean isAwaitility(ExpressionTree method) {
        if (method instanceof MemberSelectTree select
                && select.getExpression() instanceof MethodInvocationTree before) {
            return isAwaitility(before.getMethodSelect());
        }
        return Set.of("await", "soon").contains(name(method));
    }

    private static String name(ExpressionTree method) {
        return method instanceof MemberSelectTree select
                ? select.getIdentifier().toString()
                : method instanceof IdentifierTree plain ? plain.getName().toString() : "";
    }
}
