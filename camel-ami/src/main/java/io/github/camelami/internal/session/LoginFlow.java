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
package io.github.camelami.internal.session;

import io.github.camelami.internal.transport.SecretLookup;
import io.github.camelami.internal.wire.EventClasses;
import io.github.camelami.message.AmiAction;
import io.github.camelami.message.AmiException;
import io.github.camelami.message.AmiResponse;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Pattern;

/** Logs in on a new connection, sets the filters, and requests events. */
final class LoginFlow {
    private static final Pattern SHUTTING_DOWN = Pattern.compile("shut(ting|s)? ?down", Pattern.CASE_INSENSITIVE);

    private static final String TOO_OLD =
            "is too old for MatchCriteria, which Asterisk has since 18.26, 20.11, 21.6 and 22.1";
    private static final String NEEDS_SYSTEM = "; the user needs write=system";
    private static final String NEEDS_REGEX = ", the filter must be a regular expression";

    /** Requests the start time of the PBX. The user needs {@code write=system} or {@code write=reporting}. */
    static final AmiAction CORE_STATUS = AmiAction.named("CoreStatus").build();

    private final SessionSettings settings;
    private volatile boolean blankInSecret;

    LoginFlow(SessionSettings settings) {
        this.settings = settings;
    }

    /**
     * Logs in. No thread waits for the answers. If filters must be set or the start time must be known before the first
     * event, the login requests no events. They are then requested later.
     *
     * @param startWanted whether to request the start time of the PBX
     * @return the start time that the PBX reported; empty if it was not asked or did not report one. Fails with {@link
     *     AmiException.AuthenticationFailed} if the PBX refuses user, secret or filters, and with {@link
     *     AmiException.ConnectionFailed} if the login is not possible now
     */
    CompletableFuture<String> run(Connection connection, EventClasses events, boolean startWanted) {
        boolean later = startWanted
                || settings.autoFilter()
                || !settings.serverFilters().isEmpty();
        EventClasses first = later ? EventClasses.NONE : events;
        CompletableFuture<Void> done = opening(connection, first).thenAccept(answer -> {
            check(answer);
            connection.loggedIn(first);
        });
        List<PbxFilter> filters =
                settings.serverFilters().stream().map(PbxFilter::of).toList();
        if (settings.autoFilter() || filters.stream().anyMatch(PbxFilter::hasCriteria)) {
            done = done.thenCompose(before -> connection.call(PbxFilter.PROBE.action(), null))
                    .thenAccept(answer -> checkCriteria(connection, answer));
        }
        for (PbxFilter filter : filters) {
            done = done.thenCompose(before -> connection.call(filter.action(), null))
                    .thenAccept(answer -> check(filter, answer));
        }
        return startWanted
                ? done.thenCompose(before -> connection.call(CORE_STATUS, null)).thenApply(LoginFlow::started)
                : done.thenApply(before -> "");
    }

    /** Checks the answer to {@link PbxFilter#PROBE}. */
    private void checkCriteria(Connection connection, AmiResponse answer) {
        String old = settings.autoFilter() ? "the PBX " + TOO_OLD : "it " + TOO_OLD + "; use a regular expression";
        String problem = !answer.isError()
                ? old
                : answer.message().equalsIgnoreCase("Permission denied") ? answer.message() + NEEDS_SYSTEM : "";
        if (settings.autoFilter()) {
            connection.mask().filters().begin(problem);
        } else if (!problem.isEmpty()) {
            throw new AmiException.AuthenticationFailed("the PBX does not accept a serverFilter: " + problem);
        }
    }

    private static void check(PbxFilter filter, AmiResponse answer) {
        if (answer.isError()) {
            String text = filter.hasCriteria() ? filter.criteria() + '=' + filter.expression() : filter.expression();
            throw new AmiException.AuthenticationFailed("the PBX does not accept the serverFilter '" + text + "' ("
                    + answer.message() + ")" + (filter.hasCriteria() ? "" : NEEDS_SYSTEM + NEEDS_REGEX));
        }
    }

    /**
     * The start time of the PBX. The PBX does not report its time zone, so two start times can only be compared for
     * equality.
     */
    static String started(AmiResponse coreStatus) {
        String date = coreStatus.first("CoreStartupDate");
        String time = coreStatus.first("CoreStartupTime");
        return date == null || time == null ? "" : date + ' ' + time;
    }

    /** Sends the action that begins the session, and requests these event classes with it. */
    private CompletableFuture<AmiResponse> opening(Connection connection, EventClasses first) {
        String mask = connection.mask().value(first);
        if (settings.loginMethod() == LoginMethod.BY_TRANSPORT) {
            return connection.call(
                    AmiAction.named("Events").field("EventMask", mask).build(), first);
        }
        String secret = SecretLookup.of(settings.username(), settings.secret(), settings.charset());
        blankInSecret = secret.indexOf(' ') >= 0;
        if (settings.loginMethod() == LoginMethod.PLAIN) {
            return connection.call(LoginActions.plain(settings.username(), secret, mask), first);
        }
        return connection
                .call(LoginActions.challenge(), null)
                .thenCompose(answer -> connection.call(
                        LoginActions.md5(settings.username(), md5(challenge(answer) + secret), mask), first));
    }

    private static String challenge(AmiResponse answer) {
        String challenge = answer.first("Challenge");
        if (challenge == null) {
            throw new AmiException.ConnectionFailed("the PBX sent no challenge (" + answer.message() + ")", null);
        }
        return challenge;
    }

    private void check(AmiResponse answer) {
        if (answer.message().contains("Already In Use")) {
            throw new AmiException.ConnectionFailed(
                    "user '" + settings.username() + "' is already logged in, and may log in only once"
                            + " (allowmultiplelogin=no)",
                    null);
        }
        if (answer.isError() && SHUTTING_DOWN.matcher(answer.message()).find()) {
            throw new AmiException.ConnectionFailed("the PBX is shutting down (" + answer.message() + ")", null);
        }
        if (answer.isError()) {
            throw new AmiException.AuthenticationFailed(
                    settings.name() + " refused the login of user '" + settings.username() + "' (" + answer.message()
                            + "): check username and secret, and permit and deny in manager.conf" + hint());
        }
    }

    /**
     * A hint for a secret that contains a blank. If Camel rewrites a URI before the component receives it, for example
     * in a Kamelet, a plus sign may have become a blank.
     */
    private String hint() {
        return blankInSecret
                ? "; the secret contains a blank: if it is in a URI and the blank should be a plus, write secret=RAW(...)"
                : "";
    }

    private String md5(String text) {
        try {
            byte[] hash = MessageDigest.getInstance("MD5").digest(text.getBytes(settings.charset()));
            return HexFormat.of().formatHex(hash);
        } catch (NoSuchAlgorithmException e) {
            throw new AmiException.AuthenticationFailed("this Java has no MD5; use authType=plain with tls=true");
        }
    }
}
