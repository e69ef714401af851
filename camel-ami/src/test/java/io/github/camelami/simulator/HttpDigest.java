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

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Authenticates requests by HTTP digest. The nonce identifies a session of the user. As in Asterisk, a client may even
 * choose a nonce that the server has never issued.
 */
final class HttpDigest {

    private static final Pattern FIELD = Pattern.compile("(\\w+)\\s*=\\s*(?:\"([^\"]*)\"|([^,\\s]*))");
    private static final List<String> REQUIRED = List.of("username", "realm", "nonce", "uri", "response");

    private final SimulatedPbx pbx;
    private final HttpSessions sessions;
    private final String realm;

    HttpDigest(SimulatedPbx pbx, HttpSessions sessions) {
        this.pbx = pbx;
        this.sessions = sessions;
        String systemName = pbx.settings().systemName();
        this.realm = systemName.isEmpty() ? "asterisk" : systemName;
    }

    /**
     * The result for a request: its session or, if the request is refused, the challenge to answer with. The other
     * value is null.
     */
    record Verdict(HttpSession session, String challenge) {}

    Verdict judge(ReceivedRequest request, Wire wire) {
        Map<String, String> digest = fields(request.header("Authorization"));
        PbxUser user = pbx.user(digest.getOrDefault("username", ""));
        if (user == null || !digest.keySet().containsAll(REQUIRED) || !proves(request.method(), digest, user)) {
            return new Verdict(null, challenge(HttpSessions.newNumber(), false));
        }
        long nonce = hex(digest.get("nonce"));
        HttpSession session = sessions.ofNonce(user, nonce);
        if (session == null) {
            return new Verdict(begin(user, nonce, wire), null);
        }
        long count = hex(digest.getOrDefault("nc", "0"));
        Nonces.Verdict judged = session.nonces()
                .judge(nonce, count, sessions.settings().nonceLife().toNanos());
        if (judged == Nonces.Verdict.GOOD) {
            return new Verdict(session, null);
        }
        sessions.counters().staleNonces.incrementAndGet();
        if (judged == Nonces.Verdict.OVERTAKEN) {
            sessions.counters().overtakenNonceCounts.incrementAndGet();
        }
        return new Verdict(null, challenge(session.nonces().current(), true));
    }

    /**
     * Begins a session with the first request that uses a nonce. As in Asterisk, the count of that request and
     * allowmultiplelogin are not checked, and no event reports the login.
     */
    private HttpSession begin(PbxUser user, long nonce, Wire wire) {
        HttpSession session = sessions.open(nonce, wire);
        session.eventMask(EventMask.ALL);
        pbx.sessionRegistry().login(session, user, true);
        return session;
    }

    private String challenge(long nonce, boolean stale) {
        return String.format(
                "Digest algorithm=MD5, realm=\"%s\", nonce=\"%08x\", qop=\"auth\", opaque=\"%08x\"%s",
                realm, nonce, nonce, stale ? ", stale=true" : "");
    }

    /**
     * Whether the request proves that the client knows the secret. As in Asterisk, the hash is checked with the uri in
     * the header, which need not be the uri of the request.
     */
    private boolean proves(String method, Map<String, String> digest, PbxUser user) {
        String a1 = md5(user.name() + ":" + realm + ":" + user.secret());
        String a2 = md5(method + ":" + digest.get("uri"));
        String nonce = String.format("%08x", hex(digest.get("nonce")));
        String qop = digest.getOrDefault("qop", "");
        String middle =
                switch (qop) {
                    case "" -> nonce;
                    case "auth" -> nonce + ":" + digest.get("nc") + ":" + digest.get("cnonce") + ":auth";
                    default -> null;
                };
        return middle != null && md5(a1 + ":" + middle + ":" + a2).equalsIgnoreCase(digest.get("response"));
    }

    private static Map<String, String> fields(String authorization) {
        Map<String, String> fields = new HashMap<>();
        if (authorization.regionMatches(true, 0, "Digest ", 0, 7)) {
            Matcher matcher = FIELD.matcher(authorization.substring(7));
            while (matcher.find()) {
                fields.put(matcher.group(1), matcher.group(2) == null ? matcher.group(3) : matcher.group(2));
            }
        }
        return fields;
    }

    private static long hex(String digits) {
        return digits.matches("[0-9a-fA-F]{1,15}") ? Long.parseLong(digits, 16) : 0;
    }

    private static String md5(String text) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("MD5").digest(WireText.encode(text)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
