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

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Answers HTTP requests. Finds the session of a request or refuses access, runs the action, and creates error pages. As
 * soon as a session is found, it counts as in use, so that it cannot expire during the request.
 */
final class HttpSite {

    private static final Set<String> METHODS = Set.of("GET", "HEAD", "POST");

    private final SimulatedPbx pbx;
    private final HttpSettings settings;
    private final HttpSessions sessions;
    private final HttpDigest digest;

    HttpSite(SimulatedPbx pbx, HttpSettings settings, HttpSessions sessions) {
        this.pbx = pbx;
        this.settings = settings;
        this.sessions = sessions;
        this.digest = new HttpDigest(pbx, sessions);
    }

    void answer(HttpAnswer answer) throws InterruptedException {
        ReceivedRequest request = answer.request();
        String name = name(request.path());
        switch (name) {
            case "rawman", "mxml", "arawman", "amxml" -> {
                if (!METHODS.contains(request.method())) {
                    answer.ready(page(501, "Not Implemented", "Attempt to use unimplemented / unsupported method"));
                } else if (name.startsWith("a")) {
                    byDigest(answer, name.endsWith("mxml"));
                } else {
                    byCookie(answer, name.endsWith("mxml"));
                }
            }
            default -> answer.ready(page(404, "Not Found", "The requested URL was not found on this server."));
        }
    }

    private void byDigest(HttpAnswer answer, boolean xml) throws InterruptedException {
        HttpDigest.Verdict verdict;
        synchronized (sessions) {
            verdict = digest.judge(answer.request(), answer.wire());
            answer.begin(verdict.session());
        }
        if (verdict.session() == null) {
            HttpResponse page = page(401, "Unauthorized", "");
            List<String> headers = new ArrayList<>(List.of("WWW-authenticate: " + verdict.challenge()));
            headers.addAll(page.headers());
            answer.ready(page.withHeaders(headers));
        } else {
            run(answer, xml, List.of());
        }
    }

    private void byCookie(HttpAnswer answer, boolean xml) throws InterruptedException {
        HttpSession session;
        synchronized (sessions) {
            session = sessions.ofCookie(answer.request().sessionCookie(), answer.wire());
            answer.begin(session);
        }
        long life = settings.timeout().plusMillis(999).toSeconds();
        run(
                answer,
                xml,
                List.of(
                        String.format(
                                "Set-Cookie: mansession_id=\"%08x\"; Version=1; Max-Age=%d",
                                session.nonces().current(), life),
                        "Pragma: SuppressEvents"));
    }

    private void run(HttpAnswer answer, boolean xml, List<String> headers) throws InterruptedException {
        HttpExchange exchange = answer.exchange();
        exchange.run();
        List<String> all = new ArrayList<>(List.of("Content-type: text/" + (xml ? "xml" : "plain")));
        all.addAll(headers);
        answer.ready(new HttpResponse(200, "OK", all, xml ? exchange::writeXml : exchange::writeRaw));
    }

    /**
     * The name of the page in a path, such as {@code rawman}, in lower case. Empty if the path does not begin with the
     * prefix. A slash at the end is ignored.
     */
    private String name(String path) {
        String prefix = settings.prefix() + "/";
        return path.regionMatches(true, 0, prefix, 0, prefix.length())
                ? path.substring(prefix.length()).replaceFirst("/$", "").toLowerCase(Locale.ROOT)
                : "";
    }

    HttpResponse page(int status, String reason, String text) {
        return HttpResponse.of(
                status,
                reason,
                "text/html",
                String.join(
                        "\r\n",
                        "<!DOCTYPE HTML PUBLIC \"-//IETF//DTD HTML 2.0//EN\">",
                        "<html><head>",
                        "<title>" + status + " " + reason + "</title>",
                        "</head><body>",
                        "<h1>" + reason + "</h1>",
                        "<p>" + text + "</p>",
                        "<hr />",
                        "<address>" + settings.serverName() + "</address>",
                        "</body></html>",
                        ""));
    }
}
