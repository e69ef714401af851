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

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.github.camelami.AmiComponent;
import io.github.camelami.message.AmiException;
import io.github.camelami.simulator.SimulatedPbx;
import java.io.IOException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.apache.camel.ResolveEndpointFailedException;
import org.apache.camel.RuntimeCamelException;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.spi.ComponentCustomizer;
import org.apache.camel.support.jsse.SSLContextParameters;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.BeanCreationException;
import org.springframework.beans.factory.NoSuchBeanDefinitionException;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.bind.UnboundConfigurationPropertiesException;
import org.springframework.boot.context.properties.source.ConfigurationProperty;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.boot.env.YamlPropertySourceLoader;
import org.springframework.boot.ssl.NoSuchSslBundleException;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.convert.support.GenericConversionService;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.PropertySource;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.io.ByteArrayResource;
import org.springframework.core.io.DefaultResourceLoader;

/** What the user reads when the application cannot start. */
@ExtendWith(OutputCaptureExtension.class)
class FailureAnalysisTest {
    private static String uri;
    private static String target;
    private static RuntimeException failure;
    private static ClassLoader classLoader;

    @BeforeEach
    void useAUriWithoutMistakes() {
        failure = null;
        classLoader = null;
        uri = "ami:pbx?events=call";
        target = "log:events";
    }

    @Test
    void missingSecretOfAConnection(CapturedOutput output) {
        start("connections.pbx.username=u");

        assertThat(description(output)).contains("ami:pbx: option secret is missing");
        assertThat(action(output)).contains("Set camel.component.ami.connections.pbx.secret");
        assertNoStackTrace(output);
    }

    @Test
    void emptySecretOfAConnection(CapturedOutput output) {
        start("connections.pbx.username=u", "connections.pbx.secret=");

        assertThat(description(output)).contains("ami:pbx: option secret is empty");
        assertThat(action(output))
                .contains("Set camel.component.ami.connections.pbx.secret, or the variable or the property that it");
        assertNoStackTrace(output);
    }

    @Test
    void missingSecretWithoutConnections(CapturedOutput output) {
        start("username=u");

        assertThat(action(output)).contains("Set camel.component.ami.secret");
        assertNoStackTrace(output);
    }

    @Test
    void unknownConnectionName(CapturedOutput output) {
        start("connections.office.username=u", "connections.backup.username=u");

        assertThat(description(output)).contains("'pbx' is not one of the named connections: backup, office");
        assertThat(action(output)).contains("Correct the name in the URI", "camel.component.ami.connections.pbx.*");
        assertNoStackTrace(output);
    }

    @Test
    void misspeltConnectionName(CapturedOutput output) {
        uri = "ami:hg?events=call";
        start("connections.branch.username=u", "connections.hq.username=u");

        assertThat(description(output))
                .contains("'hg' is not one of the named connections: branch, hq, did you mean hq?");
    }

    @ParameterizedTest
    @CsvSource({"secret, env:PBX_SECRET", "secret, pbx.secret:none", "host, pbx.host"})
    void placeholderWithoutQuotesInYaml(String option, String placeholder, CapturedOutput output) throws Exception {
        start(yaml("connections.pbx." + option + ": {{" + placeholder + "}}"));

        assertThat(description(output))
                .contains("The value of camel.component.ami.connections.pbx." + option
                        + " is not in quotes, so that YAML" + " reads {{" + placeholder + "}} as a map.");
        assertThat(action(output))
                .contains("Write it in quotes: " + option + ": \"{{" + placeholder + "}}\"")
                .doesNotContain("Did you mean");
        assertNoStackTrace(output);
    }

    @Test
    void placeholderWithoutQuotesOverAnotherValue(CapturedOutput output) throws Exception {
        start(yaml("connections.pbx.secret: {{env:PBX_SECRET}}"), "connections.pbx.secret=s");

        assertThat(description(output)).contains("camel.component.ami.connections.pbx.secret is not in quotes");
    }

