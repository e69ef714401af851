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
package io.github.camelami.asterisk;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.provider.Arguments;

/** A session that a cookie names, and its end. */
class HttpSessionAsteriskIT extends BehindNginx {

    static Stream<Arguments> servers() {
        return by(Access.HTTP_RAWMAN, Access.HTTP_MXML);
    }

    @Test
    void B6_theRouteGoesOnBehindAGapAfterTheServerHasEndedTheSession() throws Exception {
        listen();
        hear(1);

        endSession();

        soon().until(() -> routed.contains("Gap 2"));
        hear(2);
        assertThat(routed)
                .containsExactly("Connected 1", "UserEvent 1", "Disconnected 1", "Connected 2", "Gap 2", "UserEvent 2");
    }

    @Test
    void aProxyThatTakesTheCookiesAwayIsNoReasonForABusyLoop() throws Exception {
        nginx.become(Nginx.passingTo(asterisk).replace("proxy_pass", "proxy_hide_header Set-Cookie; proxy_pass"));
        behind.setReconnectDelay(2000);
        behind.setMaxReconnectDelay(60_000);

        listen();

        assertThatRequestsAreRare();
    }

    /** What the server does after httptimeout, too: it forgets the session that the cookie names. */
    private void endSession() throws Exception {
        String session = nginx.requests().stream()
                .map(Nginx.Request::session)
                .filter(id -> !id.isEmpty())
                .reduce((first, last) -> last)
                .orElseThrow();
        HttpRequest logoff = HttpRequest.newBuilder(URI.create(
                        "http://" + asterisk.host() + ':' + asterisk.httpPort(false) + "/rawman?action=Logoff"))
                .header("Cookie", "mansession_id=" + session)
                .build();
        String answer = HttpClient.newHttpClient()
                .send(logoff, HttpResponse.BodyHandlers.ofString())
                .body();
        assertThat(answer).contains("Thanks for all the fish");
    }
}
