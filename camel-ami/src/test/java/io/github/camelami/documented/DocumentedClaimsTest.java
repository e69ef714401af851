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

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.github.camelami.AmiConstants;
import io.github.camelami.call.AmiCall;
import io.github.camelami.call.CallState;
import io.github.camelami.simulator.SimulatedPbx;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.model.ProcessorDefinition;
import org.apache.camel.support.DefaultExchange;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What pages for users say beside their snippets. */
class DocumentedClaimsTest {
    private static final Path ROOT = Path.of("..");
    private static final List<Path> MODULES = List.of(
            ROOT.resolve("camel-ami/src/main/java"),
            ROOT.resolve("camel-ami/src/test/java"),
            ROOT.resolve("camel-ami-endpointdsl/src/main/java"));
    private static final Pattern CODE = Pattern.compile("`([A-Z]\\w+)`");
    private static final Pattern ROW = Pattern.compile("\\| `(io\\.github\\.camelami[\\w.]*)` \\| (.*) \\|");
    private static final Pattern CONNECTION = Pattern.compile("-D(ami\\.(?:host|port|username|secret))\\b");
    private static final String SETTINGS = "src/main/resources/application.properties";

    private final SimulatedPbx pbx = SimulatedPbx.start();
    private final DefaultCamelContext camel = new DefaultCamelContext();

    @BeforeEach
    void connect() {
        PageRoutes.connect(camel, pbx);
    }

    @AfterEach
    void stop() {
        camel.stop();
        pbx.close();
    }

    @Test
    void eachClassIsInThePackageThatThePageNames() throws IOException {
        List<MatchResult> rows = ROW.matcher(page("component.md", "<!-- table classes -->", "<!-- end -->"))
                .results()
                .toList();
        assertThat(rows).hasSize(6).allSatisfy(row -> assertThat(
                        CODE.matcher(row.group(2)).results().map(name -> name.group(1)))
                .isNotEmpty()
                .allMatch(name -> MODULES.stream()
                        .map(sources -> sources.resolve(row.group(1).replace('.', '/')))
                        .anyMatch(folder -> Files.exists(folder.resolve(name + ".java")))));
    }

    @ParameterizedTest
    @ValueSource(strings = {"call", "message", "queue"})
    void thePageNamesThePublicClassesOfAMessage(String folder) throws IOException {
        String table = page("component.md", "<!-- table classes -->", "<!-- end -->");
        try (Stream<Path> sources =
                Files.list(MODULES.get(0).resolve("io/github/camelami").resolve(folder))) {
            assertThat(sources.filter(source -> read(
                                            source.getParent(),
                                            source.getFileName().toString())
                                    .contains("\npublic "))
                            .map(source -> source.getFileName().toString().replace(".java", ""))
                            .filter(name -> !name.matches(".*(Bean|Builder|Value)")))
                    .isNotEmpty()
                    .allMatch(name -> table.contains("`" + name + "`"));
        }
    }

    @Test
    void theReadmeOfAnExampleNamesThePropertiesOfItsConnection() throws IOException {
        try (Stream<Path> examples = Files.list(ROOT.resolve("examples"))) {
            assertThat(examples.filter(example -> read(example, SETTINGS).contains("{{ami.host}}")))
                    .hasSizeGreaterThan(15)
                    .allSatisfy(example -> {
                        String readme = read(example, "README.md");
                        assertThat(readme).contains("-Dami.host=", "-Dami.port", "-Dami.username=", "-Dami.secret=");
                        assertThat(CONNECTION.matcher(readme).results().map(found -> found.group(1)))
                                .allMatch(name -> read(example, SETTINGS).contains("{{" + name));
                    });
        }
    }

