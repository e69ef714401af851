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
package io.github.camelami.internal.action;

import io.github.camelami.internal.session.ActionResult;
import io.github.camelami.message.AgiResult;
import io.github.camelami.message.AmiAction;
import io.github.camelami.message.AmiException;
import io.github.camelami.message.AmiResponse;
import org.apache.camel.Message;

/** Sets the headers of a message from the result of an AGI command. */
final class AgiAnswers {
    private static final String COMPLETED = "COMPLETED";
    private static final String HANGUP = "HANGUP";
    private static final int NO_LONGER_ALLOWED = 511;

    /** The result of EXEC if the application does not exist. */
    private static final String NO_APPLICATION = "-2";

    private AgiAnswers() {}

    /**
     * Whether the PBX refused a command because its channel no longer exists, which means that the caller has hung up.
     */
    static boolean isHangup(AmiResponse response) {
        return response.isError()
                && response.message().startsWith("Channel ")
                && response.message().contains("does not exist");
    }

    /**
     * Sets the headers from the result of a command.
     *
     * @throws AmiException.Refused if the command is not valid, and {@code throwOnFailure} is set
     */
    static void set(Message message, AmiAction action, ActionResult answer, boolean throwOnFailure) {
        AgiResult result = of(answer);
        String missing = AgiCommands.application(action.field("Command").orElse(""));
        if (missing != null && result.getResult().equals(NO_APPLICATION) && throwOnFailure) {
            throw new AmiException.Refused(
                    answer.description() + "refused by the PBX: it has no application "
                            + missing.replaceAll("[^ -~]", "."),
                    answer.response());
        }
        if (!result.isHangup() && result.getCode() >= 500 && throwOnFailure) {
            throw new AmiException.Refused(
                    answer.description() + "refused by the PBX: "
                            + result.getText().lines().findFirst().orElse(""),
                    answer.response());
        }
        message.setBody(result);
        message.setHeader(ActionHeaderNames.OUTCOME, result.isHangup() ? HANGUP : COMPLETED);
        message.setHeader(ActionHeaderNames.AGI_RESULT, result.getResult());
    }

    private static AgiResult of(ActionResult answer) {
        if (answer.outcome() == null) {
            return AgiResult.hungUp();
        }
        AgiResult result = AgiResult.of(String.valueOf(answer.outcome().first("Result")));
        boolean interrupted = result.getResult().equals("-1") && !answer.ends().isEmpty();
        return interrupted || result.getCode() == NO_LONGER_ALLOWED ? result.withHangup() : result;
    }
}
