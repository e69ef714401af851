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

import io.github.camelami.simulator.SimulatedPbx;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.apache.camel.support.jsse.SSLContextParameters;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class SessionIdentityTest extends RouteTestSupport {

    /** They decide how an endpoint uses the session, not what the session is or may do. */
    private static final Set<String> OF_THE_ENDPOINT =
            Set.of("actionTimeout", "failFast", "traceCalls", "traceNumbers");

    @Override
    SimulatedPbx newPbx() {
        return SimulatedPbx.builder()
                .user("admin", "secret")
                .user("other", "secret")
                .start();
    }

    static Stream<String> options() {
        return Arrays.stream(AmiConfiguration.class.getDeclaredFields())
                .filter(field -> !Modifier.isStatic(field.getModifiers()))
                .map(Field::getName);
    }

    private static AmiConfiguration settings() {
        AmiConfiguration settings = new AmiConfiguration();
        settings.setHost("pbx");
        settings.setUsername("admin");
        settings.setSecret("secret");
        return settings;
    }

    private static Object identity(AmiConfiguration settings) {
        return new ConnectionSettings("name", settings).identity();
    }

    private static Object other(Class<?> type, Object value) {
        if (type == int.class) {
            return (int) value + 1;
        } else if (type == long.class) {
            return (long) value + 1;
        } else if (type == boolean.class) {
            return !(boolean) value;
        } else if (type.isEnum()) {
            return type.getEnumConstants()[1];
        } else if (type == SSLContextParameters.class) {
            return new SSLContextParameters();
        } else if (type == Map.class) {
            return Map.of("a", "b");
        }
        return value + "x";
    }

    @ParameterizedTest
    @MethodSource("options")
    void G7_everyOptionOfTheConnectionTellsSessionsApart(String option) throws Exception {
        AmiConfiguration changed = settings();
        Field field = AmiConfiguration.class.getDeclaredField(option);
        field.setAccessible(true);
        field.set(changed, other(field.getType(), field.get(changed)));
        if (OF_THE_ENDPOINT.contains(option)) {
            assertThat(identity(changed)).isEqualTo(identity(settings()));
        } else {
            assertThat(identity(changed)).isNotEqualTo(identity(settings()));
        }
    }

    @Test
    void G7_twoSuppliersOfASecretAreTwoSessions() {
        AmiConfiguration first = settings();
        AmiConfiguration second = settings();
        first.setSecret((Supplier<String>) () -> "secret");
        second.setSecret((Supplier<String>) () -> "secret".strip());
        assertThat(identity(first)).isNotEqualTo(identity(second)).isNotEqualTo(identity(settings()));
    }

    @Test
    void aDefaultPortIsTheSameWhetherWrittenOrNot() {
        AmiConfiguration written = settings();
        written.setPort(5038);
        assertThat(identity(written)).isEqualTo(identity(settings()));
    }

    @Test
    void equalSettingsShareOneLogin() throws Exception {
        routeEvents(ami("events=call"));
        sendWell(ami("action=Ping"), null, NO_HEADERS);
        sendWell(
                ami("action=CoreStatus&actionTimeout=5000&failFast=true&traceCalls=true&traceNumbers=true"),
                null,
                NO_HEADERS);
        assertThat(pbx.logins()).isEqualTo(1);
    }

    @Test
    void G7_anotherHostUserOrAuthTypeIsAnotherLogin() throws Exception {
        sendWell(ami("action=Ping"), null, NO_HEADERS);
        sendWell(ami("action=Ping&host=localhost"), null, NO_HEADERS);
        sendWell(ami("action=Ping").replace("admin", "other"), null, NO_HEADERS);
        sendWell(ami("action=Ping&authType=plain"), null, NO_HEADERS);
        assertThat(pbx.logins()).isEqualTo(4);
        assertThat(pbx.loggedIn()).extracting(session -> session.user()).containsOnly("admin", "other");
        assertThat(pbx.received("Ping")).extracting(ping -> ping.session()).doesNotHaveDuplicates();
    }

    @Test
    void G7_aWrongSecretDoesNotBorrowTheSessionOfARightOne() throws Exception {
        sendWell(ami("action=Ping"), null, NO_HEADERS);
        org.assertj.core.api.Assertions.assertThatThrownBy(
                        () -> send(ami("action=Ping").replace("secret=secret", "secret=wrong"), null))
                .hasStackTraceContaining("AuthenticationFailed");
        assertThat(pbx.received("Ping")).hasSize(1);
    }
}