    private static String read(Path folder, String file) {
        try {
            return Files.exists(folder.resolve(file)) ? Files.readString(folder.resolve(file)) : "";
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What arrives in the database, or the message of the failure. */
    private String inserted(String value, boolean asMap) throws Exception {
        JdbcDataSource database = new JdbcDataSource();
        database.setUrl("jdbc:h2:mem:" + System.nanoTime() + ";DB_CLOSE_DELAY=-1");
        List<String> failures = new CopyOnWriteArrayList<>();
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE TABLE calls (result VARCHAR(20))");
            camel.getRegistry().bind("dataSource", database);
            camel.addRoutes(new RouteBuilder() {
                @Override
                public void configure() {
                    onException(Exception.class)
                            .handled(true)
                            .process(exchange ->
                                    failures.add(exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Exception.class)
                                            .toString()));
                    ProcessorDefinition<?> route = from("ami:pbx?emit=calls");
                    if (asMap) {
                        route.convertBodyTo(Map.class);
                    }
                    route.to("sql:INSERT INTO calls (result) VALUES (:#" + value + ")");
                }
            });
            camel.start();
            pbx.placeCall("100", "102").ended().get(20, TimeUnit.SECONDS);
            List<String> rows = new ArrayList<>(failures);
            await().until(() -> {
                rows.addAll(failures);
                ResultSet row = statement.executeQuery("SELECT * FROM calls");
                if (row.next()) {
                    rows.add(row.getString(1));
                }
                return !rows.isEmpty();
            });
            return rows.get(0);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"${header.CamelAmiDisposition}", "${body.disposition.name()}"})
    void sqlTakesTheNameOfAnEnum(String value) throws Exception {
        assertThat(inserted(value, false)).isEqualTo("BUSY");
    }

    @Test
    void sqlTakesTheValuesOfAMap() throws Exception {
        assertThat(inserted("disposition", true)).isEqualTo("BUSY");
    }

    @Test
    void sqlTakesAMissingValueOfAMapAsNull() throws Exception {
        assertThat(inserted("failureReason", true)).isNull();
    }

    @Test
    void sqlRefusesAnEnum() throws Exception {
        String failure = "Data conversion error converting ";
        assertThat(inserted("${body.disposition}", false)).contains(failure);
        assertThat(page("faq.md", "## Camel", "## Kafka")).contains(failure);
    }

