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

import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.camelami.call.AmiCall;
import io.github.camelami.call.CallBuilder;
import io.github.camelami.call.CallDirection;
import io.github.camelami.call.CallDisposition;
import io.github.camelami.call.CallEnd;
import io.github.camelami.call.CallState;
import io.github.camelami.call.CallValue;
import io.github.camelami.call.FailureReason;
import io.github.camelami.call.HungUpBy;
import io.github.camelami.call.Leg;
import io.github.camelami.call.Parking;
import io.github.camelami.call.ParkingOutcome;
import io.github.camelami.call.QueueOutcome;
import io.github.camelami.call.QueueVisit;
import io.github.camelami.call.Recording;
import io.github.camelami.call.Transfer;
import io.github.camelami.call.TransferKind;
import io.github.camelami.call.TransferOutcome;
import java.beans.Introspector;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Calls and their parts as others see them: by reflection from another package, in Simple, from another thread. */
class CallValuesTest {
    private static final String CALL =
            "{id=1.1, aliases=[1.9], pbx=pbx, state=ENDED, direction=INBOUND, callerNumber=100,"
                    + " callerName=Ann, shownNumber=101, shownName=Anna, calledNumber=200, calledName=Bob, answeredBy=201,"
                    + " channel=PJSIP/100-1, originated=true, ringingNumber=202, ringingChannel=PJSIP/202-1, startedAt=1,"
                    + " ringingAt=2, answeredAt=3, endedAt=4, duration=5, ringTime=6, talkTime=7, holdTime=8, queueTime=9,"
                    + " disposition=FAILED, missed=true, hungUpBy=PBX, cause=16, causeText=Normal Clearing,"
                    + " failureReason=REJECTED, legs=[LEG], queues=[QUEUE], transfers=[TRANSFER], parkings=[PARKING],"
                    + " recordings=[RECORDING], pickedUpBy=PJSIP/203-1, variables={a=b}, partial=true, synthetic=true,"
                    + " end=MISSED, omitted=10}";
    private static final String LEG = "{channel=PJSIP/200-1, number=200, name=Bob, shownNumber=100, dialStatus=ANSWER,"
            + " forwardedTo=300, via=[Local/200@a-1;1], startedAt=1, ringingAt=2, answeredAt=3, endedAt=4, talkTime=5,"
            + " cause=17, causeText=User busy}";
    private static final String QUEUE = "{queue=sales, position=1, joinedAt=2, leftAt=3, waitTime=4, outcome=CONNECTED,"
            + " agent=PJSIP/200, agentName=Bob, agentNumber=200, rangInVain=5, talkTime=6, completedBy=agent}";
    private static final String TRANSFER = "{kind=BLIND, by=PJSIP/200-1, byNumber=200, who=PJSIP/100-1, to=300,"
            + " target=App, result=Success, outcome=BUSY, at=1}";
    private static final String PARKING =
            "{lot=default, space=701, parkedAt=1, endedAt=2, outcome=FETCHED, by=PJSIP/200}";
    private static final String RECORDING = "{channel=PJSIP/100-1, file=/a.wav, startedAt=1, endedAt=2}";

    private static final Leg LEG_VALUE = Leg.builder()
            .channel("PJSIP/200-1")
            .number("200")
            .name("Bob")
            .shownNumber("100")
            .dialStatus("ANSWER")
            .forwardedTo("300")
            .via(List.of("Local/200@a-1;1"))
            .startedAt(1)
            .ringingAt(2L)
            .answeredAt(3L)
            .endedAt(4L)
            .talkTime(5)
            .cause(17)
            .causeText("User busy")
            .build();
    private static final QueueVisit QUEUE_VALUE = QueueVisit.builder()
            .queue("sales")
            .position(1)
            .joinedAt(2)
            .leftAt(3L)
            .waitTime(4)
            .outcome(QueueOutcome.CONNECTED)
            .agent("PJSIP/200")
            .agentName("Bob")
            .agentNumber("200")
            .rangInVain(5)
            .talkTime(6L)
            .completedBy("agent")
            .build();
    private static final Transfer TRANSFER_VALUE = Transfer.builder()
            .kind(TransferKind.BLIND)
            .by("PJSIP/200-1")
            .byNumber("200")
            .who("PJSIP/100-1")
            .to("300")
            .target("App")
            .result("Success")
            .outcome(TransferOutcome.BUSY)
            .at(1)
            .build();
    private static final Parking PARKING_VALUE = Parking.builder()
            .lot("default")
            .space("701")
            .parkedAt(1)
            .endedAt(2L)
            .outcome(ParkingOutcome.FETCHED)
            .by("PJSIP/200")
            .build();
    private static final Recording RECORDING_VALUE = Recording.builder()
            .channel("PJSIP/100-1")
            .file("/a.wav")
            .startedAt(1)
            .endedAt(2L)
            .build();

