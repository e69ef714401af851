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

import io.github.camelami.AmiComponent;
import io.github.camelami.AmiConfiguration;
import io.github.camelami.AmiEndpoint;
import io.github.camelami.AmiHeaderFilterStrategy;
import io.github.camelami.AmiTransportType;
import io.github.camelami.AuthType;
import io.github.camelami.HttpFormat;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.apache.camel.CamelContext;
import org.apache.camel.Component;
import org.apache.camel.spi.ComponentCustomizer;
import org.apache.camel.spring.boot.CamelAutoConfiguration;
import org.apache.camel.support.jsse.SSLContextParameters;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

/** What {@code camel.component.ami.*} does to the component. */
class PropertiesTest {
    private final ApplicationContextRunner application = new ApplicationContextRunner()
            .withConfiguration(AutoConfigurations.of(
                    CamelAutoConfiguration.class,
                    AmiComponentAutoConfiguration.class,
                    AmiComponentConverter.class,
                    AmiActuatorAutoConfiguration.class));

    @Test
    void propertiesReachTheComponent() {
        with("host=10.0.0.1", "port=5999", "username=u", "secret=s", "auth-type=plain", "keep-alive-interval=5s")
                .run(component -> {
                    AmiConfiguration settings = component.getConfiguration();
                    assertThat(settings.getHost()).isEqualTo("10.0.0.1");
                    assertThat(settings.getPort()).isEqualTo(5999);
                    assertThat(settings.getUsername()).isEqualTo("u");
                    assertThat(settings.getSecret()).isEqualTo("s");
                    assertThat(settings.getAuthType()).isEqualTo(AuthType.plain);
                    assertThat(settings.getKeepAliveInterval()).isEqualTo(5_000);
                });
    }

    @Test
    void optionsOfTheComponentItselfReachIt() {
        with(
                        "lazy-start-producer=true",
                        "health-check-consumer-enabled=false",
                        "use-global-ssl-context-parameters=true")
                .run(component -> {
                    assertThat(component.isLazyStartProducer()).isTrue();
                    assertThat(component.isHealthCheckConsumerEnabled()).isFalse();
                    assertThat(component.isUseGlobalSslContextParameters()).isTrue();
                });
    }

    @Test
    void withoutPropertiesTheComponentIsAsItComes() {
        with().run(component -> {
            assertThat(component.getConfiguration()).usingRecursiveComparison().isEqualTo(new AmiConfiguration());
            assertThat(component.getConnections()).isEmpty();
            assertThat(component.isHealthCheckConsumerEnabled()).isTrue();
        });
    }

    @Test
    void durationsAndSizesHaveUnits() {
        with("connect-timeout=20s", "reconnect-delay=1500ms", "max-reconnect-delay=2m", "max-message-size=4MB")
                .run(component -> {
                    AmiConfiguration settings = component.getConfiguration();
                    assertThat(settings.getConnectTimeout()).isEqualTo(20_000);
                    assertThat(settings.getReconnectDelay()).isEqualTo(1_500);
                    assertThat(settings.getMaxReconnectDelay()).isEqualTo(120_000);
                    assertThat(settings.getMaxMessageSize()).isEqualTo(4 * 1024 * 1024);
                });
    }

    @Test
    void durationsAndSizesWithoutUnitsAreMillisecondsAndBytes_asInCamelMain() {
        with("connect-timeout=20000", "max-message-size=65536").run(component -> {
            assertThat(component.getConfiguration().getConnectTimeout()).isEqualTo(20_000);
            assertThat(component.getConfiguration().getMaxMessageSize()).isEqualTo(65_536);
        });
    }

    @Test
    void namedConnectionsHaveEveryOption() {
        with(
                        "connections.pbx.host=10.0.0.1",
                        "connections.pbx.connect-timeout=3s",
                        "connections.pbx.max-message-size=1MB",
                        "connections.pbx.server-filter.calls=Event: Dial",
                        "connections[pbx.example.com].username=u")
                .run(component -> {
                    Map<String, AmiConfiguration> connections = component.getConnections();
                    assertThat(connections).containsOnlyKeys("pbx", "pbx.example.com");
                    assertThat(connections.get("pbx").getHost()).isEqualTo("10.0.0.1");
                    assertThat(connections.get("pbx").getConnectTimeout()).isEqualTo(3_000);
                    assertThat(connections.get("pbx").getMaxMessageSize()).isEqualTo(1024 * 1024);
                    assertThat(connections.get("pbx").getServerFilter()).isEqualTo(Map.of("calls", "Event: Dial"));
                    assertThat(connections.get("pbx.example.com").getUsername()).isEqualTo("u");
                    assertThat(connections.get("pbx.example.com").getConnectTimeout())
                            .isEqualTo(10_000);
                });
    }

