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

import com.sun.source.tree.AnnotationTree;
import com.sun.source.tree.AssignmentTree;
import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.IdentifierTree;
import com.sun.source.tree.MemberSelectTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.ModifiersTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.VariableTree;
import com.sun.source.util.TreeScanner;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import javax.lang.model.element.Modifier;
import org.junit.jupiter.api.Test;

/**
 * JUnit tears down what a set-up has begun, also where that was skipped or has failed: a teardown that reads a field which
 * the set-up gives its value ends in a NullPointerException of its own, and a test that should be skipped is red. Such fields
 * have {@code @AutoClose}, which closes what is there.
 */
class TeardownTest {
    private static final Set<String> SET_BY_JUNIT = Set.of("Parameter", "TempDir");

    @Test
    void noTeardownInAnyModuleReadsWhatASetUpGivesItsValue() throws IOException {
        List<String> faults = new ArrayList<>();
        TestSources.parseAll(unit -> faults.addAll(faults(unit)));
        assertThat(faults).isEmpty();
    }

    @Test
    void itSeesTheTeardownsThatFailAfterASkippedSetUp() throws IOException {
        List<String> faults = new ArrayList<>();
        TestSources.parse("""
                        class SomeTest {
                            static A shared; static final A known = new A(); B server = new B(); B made; C link; D closed; E dir;
                            SomeTest() { made = new B(); }
                            @BeforeAll static void startAll() { shared = new A(); }
                            @BeforeEach void start() { link = new C(); }
                            @AfterEach void stop() { server.close(); made.close(); shared.reset(); this.link.close(); }
                            @AfterAll static void stopAll() { known.close(); if (shared != null) { shared.close(); } }
                            @Nested class Inner { F own; @AfterEach void stop() { own.close(); } }
                        }
                        @TestInstance(Lifecycle.PER_CLASS)
                        class OtherTest {
                            @Parameter(0) A given; @TempDir E directory; B own;
                            @BeforeAll void start() { own = new B(); }
                            @AfterAll void stop() { given.close(); directory.delete(); own.close(); }
                        }
                        """, unit -> faults.addAll(faults(unit)));
        assertThat(faults)
                .containsExactlyInAnyOrder(
                        "SomeTest.stop reads link",
                        "SomeTest.stopAll reads shared",
                        "Inner.stop reads own",
                        "OtherTest.stop reads own");
    }

    private static List<String> faults(CompilationUnitTree unit) {
        List<String> faults = new ArrayList<>();
        unit.accept(
                new TreeScanner<Void, Void>() {
                    @Override
                    public Void visitClass(ClassTree type, Void none) {
                        faults.addAll(faults(type));
                        return super.visitClass(type, none);
                    }
                },
                null);
        return faults;
    }

    private static List<String> faults(ClassTree type) {
        List<String> faults = new ArrayList<>();
        for (Tree member : type.getMembers()) {
            if (member instanceof MethodTree method) {
                boolean afterAll = isAnnotated(method.getModifiers(), Set.of("AfterAll"));
                if (afterAll || isAnnotated(method.getModifiers(), Set.of("AfterEach"))) {
                    Set<String> read = namesIn(method.getBody());
                    read.retainAll(setUp(type, afterAll));
                    read.forEach(
                            field -> faults.add(type.getSimpleName() + "." + method.getName() + " reads " + field));
                }
            }
        }
        return faults;
    }

    /** The fields to which a set-up of this class gives their value; a static one has it before any test. */
    private static Set<String> setUp(ClassTree type, boolean afterAll) {
        Set<String> fields = new HashSet<>();
        Set<String> byConstructor = new HashSet<>();
        for (Tree member : type.getMembers()) {
            if (member instanceof VariableTree field
                    && field.getInitializer() == null
                    && !isAnnotated(field.getModifiers(), SET_BY_JUNIT)
                    && (afterAll || !field.getModifiers().getFlags().contains(Modifier.STATIC))) {
                fields.add(field.getName().toString());
            } else if (member instanceof MethodTree method && method.getReturnType() == null) {
                byConstructor.addAll(assignedIn(method));
            }
        }
        fields.removeAll(byConstructor);
        return fields;
    }

    private static boolean isAnnotated(ModifiersTree modifiers, Set<String> names) {
        return modifiers.getAnnotations().stream()
                .map(AnnotationTree::getAnnotationType)
                .anyMatch(type -> names.contains(type.toString()));
    }

    private static Set<String> namesIn(Tree tree) {
        Set<String> names = new HashSet<>();
        new TreeScanner<Void, Void>() {
            @Override
            public Void visitIdentifier(IdentifierTree name, Void none) {
                names.add(name.getName().toString());
                return super.visitIdentifier(name, none);
            }

            @Override
            public Void visitMemberSelect(MemberSelectTree select, Void none) {
                if (select.getExpression().toString().equals("this")) {
                    names.add(select.getIdentifier().toString());
                }
                return super.visitMemberSelect(select, none);
            }
        }.scan(tree, null);
        return names;
    }

    private static Set<String> assignedIn(MethodTree constructor) {
        Set<String> names = new HashSet<>();
        new TreeScanner<Void, Void>() {
            @Override
            public Void visitAssignment(AssignmentTree assignment, Void none) {
                names.addAll(namesIn(assignment.getVariable()));
                return super.visitAssignment(assignment, none);
            }
        }.scan(constructor, null);
        return names;
    }
}