    @Test
    void misspeltPropertyOfAConnection(CapturedOutput output) {
        start("connections.pbx.hots=10.0.0.1", "connections.pbx.username=u");

        assertThat(description(output))
                .contains("The property camel.component.ami.connections.pbx.hots is not known")
                .doesNotContain("10.0.0.1");
        assertThat(action(output))
                .contains(
                        "Did you mean camel.component.ami.connections.pbx.host?",
                        "Accepted under camel.component.ami.connections.pbx are: ",
                        "connect-timeout, ",
                        "username");
        assertNoStackTrace(output);
    }

    @ParameterizedTest
    @CsvSource({
        "hostname, host",
        "user, username",
        "password, secret",
        "secert, secret",
        "conect-timeout, connect-timeout"
    })
    void propertyThatHasAnotherName(String wrong, String right, CapturedOutput output) {
        start("connections.pbx." + wrong + "=canary-4711");

        assertThat(description(output)).contains("camel.component.ami.connections.pbx." + wrong + " is not known");
        assertThat(action(output)).contains("Did you mean camel.component.ami.connections.pbx." + right + "?");
        assertThat(output).doesNotContain("canary-4711");
        assertNoStackTrace(output);
    }

    @Test
    void propertyBelowAnOption(CapturedOutput output) {
        start("connections.pbx.username=u", "connections.pbx.secret.value=canary-of-a-value");

        assertThat(description(output)).contains("camel.component.ami.connections.pbx.secret.value is not known");
        assertThat(action(output))
                .contains("Set camel.component.ami.connections.pbx.secret itself.")
                .doesNotContain("Did you mean");
        assertThat(output).doesNotContain("canary-of-a-value");
        assertNoStackTrace(output);
    }

