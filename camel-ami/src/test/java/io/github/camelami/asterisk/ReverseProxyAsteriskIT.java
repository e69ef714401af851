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

import io.github.camelami.AmiConfiguration;
import io.github.camelami.message.AmiEvent;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.provider.Arguments;

/** The manager behind a real nginx, by its prefix there; where the access is HTTPS, nginx alone speaks TLS. */
class ReverseProxyAsteriskIT extends OnAsterisk {
    private final List<AmiEvent> routed = new CopyOnWriteArrayList<>();

    static Stream<Arguments> servers() {
        return by(Access.http().toArray(Access[]::new));
    }

    @Test
    void eventsAndActionsGoThroughAReverseProxy() throws Exception {
        try (Nginx nginx = new Nginx(access.isSecure() ? asterisk.tls() : null, Nginx.passingTo(asterisk))) {
            AmiConfiguration behind = connection("admin");
            behind.setPort(nginx.port());
            behind.setHttpPath("/ajam");
            useThrough(nginx, behind);
        }
    }

    private void useThrough(Nginx nginx, AmiConfiguration behind) throws Exception {
        camel.getRegistry().bind("pbx", behind);
        route(new RouteBuilder() {
            @Override
            public void configure() {
                from("ami:pbx?events=user&match.UserEvent=" + own)
                        .process(exchange -> routed.add(exchange.getMessage().getBody(AmiEvent.class)));
            }
        });
        for (int i = 0; i < 20; i++) {
            assertThat(answer("action=UserEvent", Map.of("UserEvent", own, "Number", i))
                            .isError())
                    .isFalse();
        }

        soon().until(() -> routed.size() == 20);
        assertThat(routed.stream().map(event -> Integer.valueOf(event.get("Number"))))
                .containsExactlyElementsOf(IntStream.range(0, 20).boxed().toList());
        assertThat(nginx.requests().stream().filter(Nginx.Request::isPoll)).isNotEmpty();
        camel.stop();
    }
}
