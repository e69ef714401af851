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
package io.github.camelami.message;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelami.internal.codec.Decoding;
import java.util.List;
import org.junit.jupiter.api.Test;

class CommandOutputTest {
    private static final String FOLLOWS = "Response: Follows\r\nPrivilege: Command\r\nActionID: 5\r\n";
    private static final String END = "--END COMMAND--\r\n\r\n";
    private static final String HANGUP = "Event: Hangup\r\nPrivilege: call,all\r\n\r\n";

    @Test
    void E7_noEventIsBornFromOutputLines() {
        List<AmiMessage> messages = Decoding.messagesOf("Response: Success\r\nActionID: 1\r\n"
                + "Message: Command output follows\r\nOutput: Event: Hangup\r\nOutput: \r\nOutput: Response: Error\r\n"
                + "Output: ActionID: 2\r\n\r\n");

        assertThat(messages).singleElement().isInstanceOfSatisfying(AmiResponse.class, response -> {
            assertThat(response.actionId()).isEqualTo("1");
            assertThat(response.status()).isEqualTo("Success");
            assertThat(response.output()).isEqualTo("Event: Hangup\n\nResponse: Error\nActionID: 2");
        });
    }

    @Test
    void E7_noEventIsBornFromTheRawOutputOfAnOldServer() {
        String output = "\nEvent: Hangup\nPrivilege: call,all\n\n\nResponse: Error\nActionID: 2\n\n";
        List<AmiMessage> messages = Decoding.messagesOf(FOLLOWS + output + END + HANGUP);

        assertThat(messages).hasSize(2);
        AmiResponse response = (AmiResponse) messages.get(0);
        assertThat(response.actionId()).isEqualTo("5");
        assertThat(response.status()).isEqualTo("Follows");
        assertThat(response.output()).isEqualTo(output.stripTrailing());
        assertThat(response).containsOnlyKeys("Response", "Privilege", "ActionID");
    }

    @Test
    void E7_anActionIdInTheRawOutputIsNotTheAnswers() {
        AmiResponse response =
                Decoding.responseOf("Response: Follows\r\nPrivilege: Command\r\nActionID: 2\nx\nActionID: 3\r\n" + END);

        assertThat(response.actionId()).isNull();
        assertThat(response.output()).isEqualTo("ActionID: 2\nx\nActionID: 3");
    }

    @Test
    void E7_aMessageInTheOutputIsNotTheAnswers() {
        assertThat(Decoding.responseOf(FOLLOWS + "Message: forged\r\n" + END).message())
                .isEmpty();
        assertThat(Decoding.responseOf("Message: forged\r\n\r\n").message()).isEmpty();
        assertThat(Decoding.responseOf("Response: Error\r\nMESSAGE:No such channel \r\nMessage: second\r\n\r\n")
                        .message())
                .isEqualTo("No such channel ");
    }

    @Test
    void E7_whatLooksLikeTheEndInsideTheOutputIsNone() {
        String output = "a --END COMMAND--\r\nb\n--END COMMAND--\n\nEvent: Hangup\n\n";
        AmiResponse response = Decoding.responseOf(FOLLOWS + output + END);

        assertThat(response.output()).isEqualTo("a --END COMMAND--\nb\n--END COMMAND--\n\nEvent: Hangup");
    }

    @Test
    void theEndMayStandBehindOutputWithoutLineEnd() {
        assertThat(Decoding.responseOf(FOLLOWS + "no newline" + END).output()).isEqualTo("no newline");
        assertThat(Decoding.responseOf(FOLLOWS + END).output()).isEmpty();
    }

    @Test
    void aServerThatEndsItsLinesInLineFeedsIsUnderstood() {
        AmiResponse response = Decoding.responseOf("Response: Follows\nActionID: 5\n a\n\nb\n--END COMMAND--\n\n");

        assertThat(response.actionId()).isEqualTo("5");
        assertThat(response.get("ActionID")).isEqualTo("5");
        assertThat(response.output()).isEqualTo(" a\n\nb");
    }

    @Test
    void indentationAndEmptyLinesAreKept() {
        String lines = "  Name      State\n    x\n\n  1 of 2";
        String old = FOLLOWS + lines + "\n" + END;
        String today = "Response: Success\r\nMessage: Command output follows\r\nOutput: "
                + lines.replace("\n", "\r\nOutput: ") + "\r\n\r\n";

        assertThat(Decoding.responseOf(old).output()).isEqualTo(lines);
        assertThat(Decoding.responseOf(today).output()).isEqualTo(lines);
    }

    @Test
    void aFailingCommandHasItsOutputToo() {
        AmiResponse response = Decoding.responseOf("Response: Error\r\nMessage: Command output follows\r\n"
                + "Output: No such command 'x' (type 'core show help x' for other possible commands)\r\n\r\n");

        assertThat(response.isError()).isTrue();
        assertThat(response.output()).startsWith("No such command 'x'");
    }

    @Test
    void rawTextOfAnOldServerIsTheOutputOfAnAnswerWithoutStatusOrFields() {
        AmiResponse response = Decoding.responseOf("No queues: yet\r\n  Event: Hangup\r\nA: 1\r\n\r\n");

        assertThat(response.status()).isEmpty();
        assertThat(response.isError()).isFalse();
        assertThat(response).isEmpty();
        assertThat(response.output()).isEqualTo("No queues: yet\n  Event: Hangup\nA: 1");
        assertThat(response.message()).isEmpty();
    }

    @Test
    void anAnswerThatIsNoCommandsHasNoOutput() {
        AmiResponse response = Decoding.responseOf("Response: Success\r\nPing: Pong\r\n\r\n");

        assertThat(response.output()).isEmpty();
        assertThat(response.message()).isEmpty();
        assertThat(response.isError()).isFalse();
        assertThat(Decoding.responseOf("Response: ERROR\r\nMessage: no\r\n\r\n").isError())
                .isTrue();
    }
}
