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

import io.github.camelami.call.AmiCall;
import io.github.camelami.message.AmiAction;
import io.github.camelami.message.AmiEvent;
import io.github.camelami.message.AmiException;
import io.github.camelami.message.AmiResponse;
import io.github.camelami.message.Catalogue;
import io.github.camelami.queue.AmiAgent;
import io.github.camelami.queue.AmiQueue;
import io.github.camelami.session.ActionRequest;
import io.github.camelami.session.ActionResult;
import java.time.Duration;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.spi.HeaderFilterStrategy;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Between exchanges and the AMI: events and answers become messages, messages become actions. */
final class AmiBinding {
    private static final Logger LOG = LoggerFactory.getLogger(AmiBinding.class);

    /** Asterisk's own wait for an answer, in milliseconds, where Originate gives no Timeout. */
    private static final long CALL_TIMEOUT = 30_000;

    /** The id that an earlier action of the exchange left in the header: unlike a user's, it makes room for the next. */
    private static final String OWN_ACTION_ID = "CamelAmiOwnActionId";

    private static final Duration MAX_TIMEOUT = Duration.ofDays(365);

    private final AmiEndpoint endpoint;
    private final AmiProducerConfiguration options;
    private final ActionFactory actions;
    private final ActionPolicy policy;

    AmiBinding(AmiEndpoint endpoint) {
        this.endpoint = endpoint;
        this.options = endpoint.getProducerConfiguration();
        this.actions = new ActionFactory(endpoint);
        String allowed = options.getAllowedActions();
        ConnectionSettings settings = new ConnectionSettings(endpoint.getName(), endpoint.getConfiguration());
        this.policy = new ActionPolicy(options, allowed == null ? null : settings.patterns("allowedActions", allowed));
    }

    /** @throws IllegalArgumentException if the URI names an action that its policy does not allow */
    void checkOptions() {
        String action = options.getAction();
        try {
            policy.checkConstants(actions.common(), options.getAllowedActions());
        } catch (AmiException.Refused e) {
            throw new IllegalArgumentException("ami:" + endpoint.getName() + ": " + e.getMessage());
        }
        if (action != null && !Catalogue.isAction(action)) {
            LOG.warn("ami:{}: unknown action {}{}", endpoint.getName(), action, suggestion(action));
        }
    }

    /** Makes the exchange of an event. */
    void fill(Exchange exchange, AmiEvent event) {
        Message message = exchange.getMessage();
        if (endpoint.isMapHeaders()) {
            HeaderFilterStrategy filter = endpoint.getHeaderFilterStrategy();
            event.forEach((name, value) -> {
                if (!filter.applyFilterToExternalHeaders(name, value, exchange)) {
                    message.setHeader(name, value);
                }
            });
        }
        message.setBody(event);
        message.setHeader(AmiConstants.EVENT_NAME, event.name());
        message.setHeader(AmiConstants.CONNECTION, endpoint.getName());
        message.setHeader(AmiConstants.MESSAGE_TIMESTAMP, event.occurredAt());
        message.setHeader(AmiConstants.EPOCH, event.epoch());
    }

    /** Makes the exchange of a call. */
    void fill(Exchange exchange, AmiCall call, long epoch) {
        Message message = exchange.getMessage();
        message.setBody(call);
        message.setHeader(AmiConstants.CALL_ID, call.id());
        message.setHeader(AmiConstants.CALL_STATE, call.state().name());
        if (call.disposition() != null) {
            message.setHeader(AmiConstants.DISPOSITION, call.disposition().name());
        }
        message.setHeader(AmiConstants.CONNECTION, endpoint.getName());
        message.setHeader(AmiConstants.EPOCH, epoch);
        message.setHeader(AmiConstants.MESSAGE_TIMESTAMP, call.startedAt() + call.duration());
    }

    /** Makes the exchange of a queue. */
    void fill(Exchange exchange, AmiQueue queue, long epoch) {
        fillTracked(exchange, queue, epoch, queue.at());
        exchange.getMessage()
                .setHeader(AmiConstants.QUEUE_CHANGE, queue.change().name());
    }

