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
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.provider.Arguments;

/** Through a proxy that the options of Camel's http component name; a real nginx, which knows no CONNECT. */
class ForwardProxyAsteriskIT extends OnAsterisk {

    static Stream<Arguments> servers() {
        return by(Access.HTTP_RAWMAN, Access.HTTP_DIGEST_MXML);
    }

    @Test
    void eventsAndActionsGoThroughTheProxy() throws Exception {
        CountDownLatch event = new CountDownLatch(1);
        try (Nginx proxy = new Nginx(null, "location / { proxy_pass http://$http_host$request_uri; }")) {
            AmiConfiguration through = connection("admin");
            through.setHttp(Map.of("proxyHost", "127.0.0.1", "proxyPort", proxy.port()));
            camel.getRegistry().bind("pbx", through);
            route(new RouteBuilder() {
                @Override
                public void configure() {
                    from("ami:pbx?events=user&match.UserEvent=" + own).process(exchange -> event.countDown());
                }
            });

            assertThat(answer("action=UserEvent", Map.of("UserEvent", own)).isError())
                    .isFalse();

            assertThat(event.await(30, TimeUnit.SECONDS)).isTrue();
            assertThat(proxy.requests()).anyMatch(request -> request.form().contains("=UserEvent"));
            camel.stop();
        }
    }
}
