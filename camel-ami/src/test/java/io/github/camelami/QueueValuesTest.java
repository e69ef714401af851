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

import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.camelami.queue.AmiAgent;
import io.github.camelami.queue.AmiQueue;
import io.github.camelami.queue.QueueCaller;
import io.github.camelami.queue.QueueDifference;
import io.github.camelami.queue.QueueFigures;
import io.github.camelami.queue.QueueMember;
import io.github.camelami.queue.QueueValue;
import java.beans.Introspector;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Queues, agents and their parts as others see them. */
class QueueValuesTest {

    /** Each builder with each of its values set to something of its type. */
    static Stream<Object> values() throws Exception {
        return Stream.of(
                filled(QueueCaller.builder()),
                filled(QueueMember.builder()),
                filled(QueueFigures.builder()),
                filled(QueueDifference.builder()),
                filled(AmiQueue.builder()),
                filled(AmiAgent.builder()));
    }

    private static Object filled(Object builder) throws Exception {
        int number = 1;
        for (Method setter : builder.getClass().getMethods()) {
            if (setter.getParameterCount() == 1 && setter.getDeclaringClass() == builder.getClass()) {
                setter.invoke(builder, sample(setter, number++));
            }
        }
        return builder.getClass().getMethod("build").invoke(builder);
    }

    private static Object sample(Method setter, int number) throws Exception {
        Class<?> type = setter.getParameterTypes()[0];
        if (type == String.class) {
            return setter.getName() + " \"" + number + '"';
        } else if (type == int.class) {
            return number;
        } else if (type == long.class || type == Long.class) {
            return (long) number;
        } else if (type == Double.class) {
            return number + 0.5;
        } else if (type == boolean.class || type == Boolean.class) {
            return true;
        } else if (type == List.class) {
            return switch (setter.getName()) {
                case "callers" -> List.of(filled(QueueCaller.builder()));
                case "differences" -> List.of(filled(QueueDifference.builder()));
                default -> List.of(filled(QueueMember.builder()));
            };
        }
        return type.isEnum() ? type.getEnumConstants()[1] : part(type);
    }

    private static Object part(Class<?> type) throws Exception {
        return filled(type.getMethod("builder").invoke(null));
    }

    @ParameterizedTest
    @MethodSource("values")
    void theIntrospectorFindsEachValueUnderTheNameOfItsAccessor(Object value) throws Exception {
        Map<String, Object> read = new TreeMap<>();
        for (var property :
                Introspector.getBeanInfo(value.getClass(), Object.class).getPropertyDescriptors()) {
            read.put(property.getName(), property.getReadMethod().invoke(value));
            assertThat(value.getClass().getMethod(property.getName()).invoke(value))
                    .isEqualTo(read.get(property.getName()))
                    .isNotNull();
        }
        Map<?, ?> map = (Map<?, ?>) value.getClass().getMethod("toMap").invoke(value);
        assertThat(read.keySet()).isEqualTo(new TreeMap<>(map).keySet());
    }

    @ParameterizedTest
    @MethodSource("values")
    void simpleFindsEachValueUnderItsName(Object value) throws Exception {
        try (DefaultCamelContext context = new DefaultCamelContext()) {
            context.start();
            Exchange exchange = new DefaultExchange(context);
            exchange.getMessage().setBody(value);
            for (var property :
                    Introspector.getBeanInfo(value.getClass(), Object.class).getPropertyDescriptors()) {
                assertThat(context.resolveLanguage("simple")
                                .createExpression("${body." + property.getName() + "}")
                                .evaluate(exchange, Object.class))
                        .isEqualTo(property.getReadMethod().invoke(value));
            }
        }
    }

    @ParameterizedTest
    @MethodSource("values")
    void eachFieldIsFinalSoThatAnyThreadSeesTheValuesWhole(Object value) {
        for (Class<?> type = value.getClass(); type != Object.class; type = type.getSuperclass()) {
            assertThat(Arrays.stream(type.getDeclaredFields()).filter(field -> !field.isSynthetic()))
                    .allMatch(field ->
                            Modifier.isFinal(field.getModifiers()) && Modifier.isPrivate(field.getModifiers()));
        }
    }

    @ParameterizedTest
    @MethodSource("values")
    void camelConvertsEachValueToItsMap(QueueValue value) throws Exception {
        try (DefaultCamelContext context = new DefaultCamelContext()) {
            assertThat(context.getTypeConverter().convertTo(Map.class, value)).isEqualTo(value.toMap());
        }
    }

    @ParameterizedTest
    @MethodSource("values")
    void aValueThatIsStoredAndReadAgainIsTheSame(Object value) throws Exception {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(value);
        }
        try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
            assertThat(in.readObject()).isEqualTo(value).hasSameHashCodeAs(value);
        }
        ObjectMapper mapper = new ObjectMapper();
        String json = mapper.writeValueAsString(value);
        assertThat(mapper.readValue(json, value.getClass())).isEqualTo(value);
        assertThat(value.toString())
                .doesNotContain("\n")
                .startsWith(value.getClass().getSimpleName());
    }
}
