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
import io.github.camelami.message.AmiException;
import io.github.camelami.message.AmiResponse;
import org.apache.camel.Exchange;
import org.apache.camel.Message;

/** Sets the answers to actions on their exchanges. */
public final class ActionAnswers {
    /**
     * The property that holds the id which an earlier action set as header. The next action replaces this id, but not a
     * user's.
     */
    private static final String OWN_ACTION_ID = "CamelAmiOwnActionId";

    private final ActionOptions options;

    public ActionAnswers(ActionOptions options) {
        this.options = options;
    }

    /**
     * Sets the answer to an action on its exchange.
     *
     * @throws AmiException.Refused if the PBX refused the action and the endpoint treats that as a failure
     */
    public void answer(Exchange exchange, String action, ActionResult result) {
        AmiResponse response = result.response();
        Message message = exchange.getMessage();
        message.setHeader(ActionHeaderNames.RESPONSE, response.status());
        message.setHeader(ActionHeaderNames.MESSAGE, response.message());
        message.removeHeader(ActionHeaderNames.OUTCOME);
        Object given = message.getHeader(ActionHeaderNames.ACTION_ID);
        if (given == null || given.equals(exchange.getProperty(OWN_ACTION_ID))) {
            message.setHeader(ActionHeaderNames.ACTION_ID, response.actionId());
            exchange.setProperty(OWN_ACTION_ID, response.actionId());
        }
        if (result.outcome() != null) {
            message.setBody(result.outcome());
            message.setHeader(
                    ActionHeaderNames.OUTCOME,
                    OriginateOutcome.of(result.outcome()).name());
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
}
