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

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.library.dependencies.SlicesRuleDefinition;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ArchitectureTest {
    private static final String ROOT = "io.github.camelami";
    private static final JavaClasses MAIN = main();

    private static JavaClasses main() {
        try {
            return new ClassFileImporter()
                    .importPath(Path.of(AmiComponent.class
                            .getProtectionDomain()
                            .getCodeSource()
                            .getLocation()
                            .toURI()));
        } catch (java.net.URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void packagesKnowOnlyThoseBeforeThem() {
        assertThat(MAIN.stream().map(JavaClass::getPackageName))
                .contains(
                        ROOT,
                        ROOT + ".message",
                        ROOT + ".transport",
                        ROOT + ".session",
                        ROOT + ".call",
                        ROOT + ".queue",
                        ROOT + ".internal.tracking",
                        ROOT + ".internal.tracking.queue");
        layeredArchitecture()
                .consideringOnlyDependenciesInLayers()
                .layer("message")
                .definedBy(ROOT + ".message")
                .layer("transport")
                .definedBy(ROOT + ".transport")
                .layer("session")
                .definedBy(ROOT + ".session")
                .layer("call")
                .definedBy(ROOT + ".call")
                .layer("queue")
                .definedBy(ROOT + ".queue")
                .layer("tracking")
                .definedBy(ROOT + ".internal.tracking")
                .layer("tracking of queues")
                .definedBy(ROOT + ".internal.tracking.queue")
                .layer("root")
                .definedBy(ROOT)
                .whereLayer("message")
                .mayNotAccessAnyLayer()
                .whereLayer("transport")
                .mayOnlyAccessLayers("message")
                .whereLayer("session")
                .mayOnlyAccessLayers("message", "transport")
                .whereLayer("call")
                .mayNotAccessAnyLayer()
                .whereLayer("queue")
                .mayNotAccessAnyLayer()
                .whereLayer("tracking")
                .mayOnlyAccessLayers("message", "call")
                .whereLayer("tracking of queues")
                .mayOnlyAccessLayers("message", "call", "queue", "tracking")
                .whereLayer("root")
                .mayNotBeAccessedByAnyLayer()
                .ensureAllClassesAreContainedInArchitecture()
                .check(MAIN);
    }

    @Test
    void packagesHaveNoCycles() {
        SlicesRuleDefinition.slices()
                .matching(ROOT + ".(*)..")
                .should()
                .beFreeOfCycles()
                .check(MAIN);
    }

    @Test
    void onlyTheRootKnowsCamel() {
        noClasses()
                .that()
                .resideInAnyPackage(
                        ROOT + ".message",
                        ROOT + ".transport",
                        ROOT + ".session",
                        ROOT + ".call",
                        ROOT + ".queue",
                        ROOT + ".internal..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.apache.camel..")
                .check(MAIN);
    }

    @Test
    void onlyTheTransportAndTheRootKnowTheHttpClient() {
        noClasses()
                .that()
                .resideInAnyPackage(ROOT + ".message", ROOT + ".session")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.apache.hc..")
                .check(MAIN);
    }

    /** So that AMI over TCP works on a Camel for which there is no camel-http. */
    @Test
    void oneClassKnowsCamelsHttpComponent() {
        noClasses()
                .that()
                .doNotHaveFullyQualifiedName(AmiHttpClients.class.getName())
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.apache.camel.component.http..", "org.apache.camel.http..")
                .check(MAIN);
    }

    @Test
    void everyFileHasTheLicenceHeader() throws IOException {
        try (Stream<Path> files =
                Files.walk(Path.of("src")).filter(file -> file.toString().endsWith(".java"))) {
            assertThat(files.filter(file -> !file.toString().contains("generated")))
                    .isNotEmpty()
                    .allSatisfy(file ->
                            assertThat(Files.readString(file)).startsWith("/*\n * Copyright The camel-ami authors"));
        }
    }

    @Test
    void theValuesOfCallsKnowNothingButTheJdk() {
        classes()
                .that()
                .resideInAPackage(ROOT + ".call")
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage("java..", ROOT + ".call")
                .check(MAIN);
    }

    @Test
    void theValuesOfQueuesKnowNothingButTheJdk() {
        classes()
                .that()
                .resideInAPackage(ROOT + ".queue")
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage("java..", ROOT + ".queue")
                .check(MAIN);
    }

    @Test
    void trackingKnowsNothingButMessagesAndTheValuesOfCalls() {
        classes()
                .that()
                .resideInAPackage(ROOT + ".internal.tracking")
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage("java..", ROOT + ".message", ROOT + ".call", ROOT + ".internal.tracking")
                .check(MAIN);
    }

    /** So that a new fact that an event tells of has one place. */
    @Test
    void onlyTheTranslatorsReadEvents() {
        noClasses()
                .that()
                .resideInAnyPackage(ROOT + ".internal.tracking", ROOT + ".internal.tracking.queue")
                .and()
                .doNotHaveSimpleName("QueueTranslator")
                .and()
                .doNotHaveSimpleName("ListedQueues")
                .and()
                .doNotHaveSimpleName("Translator")
                .and()
                .doNotHaveSimpleName("ListTranslator")
                .and()
                .doNotHaveSimpleName("Mention")
                .should()
                .callMethodWhere(com.tngtech.archunit.core.domain.JavaCall.Predicates.target(
                                com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching(
                                        "get|getOrDefault|values"))
                        .and(com.tngtech.archunit.core.domain.JavaCall.Predicates.target(
                                com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner(
                                        com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo(
                                                io.github.camelami.message.AmiMessage.class)))))
                .check(MAIN);
    }

    /** A class owns its state: no field of it that changes is seen, let alone written, by another. */
    @Test
    void whatChangesInTrackingIsPrivate() {
        fields().that()
                .areDeclaredInClassesThat()
                .resideInAPackage(ROOT + ".internal.tracking..")
                .and()
                .areNotFinal()
                .should()
                .bePrivate()
                .check(MAIN);
    }

    @Test
    void messagesKnowNothingButTheJdkAndJaxb() {
        classes()
                .that()
                .resideInAPackage(ROOT + ".message")
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage("java..", "javax.xml..", "jakarta.xml.bind..", ROOT + ".message")
                .check(MAIN);
    }

    @Test
    void threadsAndTimersComeFromCamel() {
        noClasses().should().callConstructor(Thread.class, Runnable.class).check(MAIN);
        noClasses()
                .should()
                .dependOnClassesThat()
                .areAssignableTo(Executors.class)
                .check(MAIN);
        for (String timed : List.of("orTimeout", "completeOnTimeout", "delayedExecutor", "supplyAsync", "runAsync")) {
            noClasses()
                    .should()
                    .callMethodWhere(com.tngtech.archunit.core.domain.JavaCall.Predicates.target(
                                    com.tngtech.archunit.core.domain.properties.HasName.Predicates.name(timed))
                            .and(com.tngtech.archunit.core.domain.JavaCall.Predicates.target(
                                    com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner(
                                            com.tngtech.archunit.core.domain.JavaClass.Predicates.equivalentTo(
                                                    CompletableFuture.class)))))
                    .as("no thread of the JDK's own by CompletableFuture." + timed)
                    .check(MAIN);
        }
    }

    @Test
    void noFileOfTrackingIsLongerThan250Lines() throws IOException {
        try (Stream<Path> files = Files.walk(Path.of("src/main/java/io/github/camelami/internal/tracking"))) {
            List<Path> sources =
                    files.filter(file -> file.toString().endsWith(".java")).toList();
            assertThat(sources).hasSizeGreaterThan(20).allSatisfy(file -> assertThat(Files.readAllLines(file))
                    .as(file.toString())
                    .hasSizeLessThanOrEqualTo(250));
        }
    }

    @Test
    void noFileIsLongerThan400Lines() throws IOException {
        try (Stream<Path> files = Files.walk(Path.of("src/main/java"))) {
            List<Path> sources =
                    files.filter(file -> file.toString().endsWith(".java")).toList();
            assertThat(sources).hasSizeGreaterThan(30).allSatisfy(file -> assertThat(Files.readAllLines(file))
                    .as(file.toString())
                    .hasSizeLessThanOrEqualTo(400));
        }
    }
}