    @ParameterizedTest
    @CsvSource({
        "customizer.enabld, Did you mean camel.component.ami.customizer.enabled? Accepted under",
        "customizer.colour, Accepted under camel.component.ami.customizer are: enabled."
    })
    void misspeltPropertyBelowAnother(String property, String remedy, CapturedOutput output) {
        start("connections.pbx.username=u", property + "=x");

        assertThat(description(output)).contains("The property camel.component.ami." + property + " is not known");
        assertThat(action(output)).contains(remedy).doesNotContain(property, "itself");
        assertNoStackTrace(output);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "camel.component.ami.enabled",
                "camel.component.ami.customizer.enabled",
                "camel.component.enabled"
            })
    void propertiesThatAreSwitchedOff(String property, CapturedOutput output) {
        start(
                environment -> environment
                        .getPropertySources()
                        .addFirst(new MapPropertySource("off", Map.of(property, "false"))),
                "connections.pbx.username=u",
                "connections.pbx.secret=s");

        assertThat(description(output))
                .contains("option username is missing", "have no effect, because " + property + " is false.");
        assertThat(action(output)).contains("Remove " + property + ", or set the option in the URI.");
        assertNoStackTrace(output);
    }

    @Test
    void misspeltOptionOfAUri(CapturedOutput output) {
        uri = "ami:pbx?evnts=call";
        start("connections.pbx.username=u", "connections.pbx.secret=s");

        assertThat(description(output)).contains("ami:pbx: option evnts does not exist, did you mean events?");
        assertThat(action(output)).contains("Correct the URI of the endpoint.").doesNotContain("camel.component");
    }

    @Test
    void expressionInTo(CapturedOutput output) {
        target = "ami:pbx?action=Originate&field.Exten=${body}";
        start("connections.pbx.username=u", "connections.pbx.secret=s");

        assertThat(description(output)).contains("option field.Exten has ${...}, which to() does not evaluate");
        assertThat(action(output)).contains("Write toD instead of to.").doesNotContain("camel.component");
    }

    @Test
    void dangerousAction(CapturedOutput output) {
        target = "ami:pbx?action=Command&field.Command=x";
        start("connections.pbx.username=u", "connections.pbx.secret=s");

        assertThat(description(output)).contains("ami:pbx: Command: this action can run code or change the PBX");
        assertThat(action(output))
                .contains("set allowDangerousActions=true in the URI")
                .doesNotContain("Correct");
    }

    @Test
    void wrongOptionThatIsNoProperty(CapturedOutput output) {
        uri = "ami:pbx?bufferSize=0";
        start("connections.pbx.username=u", "connections.pbx.secret=s");

        assertThat(description(output)).contains("option bufferSize=0 is not valid");
        assertThat(action(output)).contains("Correct the option in the URI.").doesNotContain("camel.component");
    }

    @Test
    void misspeltPropertyOfTheComponent(CapturedOutput output) {
        start("connection.pbx.host=10.0.0.1");

        assertThat(description(output)).contains("The property camel.component.ami.connection.pbx.host is not known");
        assertThat(action(output))
                .contains("Did you mean camel.component.ami.connections.pbx.host?", "lazy-start-producer");
        assertNoStackTrace(output);
    }

    @Test
    void propertyOfNoLikeness(CapturedOutput output) {
        start("connections.pbx.colour=blue");

        assertThat(description(output)).contains("camel.component.ami.connections.pbx.colour is not known");
        assertThat(action(output)).doesNotContain("Did you mean").contains("Accepted under");
    }

    @Test
    void wrongValueOfADuration(CapturedOutput output) {
        start("connections.pbx.connect-timeout=soon");

        assertThat(description(output))
                .contains("camel.component.ami.connections.pbx.connect-timeout", "'soon' is not a valid duration");
        assertThat(action(output)).contains("Update your application's configuration");
        assertNoStackTrace(output);
    }

    @Test
    void wrongValueOfAnEnumeration(CapturedOutput output) {
        start("auth-type=sha1");

        assertThat(description(output)).contains("camel.component.ami.auth-type", "sha1");
        assertThat(action(output)).contains("md5", "plain");
        assertNoStackTrace(output);
    }

    @Test
    void valueOutOfRange(CapturedOutput output) {
        start("connections.pbx.username=u", "connections.pbx.secret=s", "connections.pbx.max-message-size=5B");

        assertThat(description(output)).contains("option maxMessageSize=5 is not valid; accepted: at least 1024");
        assertThat(action(output)).contains("Correct camel.component.ami.connections.pbx.max-message-size");
        assertNoStackTrace(output);
    }

    @Test
    void sizeThatNoMessageCanHave(CapturedOutput output) {
        start("connections.pbx.max-message-size=4GB");

        assertThat(description(output)).contains("camel.component.ami.connections.pbx.max-message-size");
        assertNoStackTrace(output);
    }

    /** Another starter on the class path converts references to a HeaderFilterStrategy. */
    @ParameterizedTest
    @ValueSource(strings = {"ssl-context-parameters", "header-filter-strategy"})
    void referenceToABeanThatIsNotThere(String option, CapturedOutput output) {
        start(option + "=#bean:tls");

        assertThat(description(output)).contains("camel.component.ami." + option, "'tls'");
        assertNoStackTrace(output);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "configuration",
                "header-filter-strategy",
                "ssl-context-parameters",
                "connections.pbx.ssl-context-parameters"
            })
    void textInsteadOfAReferenceToABean(String option, CapturedOutput output) {
        start("connections.pbx.username=u", option + "=nope");

        assertThat(description(output))
                .contains("camel.component.ami." + option, "'nope' is not a reference to a bean; accepted: #bean:name")
                .doesNotContain("has an empty value");
        assertNoStackTrace(output);
    }

    @ParameterizedTest
    @CsvSource({
        "port, 50x",
        "tls, perhaps",
        "connect-timeout, soon",
        "auth-type, foo",
        "max-message-size, big",
        "server-filter, abc",
        "http, abc"
    })
    void valueOfAnotherType(String option, String value, CapturedOutput output) {
        for (String prefix : List.of("", "connections.pbx.")) {
            start("connections.pbx.username=u", prefix + option + '=' + value);
        }

        assertThat(output)
                .contains("camel.component.ami." + option, "camel.component.ami.connections.pbx." + option, value)
                .doesNotContain("has an empty value");
        assertNoStackTrace(output);
    }

    @Test
    void secretThatRefersToABeanThatIsNotThere(CapturedOutput output) {
        start("connections.pbx.username=u", "connections.pbx.secret=#canary-of-a-secret");

        assertThat(description(output)).contains("camel.component.ami.connections.pbx.secret", "no bean of this name");
        assertThat(output).doesNotContain("canary-of-a-secret");
        assertNoStackTrace(output);
    }

    @Test
    void unknownSslBundle(CapturedOutput output) {
        start("connections.pbx.ssl-bundle=office");

        assertThat(description(output)).contains("SSL bundle 'office'");
        assertThat(action(output)).contains("spring.ssl.bundle.pem.office");
        assertNoStackTrace(output);
    }

    @Test
    void sslBundleTogetherWithSslContextParameters(CapturedOutput output) {
        start("ssl-bundle=office", "ssl-context-parameters=#bean:parameters");

        assertThat(description(output)).contains("ssl-bundle", "ssl-context-parameters", "mutually exclusive");
        assertNoStackTrace(output);
    }

    @Test
    void refusedLogin(CapturedOutput output) {
        try (SimulatedPbx pbx = SimulatedPbx.builder().user("admin", "right").start()) {
            start(
                    "connections.pbx.host=" + pbx.host(),
                    "connections.pbx.port=" + pbx.port(),
                    "connections.pbx.username=admin",
                    "connections.pbx.secret=wrong-canary-5521");
        }

        assertThat(description(output)).contains("Authentication failed");
        assertThat(action(output)).contains("manager.conf", "refused-retry-delay");
        assertThat(output).doesNotContain("wrong-canary-5521");
    }

    @Test
    void pbxThatIsNotThere(CapturedOutput output) {
        start("username=u", "secret=s", "port=1", "host=127.0.0.1", "fail-fast=true");

        assertThat(description(output)).contains("127.0.0.1:1");
        assertThat(action(output)).contains("fail-fast");
    }

    @Test
    void environmentVariableThatIsNotSet(CapturedOutput output) {
        start("connections.pbx.username=u", "connections.pbx.secret={{env:AMI_SECRET_OF_NOBODY}}");

        assertThat(description(output))
                .contains(
                        "The environment variable AMI_SECRET_OF_NOBODY is not set",
                        "camel.component.ami.connections.pbx.secret refers to it by {{env:AMI_SECRET_OF_NOBODY}}");
        assertThat(action(output)).contains("Set it", "camel.component.ami.connections.pbx.secret");
        assertNoStackTrace(output);
    }

    @ParameterizedTest
    @CsvSource({
        "{{sys:of.nobody}}, The system property of.nobody is not set",
        "{{of.nobody}}, The property of.nobody is not defined"
    })
    void propertyOfCamelThatIsNotDefined(String placeholder, String description, CapturedOutput output) {
        start("connections.berlinWest.username=" + placeholder);

        assertThat(description(output)).contains(description, "camel.component.ami.connections.berlinWest.username");
        assertNoStackTrace(output);
    }

    @Test
    void propertyOfCamelThatIsNotDefinedInAUri(CapturedOutput output) {
        uri = "ami:pbx?secret={{of.nobody}}";
        start("connections.pbx.username=u");

        assertThat(description(output)).contains("The property of.nobody is not defined", "the URI of an endpoint");
        assertNoStackTrace(output);
    }

    @ParameterizedTest
    @ValueSource(strings = {"username", "secret", "host"})
    void placeholderOfSpringWithoutAValue(String option, CapturedOutput output) {
        start(Stream.of("username", "secret", "host")
                .map(each -> "connections.pbx." + each + (each.equals(option) ? "=${CANARY_OF_NOBODY}" : "=x"))
                .toArray(String[]::new));

        // Camel 4.22 reads the property before the component does
        assertThat(description(output))
                .containsPattern("ami:pbx: option " + option + " is a placeholder that was not replaced|"
                        + "connections.pbx." + option + " refers to it by \\$\\{CANARY_OF_NOBODY}");
        assertThat(action(output)).contains("camel.component.ami.connections.pbx." + option);
        assertNoStackTrace(output);
    }

    @Test
    void unknownNameInAList(CapturedOutput output) {
        uri = "ami:pbx,brnch?events=call";
        start("connections.pbx.username=u", "connections.pbx.secret=s", "connections.branch.username=u");

        assertThat(description(output))
                .contains(
                        "ami:pbx,brnch: 'brnch' is not one of the named connections: branch, pbx, did you mean branch?",
                        "They are those in camel.component.ami.connections.");
        assertThat(action(output))
                .contains("Correct the name in the URI, or define camel.component.ami.connections.brnch.*.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"ami:pbx,branch?events=call", "ami:*?events=call"})
    void missingOptionOfOneOfSeveralConnections(String list, CapturedOutput output) {
        uri = list;
        start("connections.pbx.username=u", "connections.pbx.secret=s", "connections.branch.username=u");

        assertThat(description(output)).contains("ami:branch: option secret is missing");
        assertThat(action(output)).contains("Set camel.component.ami.connections.branch.secret");
    }

    @Test
    void wrongOptionOfAList(CapturedOutput output) {
        uri = "ami:pbx,branch?bufferSize=0";
        start("connections.pbx.username=u", "connections.branch.username=u");

        assertThat(description(output))
                .contains("option bufferSize=0 is not valid")
                .doesNotContain("host name");
        assertThat(action(output)).contains("Correct the option in the URI.").doesNotContain("camel.component");
        assertNoStackTrace(output);
    }

    @Test
    void causeBehindAComponentThatCannotBeCreated(CapturedOutput output) {
        failure = new IllegalStateException("outer", new IOException("no such file: filter.txt"));
        start("connections.pbx.username=u", "connections.pbx.secret=s");

        assertThat(description(output)).contains("Cannot auto create component: ami: no such file: filter.txt");
        assertThat(action(output)).contains("Correct the properties under camel.component.ami");
        assertNoStackTrace(output);
    }

    /** The bean exists, but a bean that it needs does not. Spring Boot says so. */
    @Test
    void beanOfAPropertyThatCannotBeCreated() {
        String property = "camel.component.ami.ssl-context-parameters";
        var references = new GenericConversionService();
        references.addConverter(String.class, SSLContextParameters.class, reference -> {
            throw new BeanCreationException("tls", "failed", new NoSuchBeanDefinitionException("keys"));
        });
        var source = new MapPropertySource("application", Map.of(property, "#bean:tls"));
        var binder = new Binder(ConfigurationPropertySources.from(source), null, references);

        Throwable failure = catchThrowable(() -> binder.bind(property, SSLContextParameters.class));

        assertThat(failure)
                .isInstanceOf(BindException.class)
                .hasRootCauseInstanceOf(NoSuchBeanDefinitionException.class);
        assertThat(new AmiFailureAnalyzer(new StandardEnvironment()).analyze(failure))
                .isNull();
    }

    @Test
    void plainTextThatCamelDoesNotAccept() {
        String violation =
                "Security policy violations detected (policy=fail):\n - [secret] Secret property is configured"
                        + " with plain-text value. [camel.component.ami.connections.pbx.secret]";
        var analyzer = new AmiFailureAnalyzer(new StandardEnvironment());

        var analysis = analyzer.analyze(new BeanCreationException("", new RuntimeCamelException(violation)));
        var ofAnother = analyzer.analyze(new RuntimeCamelException(violation.replace(".ami.", ".sql.")));

        assertThat(analysis.getDescription()).isEqualTo(violation);
        assertThat(analysis.getAction()).contains("write {{env:NAME}} instead of", "camel.security.allowed-properties");
        assertThat(ofAnother).isNull();
    }

    @ParameterizedTest
    @CsvSource({
        "connections.pbx.secret.[{env:PBX_SECRET=}], '', is not in quotes",
        "connections.pbx.hots, x, is not known",
        "connections.pbx.port, '', has an empty value",
        "connections.pbx.port, ${CANARY_OF_NOBODY}, CANARY_OF_NOBODY is not defined"
    })
    void springBootBeforeTheStarterOnTheClassPath(
            String property, String value, String description, CapturedOutput output) {
        classLoader = new ReversedClassPath(getClass().getClassLoader());
        start(
                environment -> environment
                        .getPropertySources()
                        .addFirst(new MapPropertySource("reversed", Map.of("camel.component.ami." + property, value))),
                "connections.pbx.username=u");

        assertThat(description(output)).contains(description);
        assertNoStackTrace(output);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "connections.pbx.port",
                "connections.pbx.tls",
                "connections.pbx.connect-timeout",
                "connections.pbx.connectTimeout",
                "connections.pbx.auth-type",
                "connections.pbx.max-message-size",
                "port",
                "fail-fast"
            })
    void emptyValueOfAnOptionThatIsNoText(String option, CapturedOutput output) {
        start("connections.pbx.username=u", option + '=');

        String name = "camel.component.ami." + option.replace("connectTimeout", "connecttimeout");
        assertThat(description(output)).contains("The property " + name + " has an empty value.");
        assertThat(action(output))
                .contains("Set it, or remove " + name + " to use the default.")
                .doesNotContain("Did you mean");
        assertNoStackTrace(output);
    }

    @Test
    void emptyVariableOfAnOptionThatIsNoText(CapturedOutput output) {
        start("connections.pbx.username=u", "connections.pbx.port=${CANARY:}");

        assertThat(description(output))
                .contains("The property camel.component.ami.connections.pbx.port, which is ${CANARY:}, has an empty");
        assertThat(action(output))
                .contains(
                        "Set the variable or the property that it names",
                        "remove camel.component.ami.connections.pbx.port to use the default");
        assertNoStackTrace(output);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "connections.pbx.port",
                "connections.pbx.tls",
                "connections.pbx.connect-timeout",
                "auth-type",
                "ssl-context-parameters"
            })
    void placeholderOfSpringWithoutAValueThatIsNoText(String option, CapturedOutput output) {
        start("connections.pbx.username=u", option + "=${CANARY_OF_SOMEBODY:${CANARY_OF_NOBODY}}");

        assertThat(description(output))
                .contains("The environment variable or property CANARY_OF_NOBODY is not defined, but the property"
                        + " camel.component.ami." + option + " refers to it by ${CANARY_OF_NOBODY}.");
        assertThat(action(output))
                .contains("Set it, or correct its name in the property camel.component.ami." + option + '.');
        assertNoStackTrace(output);
    }

    @ParameterizedTest
    @CsvSource({"{{env:PBX_PORT}}, ${PBX_PORT}", "{{env:PBX_PORT:5038}}, ${PBX_PORT:5038}", "{{pbx.port}}, ${pbx.port}"
    })
    void placeholderOfCamelInAnOptionThatIsNoText(String value, String right, CapturedOutput output) {
        start("connections.pbx.username=u", "connections.pbx.port=" + value);

        assertThat(description(output))
                .contains("The property camel.component.ami.connections.pbx.port is not a text, so it cannot refer to "
                        + value);
        assertThat(action(output)).contains("Write a placeholder of Spring instead: " + right);
        assertNoStackTrace(output);
    }

    @Test
    void failuresOfOthers() {
        StandardEnvironment environment = new StandardEnvironment();
        environment
                .getPropertySources()
                .addFirst(new MapPropertySource(
                        "others",
                        Map.of("server.port", "${CANARY_OF_NOBODY}", "camel.component.amiable.port", "${NOBODY}")));
        Binder binder = Binder.get(environment);
        var unbound = new UnboundConfigurationPropertiesException(Set.of(
                new ConfigurationProperty(ConfigurationPropertyName.of("camel.component.amiable.port"), "", null)));

        assertThat(Stream.of(
                        catchThrowable(() -> binder.bind("server.port", Integer.class)),
                        catchThrowable(() -> binder.bind("camel.component.amiable.port", Integer.class)),
                        new IllegalStateException(unbound),
                        catchThrowable(() -> environment.resolveRequiredPlaceholders("${CANARY_OF_NOBODY}")),
                        new ResolveEndpointFailedException("sql:pbx", "option secret is missing"),
                        new NoSuchSslBundleException("office", "unknown"),
                        new IllegalStateException(new AmiException.Refused("refused by the PBX: No such queue")),
                        new IllegalStateException(new AmiException.NotSent("not sent, there is no session")),
                        new IllegalStateException(new AmiException.TimedOut("no answer after 5 s")),
                        new IllegalArgumentException("option secret is missing")))
                .allSatisfy(each -> assertThat(each).isNotNull())
                .allSatisfy(each -> assertThat(new AmiFailureAnalyzer(environment).analyze(each))
                        .isNull());
    }

    private static PropertySource<?> yaml(String property) throws IOException {
        byte[] text = ("camel.component.ami." + property).getBytes(StandardCharsets.UTF_8);
        return new YamlPropertySourceLoader()
                .load("application.yaml", new ByteArrayResource(text))
                .get(0);
    }

    private static void start(PropertySource<?> source, String... properties) {
        start(environment -> environment.getPropertySources().addFirst(source), properties);
    }

    private static void start(String... properties) {
        start(environment -> {}, properties);
    }

    private static void start(Consumer<ConfigurableEnvironment> environment, String... properties) {
        SpringApplication application = new SpringApplication(Application.class);
        application.addInitializers(context -> environment.accept(context.getEnvironment()));
        application.setResourceLoader(new DefaultResourceLoader(classLoader));
        application.setWebApplicationType(WebApplicationType.NONE);
        String[] arguments =
                Stream.of(properties).map("--camel.component.ami."::concat).toArray(String[]::new);
        assertThatThrownBy(() -> application.run(arguments)).isNotNull();
    }

    private static String description(CapturedOutput output) {
        assertThat(output).contains("APPLICATION FAILED TO START");
        return between(output.toString(), "Description:", "Action:");
    }

    private static String action(CapturedOutput output) {
        return between(output.toString(), "Action:", null);
    }

    private static String between(String text, String start, String end) {
        int from = text.indexOf(start);
        return text.substring(from, end == null ? text.length() : text.indexOf(end, from));
    }

    private static void assertNoStackTrace(CapturedOutput output) {
        assertThat(output.toString().lines()).noneMatch(line -> line.startsWith("\tat "));
    }

    /** The class path on which camel-ami-starter, whose classes come early here, is behind Spring Boot. */
    private static final class ReversedClassPath extends ClassLoader {
        ReversedClassPath(ClassLoader classPath) {
            super(classPath);
        }

        @Override
        public Enumeration<URL> getResources(String name) throws IOException {
            List<URL> resources = Collections.list(super.getResources(name));
            Collections.reverse(resources);
            return Collections.enumeration(resources);
        }
    }

    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    static class Application {
        @Bean
        RouteBuilder route() {
            return new RouteBuilder() {
                @Override
                public void configure() {
                    from(uri).to(target);
                }
            };
        }

        @Bean
        ComponentCustomizer customizer() {
            return ComponentCustomizer.forType(AmiComponent.class, component -> {
                if (failure != null) {
                    throw failure;
                }
            });
        }

        @Bean
        SSLContextParameters parameters() {
            return new SSLContextParameters();
        }
    }
}