    @Test
    void filtersDerivedByTheComponentNeedNoLabel() {
        with("server-filter=Auto", "connections.pbx.serverFilter=auto").run(component -> {
            assertThat(component.getConfiguration().getServerFilter()).isEqualTo(Map.of("auto", "auto"));
            assertThat(component.getConnections().get("pbx").getServerFilter()).isEqualTo(Map.of("auto", "auto"));
        });
    }

    @Test
    void aFilterWithoutALabelIsRefused() {
        application
                .withPropertyValues("camel.component.ami.connections.pbx.server-filter=Hangup")
                .run(context -> assertThat(context)
                        .getFailure()
                        .hasStackTraceContaining("camel.component.ami.connections.pbx.server-filter")
                        .hasStackTraceContaining(
                                "serverFilter=Hangup is not valid; accepted: auto, as serverFilter.mode=auto"));
    }

    @Test
    void optionsOfHttpReachTheConnection() {
        with(
                        "transport=http",
                        "http.proxyHost=proxy",
                        "connections.pbx.transport=http",
                        "connections.pbx.auth-type=digest",
                        "connections.pbx.http-path=/asterisk",
                        "connections.pbx.http-format=mxml",
                        "connections.pbx.poll-delay=1s",
                        "connections.pbx.max-response-size=1MB",
                        "connections.pbx.http.proxy-port=3128")
                .run(component -> {
                    assertThat(component.getConfiguration().getTransport()).isEqualTo(AmiTransportType.http);
                    assertThat(component.getConfiguration().getHttp()).isEqualTo(Map.of("proxyHost", "proxy"));
                    AmiConfiguration settings = component.getConnections().get("pbx");
                    assertThat(settings.getTransport()).isEqualTo(AmiTransportType.http);
                    assertThat(settings.getAuthType()).isEqualTo(AuthType.digest);
                    assertThat(settings.getHttpPath()).isEqualTo("/asterisk");
                    assertThat(settings.getHttpFormat()).isEqualTo(HttpFormat.mxml);
                    assertThat(settings.getPollDelay()).isEqualTo(1_000);
                    assertThat(settings.getMaxResponseSize()).isEqualTo(1024 * 1024);
                    assertThat(settings.getHttp()).isEqualTo(Map.of("proxy-port", "3128"));
                });
    }

    @Test
    void camelCaseNamesAreTheSameProperties() {
        with("connectTimeout=7s", "connections[pbx].keepAliveTimeout=4s").run(component -> {
            assertThat(component.getConfiguration().getConnectTimeout()).isEqualTo(7_000);
            assertThat(component.getConnections().get("pbx").getKeepAliveTimeout())
                    .isEqualTo(4_000);
        });
    }

    @Test
    void aBeanIsReferredToByName() {
        SSLContextParameters tls = new SSLContextParameters();
        AmiHeaderFilterStrategy names = new AmiHeaderFilterStrategy();
        Supplier<String> vault = () -> "s";
        application
                .withBean("tls", SSLContextParameters.class, () -> tls)
                .withBean("names", AmiHeaderFilterStrategy.class, () -> names)
                .withBean("vault", Supplier.class, () -> vault)
                .withPropertyValues(
                        "camel.component.ami.ssl-context-parameters=#bean:tls",
                        "camel.component.ami.header-filter-strategy=#names",
                        "camel.component.ami.connections.pbx.ssl-context-parameters=#tls",
                        "camel.component.ami.connections.pbx.secret=#bean:vault")
                .run(context -> {
                    AmiComponent component = component(context.getBean(CamelContext.class));
                    assertThat(component.getConfiguration().getSslContextParameters())
                            .isSameAs(tls);
                    assertThat(component.getHeaderFilterStrategy()).isSameAs(names);
                    assertThat(component.getConnections().get("pbx").getSslContextParameters())
                            .isSameAs(tls);
                    assertThat(component.getConnections().get("pbx").getSecret())
                            .isSameAs(vault);
                });
    }

