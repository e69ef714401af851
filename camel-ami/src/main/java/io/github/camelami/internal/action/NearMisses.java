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

import io.github.camelami.internal.uri.OnceOnly;
import io.github.camelami.internal.wire.ActionFields;
import io.github.camelami.message.AmiAction;
import io.github.camelami.message.AmiException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds probable mistakes in an action. The PBX accepts them silently, or refuses the action without a clear reason.
 */
final class NearMisses {
    private static final Logger LOG = LoggerFactory.getLogger(NearMisses.class);

    /** Fields whose value is a name that the PBX looks up. These values are not secret. */
    private static final List<String> LOOKED_UP =
            List.of("Queue", "Channel", "Interface", "Endpoint", "BridgeUniqueid");

    private static final Pattern NOT_FOUND = Pattern.compile(
            "(?i).*(no such|not exist|not found|unable to|invalid channel|invalid interface|is not a member|not there).*",
            Pattern.DOTALL);

    private static final List<String> TARGET = List.of("Context", "Exten", "Priority");

    private static final long SECOND = 1_000;

    private static final int MAX_LOGGED_FIELDS = 20;

    private final String endpoint;
    private final OnceOnly loggedFields = new OnceOnly(MAX_LOGGED_FIELDS);
    private volatile boolean timeoutLogged;

    NearMisses(String endpoint) {
        this.endpoint = endpoint;
    }

    /** Like {@link #warnOfFields(AmiAction, Predicate)}, for the action of a message. */
    void warnOfFields(AmiAction action) {
        warnOfFields(action, mistake -> true);
    }

    /**
     * Logs a warning for each field that is not documented for the action, because the PBX would ignore it. Logs each
     * field only once.
     *
     * @param isNew whether no other producer has logged the mistake
     */
    void warnOfFields(AmiAction action, Predicate<String> isNew) {
        for (AmiAction.Field field : action.fields()) {
            if (ActionFields.isUnknown(action.name(), field.name())) {
                String mistake = (action.name() + ' ' + field.name()).toLowerCase(Locale.ROOT);
                if (loggedFields.isNew(mistake) && isNew.test(mistake)) {
                    LOG.warn(
                            "ami:{}: {} has no documented field {}{}",
                            endpoint,
                            action.name(),
                            field.name(),
                            ActionFields.suggestion(action.name(), field.name()));
                }
            }
        }
    }

    /**
     * Rejects an Originate that does not say to what the answered phone is to be connected. Asterisk itself rejects
     * such an Originate only if it is synchronous. Otherwise the phone rings, and is then connected to an unintended
     * place in the dialplan.
     *
     * @throws AmiException.Refused naming the missing fields
     */
    static void refuseWithoutTarget(AmiAction originate) {
        List<String> missing =
                TARGET.stream().filter(name -> value(originate, name).isEmpty()).toList();
        boolean named = !value(originate, "Channel").isEmpty();
        if (named && !missing.isEmpty() && value(originate, "Application").isEmpty()) {
            throw new AmiException.Refused("Originate: " + (missing.size() == 1 ? "field " : "fields ")
                    + String.join(", ", missing) + " missing; it needs Context, Exten and Priority, or Application");
        }
    }

    /**
     * Logs a warning about a Timeout that was probably meant in seconds. Logs it only once.
     *
     * @param callTimeout the field Timeout of an Originate, in milliseconds
     */
    void warnOfTimeout(long callTimeout) {
        if (callTimeout > 0 && callTimeout < SECOND && !timeoutLogged) {
            timeoutLogged = true;
            LOG.warn(
                    "ami:{}: field Timeout={} of Originate is in milliseconds, so no phone can be answered in time",
                    endpoint,
                    callTimeout);
        }
    }

    /**
     * A text about the probable mistakes in an action that the PBX has refused; empty if there are none.
     *
     * @param message the Message of the response
     */
    static String explanation(AmiAction action, String message) {
        List<String> parts = new ArrayList<>();
        if (NOT_FOUND.matcher(message).matches()) {
            String lower = message.toLowerCase(Locale.ROOT);
            LOOKED_UP.forEach(name -> {
                String value = printable(action, name);
                // if QueuePause does not find the queue, its message is about the interface
                boolean meant = lower.contains(name.toLowerCase(Locale.ROOT))
                        || name.equals("Queue") && lower.contains("interface");
                if (!value.isEmpty() && !message.contains(value) && meant) {
                    parts.add(name + '=' + value);
                }
            });
            String context = printable(action, "Context");
            if (!context.isEmpty() && lower.startsWith("extension does not exist")) {
                parts.add("Exten=" + printable(action, "Exten") + " in Context=" + context);
            }
        }
        action.fields().stream()
                .map(AmiAction.Field::name)
                .filter(name -> ActionFields.isUnknown(action.name(), name))
                .distinct()
                .forEach(name -> parts.add(action.name() + " has no documented field " + name
                        + ActionFields.suggestion(action.name(), name)));
        return parts.isEmpty() ? "" : " (" + String.join("; ", parts) + ")";
    }

    private static String printable(AmiAction action, String field) {
        return value(action, field).replaceAll("[^ -~]", ".");
    }

    private static String value(AmiAction action, String field) {
        return action.field(field).orElse("").strip();
    }
}