    private static CallBuilder call() {
        return AmiCall.builder()
                .id("1.1", List.of("1.9"))
                .pbx("pbx")
                .state(CallState.ENDED)
                .direction(CallDirection.INBOUND)
                .caller("100", "Ann", "PJSIP/100-1")
                .shown("101", "Anna")
                .called("200", "Bob")
                .answeredBy("201")
                .originated(true)
                .ringing("202", "PJSIP/202-1")
                .times(1, 2L, 3L, 4L)
                .durations(5, 6, 7, 8, 9)
                .disposition(CallDisposition.FAILED, true, FailureReason.REJECTED)
                .hungUpBy(HungUpBy.PBX)
                .cause(16, "Normal Clearing")
                .legs(List.of(LEG_VALUE))
                .queues(List.of(QUEUE_VALUE))
                .transfers(List.of(TRANSFER_VALUE))
                .parkings(List.of(PARKING_VALUE))
                .recordings(List.of(RECORDING_VALUE))
                .pickedUpBy("PJSIP/203-1")
                .variables(Map.of("a", "b"))
                .partial(true)
                .end(CallEnd.MISSED, true)
                .omitted(10);
    }

    static Stream<Object> values() {
        return Stream.of(call().build(), LEG_VALUE, QUEUE_VALUE, TRANSFER_VALUE, PARKING_VALUE, RECORDING_VALUE);
    }

    @ParameterizedTest
    @MethodSource("values")
    void eachPublicMethodIsCalledByReflectionFromAnotherPackage(Object value) throws Exception {
        for (Method method : value.getClass().getMethods()) {
            if (method.getDeclaringClass() != Object.class && !Modifier.isStatic(method.getModifiers())) {
                method.invoke(value, method.getParameterCount() == 0 ? new Object[0] : new Object[] {value});
            }
        }
    }

    @ParameterizedTest
    @MethodSource("values")
    void theIntrospectorFindsEachValueUnderTheNameOfItsAccessor(Object value) throws Exception {
        Map<String, Object> read = new TreeMap<>();
        for (var property :
                Introspector.getBeanInfo(value.getClass(), Object.class).getPropertyDescriptors()) {
            read.put(property.getName(), property.getReadMethod().invoke(value));
            assertThat(value.getClass().getMethod(property.getName()).invoke(value))
                    .isEqualTo(read.get(property.getName()));
        }
        Map<?, ?> map = (Map<?, ?>) value.getClass().getMethod("toMap").invoke(value);
        assertThat(read.keySet()).isEqualTo(new TreeMap<>(map).keySet());
    }

    @ParameterizedTest
    @MethodSource("values")
    void simpleFindsEachValueUnderItsNameAndByItsGetter(Object value) throws Exception {
        try (DefaultCamelContext context = new DefaultCamelContext()) {
            context.start();
            Exchange exchange = new DefaultExchange(context);
            exchange.getMessage().setBody(value);
            for (var property :
                    Introspector.getBeanInfo(value.getClass(), Object.class).getPropertyDescriptors()) {
                Method getter = property.getReadMethod();
                assertThat(simple(exchange, property.getName())).isEqualTo(getter.invoke(value));
                assertThat(simple(exchange, getter.getName() + "()")).isEqualTo(getter.invoke(value));
            }
        }
    }

    @Test
    void simpleReadsTheIdAndThePartsOfACall() throws Exception {
        try (DefaultCamelContext context = new DefaultCamelContext()) {
            context.start();
            Exchange exchange = new DefaultExchange(context);
            exchange.getMessage().setBody(call().build());
            assertThat(simple(exchange, "id")).isEqualTo("1.1");
            assertThat(simple(exchange, "talkTime")).isEqualTo(7L);
            assertThat(simple(exchange, "legs[0].channel")).isEqualTo("PJSIP/200-1");
        }
    }

