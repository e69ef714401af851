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
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConsumerOptionsTest extends RouteTestSupport {

    @ParameterizedTest
    @ValueSource(strings = {"bogus", "call,agnet", "Calls", "call;agent", "*", "on"})
    void J2_anUnknownEventClassFailsAtStart(String events) throws Exception {
        routeEvents(ami("events=" + events));
        assertThatThrownBy(context::start)
                .hasRootCauseInstanceOf(IllegalArgumentException.class)
                .hasMessageContainingAll("events=" + events, "accepted are all, none, system, call");
        assertThat(pbx.logins()).isZero();
    }

    @ParameterizedTest
    @CsvSource({"calls, calls", "'call,callprogress', callProgress", "Queues, queues", "agents, agents"})
    void J2_whoWritesAValueOfEmitForEventsIsToldSo(String events, String meant) throws Exception {
        routeEvents(ami("events=" + events));
        assertThatThrownBy(context::start)
                .rootCause()
                .hasMessageContaining("accepted are all, none, ")
                .hasMessageEndingWith("; to receive " + meant + " instead of events, write emit=" + meant);
    }

    @Test
    void knownClassesAreAskedForAsThePbxSpellsThem() throws Exception {
        routeEvents(ami("events=CALL, agent"));
        context.start();
        assertThat(pbx.received("Login").get(0).field("Events")).isEqualTo("call,agent");
    }

    @ParameterizedTest
    @CsvSource({
        "bufferSize=0, bufferSize=0",
        "bufferBytes=1, bufferBytes=1",
        "concurrentConsumers=0, concurrentConsumers=0",
        "include=RAW([), include",
        "exclude=RAW(a[), exclude",
        "match.Queue=RAW([), match.Queue",
        "overflow=never, overflow",
        "port=70000, port=70000",
        "connectTimeout=0, connectTimeout=0",
        "keepAliveInterval=-1, keepAliveInterval=-1",
        "refusedRetryDelay=1000, refusedRetryDelay=1000",
        "charset=UTF-16, charset=UTF-16",
        "charset=Klingon, charset=Klingon",
        "maxMessageSize=10, maxMessageSize=10",
        "maxInFlight=0, maxInFlight=0",
        "snapshot=Reload, snapshot=Reload",
        "'snapshot=QueueStatus,logoff', snapshot",
        "nonsense=1, nonsense"
    })
    void aBadOptionFailsAtStartWithItsName(String option, String named) {
        assertThatThrownBy(() -> {
                    routeEvents(ami(option));
                    context.start();
                })
                .satisfies(failure -> assertThat(org.apache.camel.util.ObjectHelper.createExceptionIterable(failure))
                        .anySatisfy(cause -> assertThat(cause).hasMessageContaining(named)));
        assertThat(pbx.logins()).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"username=", "secret="})
    void aMissingCredentialFailsAtStartWithItsName(String prefix) {
        String uri = "ami:127.0.0.1?" + ("username=".equals(prefix) ? "secret=s3cret" : "username=admin");
        assertThatThrownBy(() -> {
                    routeEvents(uri);
                    context.start();
                })
                .satisfies(failure -> assertThat(org.apache.camel.util.ObjectHelper.createExceptionIterable(failure))
                        .anySatisfy(cause -> assertThat(cause)
                                .hasMessageContaining("option " + prefix.replace("=", "") + " is missing")));
    }
}
