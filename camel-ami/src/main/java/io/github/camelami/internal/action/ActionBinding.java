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

import io.github.camelami.AmiConstants;
import io.github.camelami.internal.session.ActionRequest;
import io.github.camelami.internal.session.ActionResult;
import io.github.camelami.internal.wire.Catalogue;
import io.github.camelami.message.AmiAction;
import io.github.camelami.message.AmiException;
import io.github.camelami.message.AmiResponse;
import java.time.Duration;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes actions from exchanges, and sets their answers on the exchanges. */
public final class ActionBinding {
    private static final Logger LOG = LoggerFactory.getLogger(ActionBinding.class);

    /** How long Asterisk waits for an answer, in milliseconds, if an Originate has no Timeout. */
    private static final long CALL_TIMEOUT = 30_000;

    /** Marks an id that an earlier action set in the header: the next action replaces it, but not a user's id. */
    private static final String OWN_ACTION_ID = "CamelAmiOwnActionId";

    private static final Duration MAX_TIMEOUT = Duration.ofDays(365);

    private final ActionOptions options;
    private final ActionFactory actions;
    private final ActionPolicy policy;

    public ActionBinding(ActionOptions options, CamelContext context) {
        this.options = options;
        this.actions = new ActionFactory(options, context);
        this.policy = new ActionPolicy(options.action(), options.allowed(), options.allowDangerous());
    }

    /** @throws IllegalArgumentException if the policy does not allow the action of the URI */
    public void checkOptions() {
        String action = options.action();
        try {
            policy.checkConstants(actions.common(), options.allowedActions());
        } catch (AmiException.Refused e) {
            throw new IllegalArgumentException("ami:" + options.endpoint() + ": " + e.getMessage());
        }
        if (action != null && !Catalogue.isAction(action)) {
            LOG.warn("ami:{}: unknown action {}{}", options.endpoint(), action, Catalogue.suggestion(action));
        }
    }

    /**
     * Makes an action from an exchange.
     *
     * @throws AmiException.Refused if the message cannot or must not become an action
     */
    public ActionRequest request(Exchange exchange) {
        AmiAction action = actions.create(exchange);
        policy.check(action);
        long timeout = timeout(exchange);
        boolean outcome = action.is("Originate") && options.awaitOutcome();
        if (action.is("Originate")) {
            // a synchronous Originate blocks the whole session until the call is answered
            action = action.with("Async", "true");
            timeout += outcome ? callTimeout(action) : 0;
        }
        return new ActionRequest(action, Duration.ofMillis(timeout), outcome, options.streamList());
    }

    /**
     * Sets the answer to an action on its exchange.
     *
     * @throws AmiException.Refused if the PBX refused the action and the endpoint treats that as a failure
     */
    public void answer(Exchange exchange, String action, ActionResult result) {
        AmiResponse response = result.response();
        Message message = exchange.getMessage();
        message.setHeader(AmiConstants.RESPONSE, response.status());
        message.setHeader(AmiConstants.MESSAGE, response.message());
        message.removeHeader(AmiConstants.OUTCOME);
        Object given = message.getHeader(AmiConstants.ACTION_ID);
        if (given == null || given.equals(exchange.getProperty(OWN_ACTION_ID))) {
            message.setHeader(AmiConstants.ACTION_ID, response.actionId());
            exchange.setProperty(OWN_ACTION_ID, response.actionId());
        }
        if (result.outcome() != null) {
            message.setBody(result.outcome());
            message.setHeader(
                    AmiConstants.OUTCOME, OriginateOutcome.of(result.outcome()).name());
        } else if (result.stream() != null) {
            message.setBody(result.stream());
        } else if (result.items() != null) {
            message.setBody(options.streamList() ? result.items().iterator() : result.items());
        } else if (response.isError() && options.throwOnFailure()) {
            throw new AmiException.Refused(
                    result.description() + "refused by the PBX: " + reason(action, response), response);
        } else {
            message.setBody(response);
        }
    }

    private long timeout(Exchange exchange) {
        Object timeout = exchange.getMessage().getHeader(AmiConstants.TIMEOUT);
        if (timeout == null) {
            return options.timeout().toMillis();
        }
        Duration duration = timeout instanceof Number millis
                ? Duration.ofMillis(millis.longValue())
                : exchange.getContext().getTypeConverter().tryConvertTo(Duration.class, exchange, timeout);
        if (duration == null || duration.compareTo(Duration.ZERO) <= 0 || duration.compareTo(MAX_TIMEOUT) > 0) {
            throw new AmiException.Refused("header " + AmiConstants.TIMEOUT
                    + " is not a positive number of milliseconds or a Duration, or exceeds a year");
        }
        return duration.toMillis();
    }

    private static long callTimeout(AmiAction originate) {
        try {
            long timeout = Long.parseLong(originate.field("Timeout").orElse("0").strip());
            return timeout > 0 ? timeout : CALL_TIMEOUT;
        } catch (NumberFormatException e) {
            throw new AmiException.Refused("Originate: field Timeout is not a number of milliseconds");
        }
    }

    private String reason(String action, AmiResponse response) {
        String message = response.message();
        if (message.equals("Permission denied")) {
            String classes = Catalogue.classesOf(action);
            return message
                    + (classes.isEmpty()
                            ? ""
                            : "; user " + options.username() + " needs one of these classes in write: " + classes);
        }
        if (message.startsWith("Invalid/unknown command")) {
            return Catalogue.isAction(action)
                    ? "this PBX has no action " + action
                            + "; its module is not loaded, or this version of Asterisk lacks it"
                    : "unknown action " + action + Catalogue.suggestion(action);
        }
        // a Command that fails has the Message of a successful one; its output has the reason
        return response.values("Output").stream()
                .filter(line -> !line.isBlank())
                .findFirst()
                .orElse(message);
    }
}