    @Test
    void aClickToCallHasTheStatesOfThePage() throws Exception {
        List<String> told = new CopyOnWriteArrayList<>();
        camel.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("ami:pbx?emit=callProgress")
                        .process(exchange ->
                                told.add(exchange.getMessage().getHeader(AmiConstants.CALL_STATE, String.class)));
                from("direct:click")
                        .to("ami:pbx?action=Originate&awaitEnd=true&field.Channel=PJSIP/100"
                                + "&field.Context=from-internal&field.Exten=200&field.Priority=1");
            }
        });
        camel.start();
        camel.createProducerTemplate().requestBody("direct:click", (Object) null);

        await().until(() -> told.contains("ENDED"));
        String table = page("calls.md", "### The states of a click-to-call", "`originated` is true");
        assertThat(Stream.of(table.split("\n"))
                        .filter(line -> line.startsWith("| `") && !line.contains("| what"))
                        .flatMap(line -> Pattern.compile("`([A-Z_]+)`")
                                .matcher(line.split("\\|")[1])
                                .results())
                        .map(state -> state.group(1)))
                .containsExactlyElementsOf(told);
    }

    @Test
    void anExtensionThatDoesNotExistIsUnknown() {
        camel.start();
        assertThat(camel.createProducerTemplate()
                        .requestBody(
                                "ami:pbx?action=ExtensionState&field.Exten=4711&field.Context=default",
                                null,
                                Map.class))
                .containsEntry("Response", "Success")
                .containsEntry("Status", "-1")
                .containsEntry("StatusText", "Unknown");
    }

    @Test
    void aMisspeltFieldOfAnEventIsEmpty() throws Exception {
        List<String> told = new CopyOnWriteArrayList<>();
        camel.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("ami:pbx?events=call&include=Hangup")
                        .setBody(simple("[${body[CauseTxt]}] [${body[Cause-txt]}]"))
                        .process(exchange -> told.add(exchange.getMessage().getBody(String.class)));
            }
        });
        camel.start();
        pbx.placeCall("100", "102");

        await().until(() -> !told.isEmpty());
        assertThat(told.get(0)).matches("\\[] \\[.+]");
    }

    @Test
    void onlyTheTrunksOfTheListPass() throws IOException {
        String others = "${header.trunk} !in 'provider-a,provider-b'";
        assertThat(Files.readString(ROOT.resolve("docs/security.md"))).contains(others);
        assertThat(Stream.of("provider-a", "provider-b", "provider-c", "provider-a,provider-b", "", "a")
                        .filter(trunk -> {
                            Exchange exchange = new DefaultExchange(camel);
                            exchange.getMessage().setHeader("trunk", trunk);
                            return !camel.resolveLanguage("simple")
                                    .createPredicate(others)
                                    .matches(exchange);
                        }))
                .containsExactly("provider-a", "provider-b");
    }

    @Test
    void aMisspeltHeaderOrEnumIsSilent() {
        Exchange exchange = new DefaultExchange(camel);
        exchange.getMessage().setHeader(AmiConstants.CALL_STATE, CallState.ENDED);
        for (String wrong : List.of("${header.CamelAmiCallStat} == 'ENDED'", "${header.CamelAmiCallState} == 'END'")) {
            assertThat(camel.resolveLanguage("simple").createPredicate(wrong).matches(exchange))
                    .isFalse();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"RAW(R&D)", "R%26D"})
    void anAmpersandOfTheAuthorIsPartOfTheValue(String value) throws Exception {
        announce(value);

        assertThat(pbx.received("Originate").get(0).field("Data")).isEqualTo("R&D");
    }

    @ParameterizedTest
    @ValueSource(strings = {"to", "toD"})
    void anAmpersandOfTheAuthorSeparatesOptions(String step) {
        assertThatThrownBy(() -> announce(step, "R&D"))
                .rootCause()
                .satisfies(failure -> assertTheFaqExplains(
                        failure,
                        "option … does not exist; if it belongs to a value that contains '&', write this value as"
                                + " RAW(...)"));
    }

    @Test
    void aMisspeltValueOfACallHasARow() {
        AmiCall call = AmiCall.builder()
                .id("1.1", List.of())
                .pbx("pbx")
                .state(CallState.ENDED)
                .build();
        Exchange exchange = new DefaultExchange(camel);
        exchange.getMessage().setBody(call);
        assertThatThrownBy(() -> camel.resolveLanguage("simple")
                        .createExpression("${body.callerNumbr}")
                        .evaluate(exchange, String.class))
                .rootCause()
                .satisfies(failure -> assertTheFaqExplains(failure, "Method with name: … not found on bean: Ami…"));
    }

    @Test
    void aVariableOfTheEnvironmentThatIsNotSetHasARow() {
        assertThatThrownBy(() -> camel.getEndpoint("ami:pbx?secret={{env:NOT_SET_ANYWHERE}}"))
                .rootCause()
                .satisfies(failure -> assertTheFaqExplains(
                        failure,
                        "Property with key […] using function […] returned null value which is not allowed, from"
                                + " input: …"));
    }

    private static void assertTheFaqExplains(Throwable failure, String text) {
        assertThat(failure.getMessage()).containsSubsequence(List.of(text.split("…")));
        assertThat(Faq.rows().stream().flatMap(row -> row.texts().stream())).contains(text);
    }

    private void announce(String text) throws Exception {
        announce("toD", text);
    }

    private void announce(String step, String text) throws Exception {
        PluginHelper.getRoutesLoader(camel)
                .loadRoutes(ResourceHelper.fromString("route.yaml", """
                - route:
                    from:
                      uri: direct:announce
                      steps:
                        - %s:
                            uri: ami:pbx
                            parameters:
                              action: Originate
                              field.Channel: RAW(PJSIP/${header.phone})
                              field.Application: Playback
                              field.Data: %s
                """.formatted(step, text)));
        camel.start();
        camel.createProducerTemplate().requestBodyAndHeader("direct:announce", null, "phone", "100");
    }

    private static String page(String name, String from, String to) throws IOException {
        Matcher part = Pattern.compile(Pattern.quote(from) + "(.*?)" + Pattern.quote(to), Pattern.DOTALL)
                .matcher(Files.readString(ROOT.resolve("docs").resolve(name)));
        assertThat(part.find()).as("%s in %s", from, name).isTrue();
        return part.group(1);
    }
}
