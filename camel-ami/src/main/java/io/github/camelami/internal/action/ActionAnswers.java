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

import io.github.camelami.call.AmiCall;
import io.github.camelami.internal.session.ActionIds;
import io.github.camelami.internal.session.ActionResult;
import io.github.camelami.message.AmiAction;
import io.github.camelami.message.AmiEvent;
import io.github.camelami.message.AmiException;
import io.github.camelami.message.AmiResponse;
import java.util.List;
import org.apache.camel.Exchange;
import org.apache.camel.Message;

/** Sets the headers and the body of an exchange from the answer to its action. */
public final class ActionAnswers {
    /**
     * The headers that an answer sets. Before an action, the headers of an earlier answer are removed. Otherwise they
     * would seem to belong to this action if it fails.
     */
    private static final List<String> OF_ANSWERS = List.of(
            ActionHeaderNames.OUTCOME,
            ActionHeaderNames.REASON,
            ActionHeaderNames.AGI_RESULT,
            ActionHeaderNames.RESPONSE,
            ActionHeaderNames.MESSAGE);

    private final ActionOptions options;

    public ActionAnswers(ActionOptions options) {
        this.options = options;
    }

    /**
     * Removes the headers of an earlier answer from the exchange. The id of an earlier call remains until another call
     * is placed.
     */
    public void begin(Exchange exchange) {
        Message message = exchange.getMessage();
        for (String header : OF_ANSWERS) {
            message.removeHeader(header);
        }
        if ("Originate".equalsIgnoreCase(options.action())) {
            message.removeHeader(ActionHeaderNames.CALL_ID);
            message.removeHeader(ActionHeaderNames.DISPOSITION);
        }
    }

    /**
     * Sets the answer to an action on its exchange.
     *
     * @throws AmiException.Refused if the PBX refused the action and the endpoint treats that as a failure
     */
    public void answer(Exchange exchange, AmiAction action, ActionResult result) {
        AmiResponse response = result.response();
        Message message = exchange.getMessage();
        message.setHeader(ActionHeaderNames.RESPONSE, response.status());
        message.setHeader(ActionHeaderNames.MESSAGE, response.message());
        // an id that the user has set remains
        Object given = message.getHeader(ActionHeaderNames.ACTION_ID);
        if (given == null || ActionIds.isOurs(given.toString())) {
            message.setHeader(ActionHeaderNames.ACTION_ID, response.actionId());
        }
        if (action.is("AGI") && result.ends() != null && (!response.isError() || AgiAnswers.isHangup(response))) {
            AgiAnswers.set(message, action, result, options.throwOnFailure());
        } else if (result.outcome() != null) {
            originated(message, result.outcome(), result.ends());
        } else if (result.stream() != null) {
            message.setBody(result.stream());
        } else if (result.items() != null) {
            message.setBody(options.streamList() ? result.items().iterator() : result.items());
        } else if (response.isError() && options.throwOnFailure()) {
            String reason = RefusalReason.of(action, response, options.username());
            throw new AmiException.Refused(result.description() + "refused by the PBX: " + reason, response);
        } else {
            message.setBody(response);
        }
    }

    private static void originated(Message message, AmiEvent outcome, List<AmiEvent> ends) {
        OriginateOutcome known = OriginateOutcome.of(outcome, ends);
        message.setBody(outcome);
        String uniqueid = outcome.get("Uniqueid");
        if (known == OriginateOutcome.ANSWERED && uniqueid != null) {
            // Asterisk 11 and earlier choose the id themselves
            message.setHeader(ActionHeaderNames.CALL_ID, uniqueid);
        }
        message.setHeader(ActionHeaderNames.OUTCOME, known.name());
        if (known == OriginateOutcome.FAILED) {
            message.setHeader(
                    ActionHeaderNames.REASON, OriginateOutcome.reason(ends).name());
        }
    }

    /** Sets the id of the call that an Originate places. Called whether the Originate succeeds or not. */
    public void callId(Exchange exchange, AmiAction action) {
        if (action.is("Originate")) {
            Message message = exchange.getMessage();
            message.setHeader(
                    ActionHeaderNames.CALL_ID, action.field("ChannelId").orElse(null));
            message.removeHeader(ActionHeaderNames.DISPOSITION);
        }
    }

    /** Sets the headers and the body from an ended call, on the exchange of the Originate that placed the call. */
    public void call(Exchange exchange, AmiCall call) {
        Message message = exchange.getMessage();
        message.setBody(call);
        message.setHeader(ActionHeaderNames.CALL_ID, call.id());
        if (call.disposition() != null) {
            message.setHeader(ActionHeaderNames.DISPOSITION, call.disposition().name());
        }
        if (message.getHeader(ActionHeaderNames.REASON) != null && call.failureReason() != null) {
            // the reason that follows from the whole call is more exact than the one from the first hang-ups
            message.setHeader(ActionHeaderNames.REASON, call.failureReason().name());
        }
    }
}
