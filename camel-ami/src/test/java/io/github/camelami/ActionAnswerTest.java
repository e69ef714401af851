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

import io.github.camelami.message.AmiEvent;
import io.github.camelami.message.AmiException;
import io.github.camelami.message.AmiResponse;
import io.github.camelami.simulator.CallOutcome;
import io.github.camelami.simulator.Reply;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ActionAnswerTest extends RouteTestSupport {

    @Test
    void aPlainActionGivesItsResponse() throws Exception {
        Message answer =
                sendWell(ami("action=Ping"), null, Map.of("Mine", "kept")).getMessage();
        assertThat(answer.getBody(AmiResponse.class)).containsEntry("ping", "Pong");
        assertThat(answer.getHeaders())
                .containsEntry(AmiConstants.RESPONSE, "Success")
                .containsEntry(AmiConstants.MESSAGE, "")
                .containsEntry(AmiConstants.ACTION_ID, received("Ping").actionId())
                .containsEntry("Mine", "kept")
                .doesNotContainKey(AmiConstants.OUTCOME);
    }

    @Test
    void aListActionGivesItsItems() throws Exception {
        pbx.data().queue("support");
        List<?> items = sendWell(ami("action=QueueStatus"), null, NO_HEADERS)
                .getMessage()
                .getBody(List.class);
        assertThat(items).isNotEmpty().allSatisfy(item -> assertThat(item).isInstanceOf(AmiEvent.class));
    }

    @Test
    void aStreamedListGivesAnIterator() throws Exception {
        pbx.data().queue("support");
        Object body = sendWell(ami("action=QueueStatus&streamList=true"), null, NO_HEADERS)
                .getMessage()
                .getBody();
        assertThat(body).isInstanceOf(Iterator.class);
        assertThat(((Iterator<?>) body).next()).isInstanceOf(AmiEvent.class);
    }

    @Test
    void aCommandsResponseAsStringIsItsOutput() throws Exception {
        pbx.data().command("core show uptime", "System uptime:\n   3 days\n\nLast reload: 1 day");
        Message answer = sendWell(
                        ami("action=Command&allowDangerousActions=true&field.Command=core show uptime"),
                        null,
                        NO_HEADERS)
                .getMessage();
        assertThat(answer.getBody(String.class)).isEqualTo("System uptime:\n   3 days\n\nLast reload: 1 day");
        assertThat(answer.getBody(AmiResponse.class).output()).isEqualTo(answer.getBody(String.class));
    }

    @ParameterizedTest
    @CsvSource({"ANSWER,ANSWERED", "BUSY,BUSY", "CONGESTION,CONGESTION", "NO_ANSWER,NO_ANSWER", "FAILED,FAILED"})
    void originateGivesTheOutcomeAsBodyAndHeader(CallOutcome dialled, String outcome) throws Exception {
        pbx.data().extension("300", dialled);
        Message answer = sendWell(
                        ami("action=Originate"),
                        Map.of(
                                "Channel",
                                "Local/300@default",
                                "Context",
                                "default",
                                "Exten",
                                "200",
                                "Priority",
                                1,
                                "Timeout",
                                200),
                        NO_HEADERS)
                .getMessage();
        assertThat(answer.getHeader(AmiConstants.OUTCOME)).isEqualTo(outcome);
        assertThat(answer.getBody(AmiEvent.class).name()).isEqualTo("OriginateResponse");
    }

    @Test
    void withoutAwaitOutcomeOriginateGivesTheResponse() throws Exception {
        Message answer = sendWell(
                        ami("action=Originate&awaitOutcome=false"),
                        Map.of("Channel", "Local/200@default", "Context", "default", "Exten", "200", "Priority", 1),
                        NO_HEADERS)
                .getMessage();
        assertThat(answer.getBody(AmiResponse.class).message()).isEqualTo("Originate successfully queued");
        assertThat(answer.getHeaders()).doesNotContainKey(AmiConstants.OUTCOME);
    }

    @Test
    void theOutcomeOfAnEarlierCallDoesNotStayOnOtherActions() throws Exception {
        Message answer = sendWell(ami("action=Ping"), null, Map.of(AmiConstants.OUTCOME, "BUSY"))
                .getMessage();
        assertThat(answer.getHeaders()).doesNotContainKey(AmiConstants.OUTCOME);
    }

    @Test
    void anErrorFailsTheExchangeWithTheResponse() throws Exception {
        Exchange exchange = send(ami("action=Hangup"), Map.of("Channel", "none"));
        assertThat(exchange.getException())
                .isInstanceOfSatisfying(AmiException.Refused.class, refused -> assertThat(refused.response())
                        .hasValueSatisfying(
                                response -> assertThat(response.isError()).isTrue()))
                .hasMessageContainingAll("Hangup", "No such channel");
        assertThat(exchange.getMessage().getHeader(AmiConstants.RESPONSE)).isEqualTo("Error");
    }

    @Test
    void withoutThrowExceptionOnFailureTheErrorIsTheBody() throws Exception {
        Message answer = sendWell(
                        ami("action=Hangup&throwExceptionOnFailure=false"), Map.of("Channel", "none"), NO_HEADERS)
                .getMessage();
        assertThat(answer.getBody(AmiResponse.class).isError()).isTrue();
        assertThat(answer.getHeaders())
                .containsEntry(AmiConstants.RESPONSE, "Error")
                .containsEntry(AmiConstants.MESSAGE, "No such channel");
    }

    @Test
    void anUnknownActionIsNamedWithTheLikelyOne() throws Exception {
        assertThat(send(ami("action=QueueSumary"), null).getException())
                .hasMessageContaining("did you mean QueueSummary?");
    }

    @Test
    void aMissingPermissionNamesTheClassThatIsNeeded() throws Exception {
        pbx.on("QueuePause", action -> Reply.error("Permission denied"));
        assertThat(send(ami("action=QueuePause"), Map.of("Interface", "a")).getException())
                .hasMessageContainingAll("Permission denied", "admin", "agent");
    }
}