    @Test
    void theConfigurationMayBeABean() {
        AmiConfiguration own = new AmiConfiguration();
        own.setHost("10.0.0.9");
        application
                .withBean("own", AmiConfiguration.class, () -> own)
                .withPropertyValues("camel.component.ami.configuration=#bean:own", "camel.component.ami.port=5999")
                .run(context -> {
                    AmiComponent component = component(context.getBean(CamelContext.class));
                    assertThat(component.getConfiguration()).isSameAs(own);
                    assertThat(own.getHost()).isEqualTo("10.0.0.9");
                    assertThat(own.getPort()).isEqualTo(5999);
                });
    }

    @Test
    void nothingIsAppliedWhereDisabled() {
        for (String off : new String[] {
            "camel.component.ami.enabled=false",
            "camel.component.enabled=false",
            "camel.component.ami.customizer.enabled=false",
            "camel.component.customizer.enabled=false"
        }) {
            application.withPropertyValues(off, "camel.component.ami.port=5999").run(context -> assertThat(
                            component(context.getBean(CamelContext.class))
                                    .getConfiguration()
                                    .getPort())
                    .as(off)
                    .isZero());
        }
    }

    @Test
    void aCustomizerOfTheUsersIsHonoured() {
        ComponentCustomizer customizer = new ComponentCustomizer() {
            @Override
            public void configure(String name, Component target) {
                ((AmiComponent) target).getConfiguration().setHost("10.0.0.7");
            }

            @Override
            public boolean isEnabled(String name, Component target) {
                return target instanceof AmiComponent;
            }
        };
        application
                .withBean("mine", ComponentCustomizer.class, () -> customizer)
                .withPropertyValues("camel.component.ami.port=5999")
                .run(context -> {
                    AmiConfiguration settings =
                            component(context.getBean(CamelContext.class)).getConfiguration();
                    assertThat(settings.getHost()).isEqualTo("10.0.0.7");
                    assertThat(settings.getPort()).isEqualTo(5999);
                });
    }

    @Test
    void whatAComponentBeanSetsWins_andPropertiesFillTheRest() {
        AmiComponent own = new AmiComponent();
        own.getConfiguration().setPort(5999);
        own.setHealthCheckConsumerEnabled(false);
        AmiConfiguration backup = new AmiConfiguration();
        own.setConnections(Map.of("backup", backup));
        application
                .withBean("ami", AmiComponent.class, () -> own)
                .withPropertyValues(
                        "camel.component.ami.port=6000",
                        "camel.component.ami.health-check-consumer-enabled=true",
                        "camel.component.ami.username=u",
                        "camel.component.ami.connections.backup.host=10.0.0.2",
                        "camel.component.ami.connections.pbx.host=10.0.0.1")
                .run(context -> {
                    assertThat(component(context.getBean(CamelContext.class))).isSameAs(own);
                    assertThat(own.getConfiguration().getPort()).isEqualTo(5999);
                    assertThat(own.isHealthCheckConsumerEnabled()).isFalse();
                    assertThat(own.getConfiguration().getUsername()).isEqualTo("u");
                    assertThat(own.getConnections()).containsEntry("backup", backup);
                    assertThat(own.getConnections().get("pbx").getHost()).isEqualTo("10.0.0.1");
                });
    }

    @Test
    void aConfigurationBeanNamedAsTheConnectionWins() {
        AmiConfiguration pbx = new AmiConfiguration();
        pbx.setHost("10.0.0.1");
        pbx.setUsername("u");
        pbx.setSecret("s");
        application
                .withBean("pbx", AmiConfiguration.class, () -> pbx)
                .withPropertyValues("camel.component.ami.connections.pbx.host=10.0.0.2")
                .run(context -> assertThat(context.getBean(CamelContext.class)
                                .getEndpoint("ami:pbx", AmiEndpoint.class)
                                .getConfiguration()
                                .getHost())
                        .isEqualTo("10.0.0.1"));
    }

    private With with(String... properties) {
        return assertions -> application
                .withPropertyValues(Stream.of(properties)
                        .map("camel.component.ami."::concat)
                        .toArray(String[]::new))
                .run(context -> assertions.accept(component(context.getBean(CamelContext.class))));
    }

    private static AmiComponent component(CamelContext camel) {
        return camel.getComponent("ami", AmiComponent.class);
    }

    private interface With {
        void run(Consumer<AmiComponent> assertions);
    }
}
