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
import static org.awaitility.Awaitility.await;

import io.github.camelami.AmiConfiguration;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.BeforeEach;

/** A test whose PBX {@code pbx} is the server behind a real nginx, reconnected to soon. */
abstract class BehindNginx extends OnAsterisk {
    private static final Duration WATCHED = Duration.ofSeconds(6);
    private static final int REQUESTS_PER_SECOND = 5;

    final List<String> routed = new CopyOnWriteArrayList<>();
    Nginx nginx;
    AmiConfiguration behind;

    @BeforeEach
    void putNginxBefore() throws Exception {
        nginx = Nginx.before(asterisk);
        afterwards(nginx);
        afterwards(camel::stop);
        behind = connection("admin");
        behind.setPort(nginx.port());
        behind.setHttpPath("/ajam");
        behind.setReconnectDelay(200);
        behind.setMaxReconnectDelay(200);
        camel.getRegistry().bind("pbx", behind);
    }

    void listen() throws Exception {
        route(new RouteBuilder() {
            @Override
            public void configure() {
                from("ami:pbx?events=user&notices=true&match.UserEvent=" + own)
                        .transform(simple("${header.CamelAmiEventName} ${header.CamelAmiEpoch}"))
                        .process(exchange -> routed.add(exchange.getMessage().getBody(String.class)));
            }
        });
    }

    void hear(int epoch) throws IOException {
        plain.ask("UserEvent", "UserEvent: " + own);
        soon().until(() -> routed.contains("UserEvent " + epoch));
    }

    void assertThatRequestsAreRare() throws IOException {
        int before = nginx.requests().size();
        long from = System.nanoTime();
        await().pollDelay(WATCHED).until(() -> true);
        double seconds = (System.nanoTime() - from) / 1e9;
        assertThat((nginx.requests().size() - before) / seconds).isLessThan(REQUESTS_PER_SECOND);
    }
}
