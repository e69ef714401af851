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
package io.github.camelami.simulated;

import io.github.camelami.simulator.SimulatedEvent;
import io.github.camelami.simulator.SimulatedPbx;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Sends recorded requests with the simulated server's own session ids, nonces and challenges in place of the recorded ones. */
final class HttpReplay implements AutoCloseable {

    private static final Map<String, String> SECRETS = Map.of("admin", "adminpw", "readonly", "readpw");
    private static final Map<String, List<String>> CAUSED_BY_OTHERS = Map.of(
            "w5", List.of("UserEvent: Late"),
            "w6", List.of("UserEvent: MX", "A: <b>&\"'", "A: two", "odd key: v", "1dig: v", "dash-k: v"),
            "w8", List.of("UserEvent: NA1"),
            "w10", List.of("UserEvent: Off1"));

    private final SimulatedPbx pbx;
    private final Map<String, String> own = new HashMap<>();
    private String challenge = "";
    private int connection;
    private Socket socket;

    HttpReplay(SimulatedPbx pbx) {
        this.pbx = pbx;
    }

    HttpReply answer(HttpCapture.Exchange exchange) throws IOException {
        CAUSED_BY_OTHERS.forEach((id, lines) -> {
            if (exchange.target().endsWith("&ActionID=" + id)) {
                SimulatedEvent event = SimulatedEvent.named("UserEvent", "user");
                lines.forEach(event::line);
                pbx.emit(event);
            }
        });
        if (exchange.connection() != connection) {
            connect();
            connection = exchange.connection();
        }
        socket.getOutputStream().write(ownRequest(exchange.request()).getBytes(StandardCharsets.ISO_8859_1));
        HttpReply reply =
                HttpReply.read(socket.getInputStream(), exchange.request().startsWith("HEAD "));
        learn(exchange.answer().cookie(), reply.cookie());
        learn(exchange.answer().nonce(), reply.nonce());
        Matcher number = Pattern.compile("Challenge: (\\d+)").matcher(reply.body());
        challenge = number.find() ? number.group(1) : challenge;
        return reply;
    }

    /** The answer to a further request that was sent together with the last one. */
    HttpReply nextAnswer() throws IOException {
        return HttpReply.read(socket.getInputStream(), false);
    }

    private void connect() throws IOException {
        close();
        socket = new Socket(pbx.host(), pbx.http().port());
        socket.setSoTimeout(10_000);
    }

    private void learn(String recorded, String simulated) {
        if (!recorded.isEmpty()) {
            own.put(recorded, simulated);
        }
    }

    private String ownRequest(String recorded) {
        String request = recorded;
        for (Map.Entry<String, String> id : own.entrySet()) {
            request = request.replace(id.getKey(), id.getValue());
        }
        request = request.replaceFirst("key=[0-9a-f]{32}", "key=" + Digests.md5(challenge + "adminpw"));
        String user = HttpReply.quoted(request, "username");
        return request.contains("Authorization: Digest") && SECRETS.containsKey(user)
                ? signed(request, user, recorded)
                : request;
    }

    private static String signed(String request, String user, String recorded) {
        String method = request.substring(0, request.indexOf(' '));
        String secret = SECRETS.get(user);
        boolean wasRight = Digests.response(recorded, method, secret).equals(HttpReply.quoted(recorded, "response"));
        return request.replaceFirst(
                "response=\"[0-9a-f]{32}\"",
                "response=\"" + Digests.response(request, method, wasRight ? secret : "wrong") + "\"");
    }

    @Override
    public void close() throws IOException {
        if (socket != null) {
            socket.close();
        }
    }
}
