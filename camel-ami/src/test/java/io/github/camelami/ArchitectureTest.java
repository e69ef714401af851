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

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaMember;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.library.dependencies.SlicesRuleDefinition;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.xml.stream.XMLInputFactory;
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

    /** What the classes of each package may depend on besides the JDK and their own; the root, last, knows all. */
    private static final Map<String, Set<String>> ROOMS = Map.ofEntries(
            Map.entry("internal.value", Set.of()),
            Map.entry("call", Set.of("internal.value")),
            Map.entry("queue", Set.of("internal.value")),
            Map.entry("internal.wire", Set.of()),
            Map.entry("message", Set.of("internal.wire")),
            Map.entry("internal.codec", Set.of("internal.wire", "message")),
            Map.entry("internal.transport", Set.of("internal.wire", "message", "internal.codec")),
            Map.entry("internal.tcp", Set.of("internal.wire", "message", "internal.codec", "internal.transport")),
            Map.entry("internal.http", Set.of("internal.wire", "message", "internal.codec", "internal.transport")),
            Map.entry("internal.session", Set.of("internal.wire", "message", "internal.codec", "internal.transport")),
            Map.entry("internal.tracking", Set.of("internal.wire", "message", "call")),
            Map.entry(
                    "internal.tracking.queue",
                    Set.of("internal.wire", "message", "internal.codec", "call", "queue", "internal.tracking")),
            Map.entry("internal.uri", Set.of("internal.wire", "message", "call")),
            Map.entry(
                    "internal.action",
                    Set.of(
                            "internal.wire",
                            "message",
                            "call",
                            "internal.session",
                            "internal.tracking",
                            "internal.uri")),
            Map.entry(
                    "internal.routing",
                    Set.of(
                            "internal.wire",
                            "message",
                            "call",
                            "queue",
                            "internal.session",
                            "internal.tracking",
                            "internal.tracking.queue")),
            Map.entry("transform", Set.of("internal.wire", "message", "call", "queue")),
            Map.entry("internal.health", Set.of("internal.session")),
            Map.entry(
                    "internal.metrics",
                    Set.of("call", "queue", "internal.session", "internal.routing", "internal.tracking.queue")),
            Map.entry("telemetry", Set.of("call", "queue", "message", "internal.wire")));

    private static final Set<String> KNOW_CAMEL = Set.of(
            "internal.uri",
            "internal.action",
            "internal.routing",
            "internal.health",
            "internal.metrics",
            "telemetry",
            "transform");

    /** They grow by a field, a getter and a setter with each option. */
    private static final Set<String> BEANS_OF_OPTIONS =
            Set.of("AmiConfiguration.java", "AmiConsumerConfiguration.java");

    /** What a user may name. Whoever adds to it promises to keep it. */
    private static final Set<String> API_OF_THE_ROOT = Set.of(
            "AmiComponent",
            "AmiConfiguration",
            "AmiConstants",
            "AmiConsumer",
            "AmiConsumerConfiguration",
            "AmiConverters",
            "AmiDevConsole",
            "AmiEndpoint",
            "AmiHeaderFilterStrategy",
            "AmiProducer",
            "AmiProducerConfiguration",
            "AmiTransportType",
            "AuthType",
            "Emit",
            "HttpFormat",
            "Overflow");

    /** How a connection makes messages and its login; hidden from the Javadoc. */
    private static final Set<String> DOORS = Set.of("AmiEvent.received", "AmiResponse.received");

    private static String room(JavaClass type) {
        return type.getPackageName().equals(ROOT) ? "" : type.getPackageName().substring(ROOT.length() + 1);
    }

    private static boolean isGenerated(JavaClass type) {
        return type.getSimpleName().matches(".*(Configurer|UriFactory|Loader)|.*Loader\\$.*");
    }

    @Test
    void eachRoomKnowsOnlyThoseItMay() {
        assertThat(MAIN.stream().map(ArchitectureTest::room).filter(room -> !room.isEmpty()))
                .containsAll(ROOMS.keySet())
                .allMatch(ROOMS::containsKey);
        ROOMS.forEach((room, known) -> {
            List<String> allowed = new ArrayList<>(
                    known.stream().map(each -> ROOT + '.' + each).toList());
            allowed.addAll(List.of("java..", ROOT + '.' + room, "org.jspecify.annotations"));
            if (room.equals("internal.codec")) {
                allowed.addAll(List.of("javax.xml..", "jakarta.xml.bind.."));
            } else if (KNOW_CAMEL.contains(room)) {
                allowed.add("org.apache.camel..");
            }
            if (room.equals("internal.metrics")) {
                allowed.add("io.micrometer.core..");
            }
            if (room.equals("telemetry")) {
                allowed.add(ROOT);
            }
            if (room.equals("internal.http")) {
                allowed.add("org.apache.hc..");
            }
            if (Set.of("internal.tcp", "internal.http", "internal.transport", "internal.session")
                    .contains(room)) {
                allowed.add("javax.net..");
            }
            allowed.add("org.slf4j..");
            classes()
                    .that()
                    .resideInAPackage(ROOT + '.' + room)
                    .should()
                    .onlyDependOnClassesThat()
                    .resideInAnyPackage(allowed.toArray(String[]::new))
                    .check(MAIN);
        });
    }

    /** So that everything else works without it. */
    @Test
    void onlyTheSpanDecoratorKnowsTelemetry() {
        noClasses()
                .that()
                .resideOutsideOfPackage(ROOT + ".telemetry")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.apache.camel.telemetry..", ROOT + ".telemetry")
                .check(MAIN);
    }

    /** Constants are part of the classes that use them, so that only the source shows where they are from. */
    @Test
    void noSourceBelowInternalNamesTheRoot() throws IOException {
        Path internal = Path.of("src/main/java/io/github/camelami/internal");
        Pattern ofTheRoot = Pattern.compile("\\b" + Pattern.quote(ROOT) + "\\.(?=[A-Z*])|\\bAmiConstants\\b");
        try (Stream<Path> files = Files.walk(internal)) {
            assertThat(files.filter(file -> file.toString().endsWith(".java")))
                    .hasSizeGreaterThan(100)
                    .allSatisfy(file -> assertThat(ofTheRoot.matcher(text(file)).find())
                            .as(file.toString())
                            .isFalse());
        }
    }

    @Test
    void valuesAndWireTextLogNothing() {
        noClasses()
                .that()
                .resideInAnyPackage(
                        ROOT + ".call",
                        ROOT + ".message",
                        ROOT + ".internal.wire",
                        ROOT + ".internal.codec",
                        ROOT + ".internal.tracking")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.slf4j..")
                .check(MAIN);
    }

    @Test
    void packagesHaveNoCycles() {
        SlicesRuleDefinition.slices()
                .matching(ROOT + ".(**)")
                .should()
                .beFreeOfCycles()
                .check(MAIN);
    }

    @Test
    void whatUsersMayNameOfTheRootIsWritten() {
        assertThat(MAIN.stream()
                        .filter(type -> type.getPackageName().equals(ROOT) && !isGenerated(type))
                        .filter(type ->
                                type.isTopLevelClass() && type.getModifiers().contains(JavaModifier.PUBLIC))
                        .map(JavaClass::getSimpleName))
                .containsExactlyInAnyOrderElementsOf(API_OF_THE_ROOT);
    }

    @Test
    void theRootHasNoMoreThan24Classes() {
        assertThat(MAIN.stream()
                        .filter(type -> type.getPackageName().equals(ROOT) && !isGenerated(type))
                        .filter(type ->
                                type.isTopLevelClass() && !type.getSimpleName().equals("package-info")))
                .hasSizeLessThanOrEqualTo(24);
    }

    /** So that nothing of internal can be reached without being named. */
    @Test
    void noTypeOfInternalStandsInTheApi() {
        List<String> found = new ArrayList<>();
        for (JavaClass type : MAIN) {
            if (room(type).startsWith("internal") || !type.getModifiers().contains(JavaModifier.PUBLIC)) {
                continue;
            }
            for (JavaMember member : type.getMembers()) {
                Set<JavaModifier> modifiers = member.getModifiers();
                boolean open = modifiers.contains(JavaModifier.PUBLIC) || modifiers.contains(JavaModifier.PROTECTED);
                String name = type.getSimpleName() + '.' + member.getName();
                if (open
                        && !DOORS.contains(name)
                        && typesOf(member).anyMatch(each -> room(each).startsWith("internal"))) {
                    found.add(name);
                }
            }
        }
        assertThat(found).isEmpty();
    }

    /** The steps of docs/maintainers/architecture.md are the methods that there are, and each knows one before it or is known by it. */
    @Test
    void theWaysOfAnEventAndAnActionAreThoseThatAreDocumented() throws IOException {
        String page = Files.readString(Path.of("../docs/maintainers/architecture.md"));
        for (Map.Entry<String, Integer> most : Map.of("## The way of an event", 7, "## The way of an action", 6)
                .entrySet()) {
            String way = most.getKey();
            String section = page.substring(page.indexOf(way)).split("(?m)^\\n(?=With |`ActionFactory)")[0];
            List<String[]> steps = Pattern.compile("(?m)^\\d\\. `(\\w+)\\.(\\w+)`")
                    .matcher(section)
                    .results()
                    .map(step -> new String[] {step.group(1), step.group(2)})
                    .toList();
            assertThat(steps).as(way).hasSizeBetween(5, most.getValue());
            assertThat(steps.stream().map(step -> step[0])).as(way).doesNotHaveDuplicates();
            List<JavaClass> before = new ArrayList<>();
            for (String[] step : steps) {
                JavaClass type = MAIN.stream()
                        .filter(each -> each.getSimpleName().equals(step[0]))
                        .findFirst()
                        .orElseThrow();
                assertThat(type.getMethods()).extracting(JavaMember::getName).contains(step[1]);
                assertThat(before.isEmpty() || before.stream().anyMatch(each -> knows(each, type) || knows(type, each)))
                        .as("%s is joined to a step before it", step[0])
                        .isTrue();
                before.add(type);
            }
        }
    }

    @Test
    void theIndexOfTheDocsNamesClassesThatThereAre() throws IOException {
        String page = Files.readString(Path.of("../docs/maintainers/architecture.md"));
        String index = page.substring(page.indexOf("## Where is what"), page.indexOf("[Decisions]"));
        assertThat(Pattern.compile("`([A-Z]\\w+)`").matcher(index).results().map(each -> each.group(1)))
                .hasSizeGreaterThan(20)
                .isSubsetOf(Stream.concat(MAIN.stream().map(JavaClass::getSimpleName), sources())
                        .toList());
    }

    /** The names of the files of all modules that are no examples, tests included. */
    private static Stream<String> sources() throws IOException {
        List<String> names = new ArrayList<>();
        for (String module : List.of(
                "../camel-ami/src",
                "../camel-ami-endpointdsl/src",
                "../camel-ami-starter/src",
                "../camel-ami-kafka-connect/src")) {
            try (Stream<Path> files = Files.walk(Path.of(module))) {
                files.map(file -> file.getFileName().toString())
                        .filter(name -> name.endsWith(".java"))
                        .forEach(name -> names.add(name.replace(".java", "")));
            }
        }
        return names.stream();
    }

    /** Also by an interface of ours that the other, or a class within it, implements. */
    private static boolean knows(JavaClass type, JavaClass other) {
        List<JavaClass> others = MAIN.stream()
                .filter(each ->
                        each.getName().equals(other.getName()) || each.getName().startsWith(other.getName() + '$'))
                .toList();
        return Stream.concat(Stream.of(type), type.getAllRawInterfaces().stream())
                .flatMap(each -> each.getDirectDependenciesFromSelf().stream())
                .map(dependency -> dependency.getTargetClass().getBaseComponentType())
                .filter(target -> target.getPackageName().startsWith(ROOT))
                .anyMatch(target -> others.stream().anyMatch(each -> each.isAssignableTo(target.getName())));
    }

    private static Stream<JavaClass> typesOf(JavaMember member) {
        Stream<JavaClass> named = member instanceof JavaField field
                ? Stream.of(field.getRawType())
                : Stream.concat(
                        Stream.of(((JavaCodeUnit) member).getRawReturnType()),
                        ((JavaCodeUnit) member).getRawParameterTypes().stream());
        return named.filter(type -> type.getPackageName().startsWith(ROOT));
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

    /** So that what a PBX sends can make none of them fetch or grow anything. */
    @Test
    void E11_thereIsNoXmlParser() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("javax.xml.parsers..", "javax.xml.transform..", "org.w3c.dom..", "org.xml.sax..")
                .orShould()
                .dependOnClassesThat()
                .haveFullyQualifiedName(XMLInputFactory.class.getName())
                .check(MAIN);
    }

    /** A monitor pins the carrier of a virtual thread that waits, up to Java 23; locks with conditions do not. */
    @Test
    void K1_nothingWaitsOnAMonitor() {
        noClasses()
                .should()
                .callMethodWhere(describe(
                        "the target is Object.wait",
                        call -> call.getTarget().getName().equals("wait")
                                && call.getTarget().getOwner().isEquivalentTo(Object.class)))
                .check(MAIN);
    }

    /** So that a reader of the Javadoc knows from when on it is promised. */
    @Test
    void eachTypeOfTheApiSaysSinceWhen() throws IOException {
        Path root = Path.of("src/main/java/io/github/camelami");
        try (Stream<Path> files = Stream.of(
                        root,
                        root.resolve("message"),
                        root.resolve("call"),
                        root.resolve("queue"),
                        root.resolve("transform"))
                .flatMap(folder -> Stream.of(folder.toFile().listFiles()).map(java.io.File::toPath))
                .filter(file -> file.toString().endsWith(".java") && !file.endsWith("package-info.java"))) {
            assertThat(files.map(ArchitectureTest::text).filter(text -> Pattern.compile("(?m)^public ")
                            .matcher(text)
                            .find()))
                    .hasSizeGreaterThan(30)
                    .allMatch(text -> text.contains(" * @since "));
        }
    }

    @Test
    void whatUsersNameSaysWhereItIsNull() {
        for (String room : List.of("", ".message", ".call", ".queue", ".transform")) {
            assertThat(MAIN.get(ROOT + room + ".package-info").isAnnotatedWith("org.jspecify.annotations.NullMarked"))
                    .as(ROOT + room)
                    .isTrue();
        }
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
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
    void noFileIsLongerThan300Lines() throws IOException {
        try (Stream<Path> files = Files.walk(Path.of("src/main/java"))) {
            List<Path> sources = files.filter(file -> file.toString().endsWith(".java")
                            && !BEANS_OF_OPTIONS.contains(file.getFileName().toString()))
                    .toList();
            assertThat(sources).hasSizeGreaterThan(30).allSatisfy(file -> assertThat(Files.readAllLines(file))
                    .as(file.toString())
                    .hasSizeLessThanOrEqualTo(300));
        }
    }
}
