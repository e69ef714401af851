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

import io.github.camelami.internal.session.ActionRequest;
import io.github.camelami.internal.uri.MisspeltNames;
import io.github.camelami.internal.uri.NamePatterns;
import io.github.camelami.internal.uri.UriFields;
import io.github.camelami.internal.wire.Catalogue;
import io.github.camelami.message.AmiAction;
import io.github.camelami.message.AmiException;
import java.time.Duration;
import java.util.Map;
import java.util.function.Predicate;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.spi.HeaderFilterStrategy;

/**
 * Creates an action from URI, body and headers, and checks whether the endpoint may send it. A message cannot change
 * what the URI sets.
 */
public final class ActionFactory {
    /** How long Asterisk lets a phone ring, in milliseconds, if an Originate has no field Timeout. */
    private static final long CALL_TIMEOUT = 30_000;

    /**
     * The maximum Timeout of an Originate, in milliseconds. Asterisk reads it as an int, and a larger one overflows.
     */
    private static final long MAX_CALL_TIMEOUT = Integer.MAX_VALUE;

    private static final Duration MAX_TIMEOUT = Duration.ofDays(365);

    private final ActionOptions options;
    private final String endpoint;
    private final String uriAction;
    private final UriFields uriFields;
    private final HeaderFilterStrategy mapHeaders;
    private final FieldValues values;
    private final NearMisses nearMisses;
    /** The action of each message that adds nothing to the URI; null if such messages may differ, too. */
    private AmiAction fixed;

    public ActionFactory(ActionOptions options, CamelContext context) {
        this.options = options;
        this.endpoint = options.endpoint();
        this.uriAction = options.action();
        this.uriFields = options.uriFields();
        this.mapHeaders = options.mapHeaders();
        this.values = new FieldValues(context);
        this.nearMisses = new NearMisses(endpoint);
    }

    /**
     * Checks the action of the URI, which is the same for all messages.
     *
     * @param names logs misspelt names
     * @throws IllegalArgumentException if the endpoint must not send it
     */
    public void checkOptions(MisspeltNames names) {
        try {
            for (String action : NamePatterns.split(options.allowedActions())) {
                if (!options.allowDangerous() && DangerousActions.isAllowable(action)) {
                    throw dangerous("allowedActions", "action " + action);
                }
            }
            if (uriAction != null) {
                AmiAction common = common();
                checkParts(common);
                nearMisses.warnOfFields(common, names::isNew);
                fixed = mapHeaders == null && uriFields.areTexts() ? common : null;
            }
        } catch (AmiException.Refused e) {
            throw new IllegalArgumentException("ami:" + endpoint + ": " + e.getMessage());
        }
        names.checkActions("allowedActions", options.allowedActions());
        names.checkAction("action", uriAction);
    }

    /**
     * Creates an action from an exchange.
     *
     * @throws AmiException.Refused if the message cannot or must not become an action
     */
    public ActionRequest request(Exchange exchange) {
        AmiAction action = create(exchange);
        check(action);
        nearMisses.warnOfFields(action);
        Duration timeout = timeout(exchange);
        Duration whole = timeout;
        boolean outcome = options.awaitOutcome();
        if (action.is("Originate")) {
            NearMisses.refuseWithoutTarget(action);
            // a synchronous Originate blocks the whole session until the call is answered
            action = action.with("Async", "true");
            if (action.field("ChannelId").orElse("").isBlank()) {
                action = action.with("ChannelId", ChannelIds.next());
            }
            action = options.traceCalls() ? CallTrace.added(action, exchange) : action;
            long ringing = callTimeout(action);
            nearMisses.warnOfTimeout(ringing);
            whole = outcome ? whole.plusMillis(ringing) : whole;
        } else if (action.is("AGI") && outcome) {
            whole = whole.plus(options.endTimeout());
        }
        return new ActionRequest(action, timeout, whole, outcome, options.streamList());
    }

    /** The action and the fields of the URI, which all actions of the endpoint have in common. */
    private AmiAction common() {
        AmiAction.Builder builder = AmiAction.named(uriAction);
        uriFields.fields().forEach((field, value) -> builder.field(field, values.plain(value, null)));
        variables(uriFields, builder, null);
        return builder.build();
    }

    /**
     * Creates an action from body, header and URI.
     *
     * @throws AmiException.Refused if the message cannot become an action
     */
    private AmiAction create(Exchange exchange) {
        Object body = exchange.getMessage().getBody();
        if (body instanceof AmiAction given) {
            if (uriAction != null && !given.is(uriAction)) {
                throw new AmiException.Refused(uriAction + ": the body is an action " + given.name()
                        + ", but the URI's action cannot be changed");
            }
            return create(exchange, uriAction != null ? uriAction : given.name(), given, Map.of());
        }
        String chosen = exchange.getMessage().getHeader(ActionHeaderNames.ACTION, String.class);
        Map<String, Object> fields = ActionBodies.fields(body, exchange, uriAction);
        if (uriAction == null && fields.get("Action") != null) {
            chosen = String.valueOf(values.plain(fields.remove("Action"), exchange));
        }
        return create(exchange, uriAction != null ? uriAction : chosen, null, fields);
    }

