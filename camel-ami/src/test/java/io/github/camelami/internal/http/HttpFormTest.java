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
package io.github.camelami.internal.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.github.camelami.internal.transport.SentAction;
import io.github.camelami.message.AmiAction;
import io.github.camelami.message.AmiException;
import io.github.camelami.simulator.ReceivedRequest;
import io.github.camelami.simulator.SimulatedPbx;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.Tuple.Tuple2;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;

/** Fields on their way through a form to the PBX. */
class HttpFormTest {
    private static SimulatedPbx pbx;
    private static HttpLink link;

    @BeforeContainer
    static void open() throws Exception {
        pbx = SimulatedPbx.builder().http().start();
        link = HttpLink.to(pbx).login("user");
    }

    @AfterContainer
    static void close() {
        link.close();
        pbx.close();
    }

    @Provide
    Arbitrary<List<Tuple2<String, String>>> fields() {
        Arbitrary<String> names = Arbitraries.strings()
                .withChars("abcXYZ019_()./;-")
                .ofMinLength(1)
                .ofMaxLength(20)
                .map(name -> "F" + name);
        Arbitrary<String> anything = Arbitraries.strings()
                .all()
                .filter(text -> text.chars().noneMatch(c -> c == '\r' || c == '\n' || c == 0)
                        && text.equals(new String(text.getBytes(UTF_8), UTF_8)));
        Arbitrary<String> troublesome = Arbitraries.strings()
                .withChars(" %+&=;,#?:\"'\\/äé€\t\u001b\u007f~*")
                .ofMaxLength(40);
        return Combinators.combine(names, Arbitraries.oneOf(anything, troublesome))
                .as(Tuple::of)
                .list()
                .ofMaxSize(8);
    }

    @Property(tries = 2000)
    void F4_everyLegalValueArrivesAsItWas(@ForAll("fields") List<Tuple2<String, String>> fields) throws Exception {
        AmiAction.Builder action = AmiAction.named("Ping");
        fields.forEach(field -> action.field(field.get1(), field.get2()));
        pbx.http().forgetRequests();
        SentAction sent = link.send(action.build());
        sent.response();
        assertThat(lastPing().parameters().subList(2, fields.size() + 2))
                .isEqualTo(fields.stream()
                        .map(field -> Map.entry(field.get1(), field.get2()))
                        .toList());
        assertThat(lastPing().parameters()).hasSize(fields.size() + 2);
    }

    private static ReceivedRequest lastPing() {
        List<ReceivedRequest> pings = pbx.http().requests("Ping");
        return pings.get(pings.size() - 1);
    }

    @Example
    void F2_fortyKibibytesArePassedOnAndOneByteMoreIsRefused() throws Exception {
        SentAction probe = link.ping();
        probe.response();
        // the next id is as long, or a digit longer
        int most = 40_960 - "Action=Ping&ActionID=".length() - (probe.actionId().length() + 1) - "&F=".length();
        link.send(AmiAction.named("Ping").field("F", "x".repeat(most)).build()).response();
        assertThat(lastPing().parameter("F")).hasSize(most);
        assertThat(catchThrowable(() -> link.send(
                        AmiAction.named("Ping").field("F", "x".repeat(most + 2)).build())))
                .isInstanceOf(AmiException.Refused.class)
                .hasMessageContaining("Asterisk accepts 40960; shorten it, or split the action");
    }

    @Example
    void F2_oneHundredTwentyEightLinesArePassedOnAndOneMoreIsRefused() throws Exception {
        AmiAction.Builder most = AmiAction.named("Ping");
        IntStream.range(0, 126).forEach(i -> most.field("F" + i, i));
        link.send(most.build()).response();
        assertThat(lastPing().parameters()).hasSize(128);
        most.field("F126", "one more");
        assertThat(catchThrowable(() -> link.send(most.build())))
                .isInstanceOf(AmiException.Refused.class)
                .hasMessageContaining("split the action");
    }
}