    private static Object simple(Exchange exchange, String name) {
        return exchange.getContext()
                .resolveLanguage("simple")
                .createExpression("${body." + name + "}")
                .evaluate(exchange, Object.class);
    }

    @ParameterizedTest
    @MethodSource("values")
    void eachFieldIsFinalSoThatAnyThreadSeesTheValuesWhole(Object value) {
        for (Class<?> type = value.getClass(); type != Object.class; type = type.getSuperclass()) {
            assertThat(Arrays.stream(type.getDeclaredFields())
                            .filter(field -> !field.isSynthetic())
                            .map(Field::getModifiers))
                    .allMatch(modifiers -> Modifier.isFinal(modifiers) && Modifier.isPrivate(modifiers));
        }
    }

    @Test
    void aBuilderThatGoesOnChangesNoValueThatItGave() {
        CallBuilder builder = call();
        AmiCall given = builder.build();
        assertThat(builder.pbx("other").build()).isNotEqualTo(given);
        assertThat(given).isEqualTo(call().build());
    }

    @Test
    void theMapHasEachValueInItsOrder() {
        assertThat(call().build().toMap())
                .hasToString(CALL.replace("LEG", LEG)
                        .replace("QUEUE", QUEUE)
                        .replace("TRANSFER", TRANSFER)
                        .replace("PARKING", PARKING)
                        .replace("RECORDING", RECORDING));
        assertThat(LEG_VALUE).hasToString("Leg" + LEG);
    }

    @ParameterizedTest
    @MethodSource("values")
    void camelConvertsEachValueToItsMap(CallValue value) throws Exception {
        try (DefaultCamelContext context = new DefaultCamelContext()) {
            assertThat(context.getTypeConverter().convertTo(Map.class, value)).isEqualTo(value.toMap());
        }
    }

    @Test
    void theVariablesKeepTheirOrderAndNobodyCanChangeThem() {
        Map<String, String> given = new LinkedHashMap<>();
        for (String name : List.of("zeta", "CRM_ID", "alpha", "HASH(crm,id)", "Beta", "m", "1st")) {
            given.put(name, "of " + name);
        }
        AmiCall call = call().variables(given).build();
        List<String> names = List.copyOf(given.keySet());
        given.put("later", "ignored");
        assertThat(call.variables().keySet()).containsExactlyElementsOf(names);
        assertThat((Map<?, ?>) call.toMap().get("variables"))
                .hasToString(call.variables().toString());
        assertThatThrownBy(() -> call.variables().put("a", "b")).isInstanceOf(UnsupportedOperationException.class);
    }

    @Test
    void aCallWithoutIdPbxOrStateIsNotBuilt() {
        List<CallBuilder> incomplete = List.of(
                AmiCall.builder(),
                AmiCall.builder().id("1.1", List.of()).pbx("pbx"),
                AmiCall.builder().id("1.1", List.of()).state(CallState.STARTED),
                AmiCall.builder().pbx("pbx").state(CallState.STARTED));
        assertThat(incomplete).allSatisfy(builder -> assertThatThrownBy(builder::build)
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("a call needs an id, a PBX and a state"));
    }

    @Test
    void valuesAreEqualWhereTheirMapsAre() {
        AmiCall call = call().build();
        assertThat(call).isEqualTo(call().build()).hasSameHashCodeAs(call().build());
        assertThat(call).isNotEqualTo(call().legs(List.of()).build()).isNotEqualTo(call.toMap());
        assertThat(Leg.builder().build()).isNotEqualTo(Recording.builder().build());
    }

    @Test
    void jacksonWritesAndReadsEachValue() throws Exception {
        ObjectMapper mapper = new ObjectMapper();
        AmiCall call = call().build();
        String json = mapper.writeValueAsString(call);
        assertThat(mapper.readTree(json)).isEqualTo(mapper.readTree(mapper.writeValueAsString(call.toMap())));
        assertThat(mapper.readValue(json, AmiCall.class)).isEqualTo(call);
    }
}