    /** Makes the exchange of an agent. */
    void fill(Exchange exchange, AmiAgent agent, long epoch) {
        fillTracked(exchange, agent, epoch, agent.at());
        exchange.getMessage()
                .setHeader(AmiConstants.AGENT_CHANGE, agent.change().name());
    }

    private void fillTracked(Exchange exchange, Object body, long epoch, long at) {
        Message message = exchange.getMessage();
        message.setBody(body);
        message.setHeader(AmiConstants.CONNECTION, endpoint.getName());
        message.setHeader(AmiConstants.EPOCH, epoch);
        message.setHeader(AmiConstants.MESSAGE_TIMESTAMP, at);
    }

    /**
     * Makes the action of an exchange.
     *
     * @throws AmiException.Refused if the message cannot or must not become an action
     */
    ActionRequest request(Exchange exchange) {
        AmiAction action = actions.create(exchange);
        policy.check(action);
        long timeout = timeout(exchange);
        boolean outcome = action.is("Originate") && options.isAwaitOutcome();
        if (action.is("Originate")) {
            // a synchronous Originate stops the whole session until the call is answered
            action = action.with("Async", "true");
            timeout += outcome ? callTimeout(action) : 0;
        }
        return new ActionRequest(action, Duration.ofMillis(timeout), outcome, options.isStreamList());
    }

    /**
     * Gives an exchange the answer to its action.
     *
     * @throws AmiException.Refused if the PBX refused and the endpoint wants that as a failure
     */
    void answer(Exchange exchange, String action, ActionResult result) {
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
            message.setBody(options.isStreamList() ? result.items().iterator() : result.items());
        } else if (response.isError() && options.isThrowExceptionOnFailure()) {
            throw new AmiException.Refused(
                    result.description() + "refused by the PBX: " + reason(action, response), response);
        } else {
            message.setBody(response);
        }
    }

    private long timeout(Exchange exchange) {
        Object timeout = exchange.getMessage().getHeader(AmiConstants.TIMEOUT);
        if (timeout == null) {
            return endpoint.getConfiguration().getActionTimeout();
        }
        Duration duration = timeout instanceof Number millis
                ? Duration.ofMillis(millis.longValue())
                : exchange.getContext().getTypeConverter().tryConvertTo(Duration.class, exchange, timeout);
        if (duration == null || duration.compareTo(Duration.ZERO) <= 0 || duration.compareTo(MAX_TIMEOUT) > 0) {
            throw new AmiException.Refused("header " + AmiConstants.TIMEOUT
                    + " is no positive number of milliseconds and no Duration, or is longer than a year");
        }
        return duration.toMillis();
    }

    private static long callTimeout(AmiAction originate) {
        try {
            long timeout = Long.parseLong(originate.field("Timeout").orElse("0").strip());
            return timeout > 0 ? timeout : CALL_TIMEOUT;
        } catch (NumberFormatException e) {
            throw new AmiException.Refused("Originate: field Timeout is no number of milliseconds");
        }
    }

    private String reason(String action, AmiResponse response) {
        String message = response.message();
        if (message.equals("Permission denied")) {
            String classes = Catalogue.classesOf(action);
            return message
                    + (classes.isEmpty()
                            ? ""
                            : "; user " + endpoint.getConfiguration().getUsername()
                                    + " needs one of these classes in write: " + classes);
        }
        if (message.startsWith("Invalid/unknown command")) {
            return Catalogue.isAction(action)
                    ? "this PBX has no action " + action + "; its module is not loaded, or its version is another"
                    : "unknown action " + action + suggestion(action);
        }
        // a Command that fails has the Message of one that succeeds; its output says why
        return response.values("Output").stream()
                .filter(line -> !line.isBlank())
                .findFirst()
                .orElse(message);
    }

    static String suggestion(String action) {
        return Catalogue.similarAction(action)
                .map(known -> ", did you mean " + known + "?")
                .orElse("");
    }
}
