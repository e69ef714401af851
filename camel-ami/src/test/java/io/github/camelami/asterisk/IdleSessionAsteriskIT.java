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
import io.github.camelami.Volume;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.provider.Arguments;

/** What a session over HTTP fetches by itself, while calls run and nobody wants their events: bytes at the socket. */
class IdleSessionAsteriskIT extends OnAsterisk {
    private static final int CALLS = 100;
    private static final Duration MINUTE = Duration.ofMinutes(1);

    /** More than three minutes, after which the PBX changes the nonce of digest; else as long as the calls last. */
    private static final Duration LENGTH = Duration.ofSeconds(Volume.of(1, 250));

    static Stream<Arguments> servers() {
        return by(Access.HTTP_RAWMAN, Access.HTTP_DIGEST_RAWMAN);
    }

    /** With and without permission for the class that is the rarest. */
    @Test
    void O1_aMinuteOfHundredCallsBringsLessThanOneKibibyte() throws Exception {
        Map<String, ByteCount> counts = new HashMap<>();
        for (String user : new String[] {"admin", "callonly"}) {
            AmiConfiguration settings = connection(user);
            ByteCount count = ByteCount.before(settings.getHost(), settings.getPort());
            afterwards(count);
            settings.setHost("127.0.0.1");
            settings.setPort(count.port());
            camel.getRegistry().bind(user + "-counted", settings);
            camel.addRoutes(new RouteBuilder() {
                @Override
                public void configure() {
                    from("direct:" + user).to("ami:" + user + "-counted?action=Ping");
                }
            });
            assertThat(template.request("direct:" + user, exchange -> {}).getException())
                    .isNull();
            counts.put(user, count);
        }
        counts.values().forEach(ByteCount::begin);
        long begin = System.nanoTime();
        do {
            startCalls(CALLS, 100);
            soon().until(() -> plain.command("core show channels concise")
                            .lines()
                            .filter(line -> line.contains("@" + own + "-"))
                            .count()
                    < CALLS);
        } while (System.nanoTime() - begin < LENGTH.toNanos());
        counts.forEach((user, count) -> {
            Volume.measured("O1", "%s %s %s: at most %d bytes in a minute", asterisk, access, user, count.most(MINUTE));
            assertThat(count.most(MINUTE)).as("bytes in a minute for " + user).isLessThan(1024);
        });
    }

    /** From 22.11 on the PBX takes such a mask for none, and none for all events: they are not fetched for long. */
    @Test
    void O1_classesThatTheUserMayNotReadAreGivenUpAndNoneOfThemIsRouted() throws Exception {
        AmiConfiguration settings = connection("callonly");
        ByteCount count = ByteCount.before(settings.getHost(), settings.getPort());
        afterwards(count);
        settings.setHost("127.0.0.1");
        settings.setPort(count.port());
        camel.getRegistry().bind("unreadable", settings);
        List<String> routed = new CopyOnWriteArrayList<>();
        route(new RouteBuilder() {
            @Override
            public void configure() {
                from("ami:unreadable?events=cdr")
                        .process(exchange -> routed.add(exchange.getMessage().getBody(String.class)));
            }
        });
        if (asterisk == Asterisk.ASTERISK_22_11) {
            soon().until(() -> bytesOfCalls(count) < 1024);
        } else {
            bytesOfCalls(count);
        }
        assertThat(routed).isEmpty();
        assertThat(template.request("ami:unreadable?action=Ping", exchange -> {})
                        .getException())
                .isNull();
    }

    private long bytesOfCalls(ByteCount count) throws Exception {
        long before = count.bytes();
        startCalls(5, 105);
        soon().until(() -> !plain.command("core show channels concise").contains("@" + own + "-"));
        return count.bytes() - before;
    }
}
