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
package io.github.camelami.simulator;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

/** Answers Challenge, Login and Logoff. */
final class LoginActions {

    private final SimulatedPbx pbx;

    LoginActions(SimulatedPbx pbx) {
        this.pbx = pbx;
    }

    void addTo(Actions actions) {
        actions.add("Challenge", this::challenge);
        actions.add("Login", this::login);
        actions.add("Logoff", action -> Reply.response("Goodbye")
                .message("Thanks for all the fish.")
                .closing());
    }

    private Reply challenge(ReceivedAction action) {
        if (!action.field("AuthType").equalsIgnoreCase("MD5")) {
            return Reply.error("Must specify AuthType");
        }
        if (action.session().challenge().isEmpty()) {
            action.session()
                    .challenge(String.valueOf(ThreadLocalRandom.current().nextInt(100_000_000, 1_000_000_000)));
        }
        return Reply.success().with("Challenge", action.session().challenge());
    }

    private Reply login(ReceivedAction action) throws InterruptedException {
        SimulatedSession session = action.session();
        if (session.isLoggedIn()) {
            return Reply.success("Already authenticated");
        }
        PbxUser user = pbx.user(action.field("Username"));
        if (user != null
                && !pbx.settings().allowMultipleLogin()
                && pbx.sessionRegistry().hasSession(user)) {
            return refuse(action, "Login Already In Use");
        }
        if (user == null || !proves(action, user) || pbx.sessionRegistry().refusesThisLogin()) {
            pbx.emit(SecurityEvents.failedAuth(session, action.field("Username"), user != null));
            return refuse(action, "Authentication failed");
        }
        EventMask.parse(action.field("Events")).ifPresent(session::eventMask);
        return Reply.success("Authentication accepted").then(() -> enter(action, user));
    }

    private void enter(ReceivedAction action, PbxUser user) {
        SimulatedSession session = action.session();
        if (!pbx.sessionRegistry().login(session, user, pbx.settings().allowMultipleLogin())) {
            session.disconnect();
            return;
        }
        if ((user.read() & session.eventMask() & EventMask.SYSTEM) != 0) {
            action.output()
                    .write(SimulatedEvent.named("FullyBooted", "system")
                            .with("Uptime", pbx.uptimeSeconds())
                            .with("LastReload", pbx.uptimeSeconds())
                            .with("Status", "Fully Booted")
                            .toString());
        }
        pbx.emit(SecurityEvents.successfulAuth(session));
    }

    private Reply refuse(ReceivedAction action, String message) throws InterruptedException {
        Duration delay = pbx.settings().failedLoginDelay();
        action.output().pause(delay);
        pbx.sessionRegistry().loginFailed();
        return Reply.error(message).closing();
    }

    /**
     * Whether the login proves the secret. Any AuthType but MD5 is silently taken as plain; a Key without a challenge
     * proves nothing.
     */
    private static boolean proves(ReceivedAction action, PbxUser user) {
        if (action.field("AuthType").equalsIgnoreCase("MD5")) {
            String challenge = action.session().challenge();
            return !challenge.isEmpty() && action.field("Key").equals(md5(challenge, user.secret()));
        }
        return action.field("Secret").equals(user.secret());
    }

    private static String md5(String challenge, String secret) {
        try {
            MessageDigest md5 = MessageDigest.getInstance("MD5");
            md5.update(challenge.getBytes(StandardCharsets.US_ASCII));
            return String.format("%032x", new BigInteger(1, md5.digest(WireText.encode(secret))));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