    private AmiAction create(Exchange exchange, String name, AmiAction given, Map<String, Object> fields) {
        if (name == null) {
            throw new AmiException.Refused("ami:" + endpoint + ": no action; set the option action, the header "
                    + ActionHeaderNames.ACTION + ", or give a body with an action");
        }
        UriFields constants = uriFields.and(exchange);
        if (fixed != null && given == null && fields.isEmpty() && constants == uriFields) {
            return fixed;
        }
        AmiAction.Builder builder = AmiAction.named(name);
        constants.fields().forEach((field, value) -> builder.field(field, values.plain(value, exchange)));
        if (given != null) {
            given.fields().stream()
                    .filter(field -> !constants.sets(field.name()))
                    .forEach(field -> builder.field(field.name(), field.value()));
        }
        fields.forEach((field, value) -> {
            if (!constants.sets(field)) {
                builder.field(field, values.plain(value, exchange));
            }
        });
        if (mapHeaders != null) {
            headers(
                    exchange,
                    header -> constants.sets(header)
                            || fields.containsKey(header)
                            || given != null && given.field(header).isPresent(),
                    builder);
        }
        // variables are added last, because Asterisk uses the last one of several with the same name
        variables(constants, builder, exchange);
        return builder.build();
    }

    private void variables(UriFields constants, AmiAction.Builder builder, Exchange exchange) {
        if (!constants.variables().isEmpty()) {
            builder.field("Variable", values.plain(constants.variables(), exchange));
        }
    }

    private void headers(Exchange exchange, Predicate<String> isTaken, AmiAction.Builder builder) {
        exchange.getMessage().getHeaders().forEach((header, value) -> {
            if (!isTaken.test(header) && !mapHeaders.applyFilterToCamelHeaders(header, value, exchange)) {
                builder.field(header, values.plain(value, exchange));
            }
        });
    }

    /**
     * Checks an action before it is sent.
     *
     * @throws AmiException.Refused if the endpoint must not send it
     */
    private void check(AmiAction action) {
        checkParts(action);
        if (!options.allowDangerous()
                && action.is("Setvar")
                && action.field("Channel").orElse("").isBlank()) {
            throw dangerous(action.name(), "a global variable (the field Channel is missing)");
        }
    }

    private void checkParts(AmiAction action) {
        String instead = DangerousActions.instead(action.name());
        if (instead != null) {
            throw new AmiException.Refused(
                    action.name() + " is reserved for the session, which routes share; " + instead);
        }
        if (uriAction == null && options.allowed() != null && !options.allowed().test(action.name())) {
            throw new AmiException.Refused(action.name() + " is not among allowedActions");
        }
        if (uriAction == null && !options.allowDangerous() && !isKnown(action.name())) {
            throw new AmiException.Refused("unknown action " + action.name() + Catalogue.suggestion(action.name())
                    + "; if the PBX has it, name it in allowedActions, or set allowDangerousActions=true");
        }
        String danger = options.allowDangerous() ? null : danger(action);
        if (danger != null) {
            throw dangerous(action.name(), danger);
        }
    }

    /** Whether it is known what the action does: the catalogue has it, or the option allowedActions names it. */
    private boolean isKnown(String action) {
        return Catalogue.isAction(action)
                || NamePatterns.split(options.allowedActions()).stream().anyMatch(action::equalsIgnoreCase);
    }

    private static String danger(AmiAction action) {
        if (DangerousActions.isAllowable(action.name())) {
            return "this action";
        }
        for (AmiAction.Field field : action.fields()) {
            String value = field.value().strip();
            if (field.name().equalsIgnoreCase("Application") && isDangerousApplication(action, value)) {
                return "application " + value;
            }
            if (action.is("AGI") && field.name().equalsIgnoreCase("Command") && AgiCommands.danger(value) != null) {
                return AgiCommands.danger(value);
            }
            if (!DangerousActions.isText(field.name()) && DangerousActions.hasDangerousFunction(action.name(), value)) {
                return "a dialplan function or variable in field " + field.name();
            }
        }
        return null;
    }

    private static boolean isDangerousApplication(AmiAction action, String name) {
        return action.fields().stream()
                        .filter(field -> field.name().equalsIgnoreCase("Data"))
                        .anyMatch(data -> DangerousActions.isDangerousApplication(name, data.value()))
                || DangerousActions.isDangerousApplication(name, "");
    }

    private static AmiException.Refused dangerous(String where, String what) {
        return new AmiException.Refused(where + ": " + what
                + " can run code or change the PBX; set allowDangerousActions=true if you intend that");
    }

    private Duration timeout(Exchange exchange) {
        Object timeout = exchange.getMessage().getHeader(ActionHeaderNames.TIMEOUT);
        if (timeout == null) {
            return options.timeout();
        }
        Duration duration = timeout instanceof Number millis
                ? Duration.ofMillis(millis.longValue())
                : exchange.getContext().getTypeConverter().tryConvertTo(Duration.class, exchange, timeout);
        if (duration == null || duration.compareTo(Duration.ZERO) <= 0 || duration.compareTo(MAX_TIMEOUT) > 0) {
            throw new AmiException.Refused("header " + ActionHeaderNames.TIMEOUT
                    + " is not a positive number of milliseconds or a Duration, or exceeds a year");
        }
        return duration;
    }

    private static long callTimeout(AmiAction originate) {
        String value = originate.field("Timeout").orElse("0").strip();
        try {
            long timeout = Long.parseLong(value);
            if (timeout <= MAX_CALL_TIMEOUT) {
                return timeout > 0 ? timeout : CALL_TIMEOUT;
            }
        } catch (NumberFormatException e) {
            // the number is too large, and is rejected below
        }
        throw new AmiException.Refused("Originate: field Timeout=" + value.replaceAll("[^ -~]", ".")
                + " is not a number of milliseconds up to " + MAX_CALL_TIMEOUT);
    }
}
