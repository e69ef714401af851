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
import io.github.camelami.call.AmiCall;
import io.github.camelami.message.AmiEvent;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Stream;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.provider.Arguments;

/** What the PBX sends to a session whose filters are derived, and what arrives, compared with an unfiltered session. */
class ServerFilterAsteriskIT extends OnAsterisk {
    private static final int CALLS = Volume.of(20, 100);

    private final Map<String, ByteCount> counts = new ConcurrentHashMap<>();
    private final Map<String, Queue<String>> hangups = new ConcurrentHashMap<>();
    private final Map<String, Set<String>> calls = new ConcurrentHashMap<>();

    static Stream<Arguments> servers() {
        return by(Access.TCP, Access.HTTP_RAWMAN);
    }

    /** A connection whose bytes are counted. */
    private void count(String name) throws Exception {
        AmiConfiguration settings = connection("admin");
        ByteCount count = ByteCount.before(settings.getHost(), settings.getPort());
        afterwards(count);
        settings.setHost("127.0.0.1");
        settings.setPort(count.port());
        counts.put(name, count);
        camel.getRegistry().bind(name, settings);
        if (name.equals("auto")) {
            settings.setServerFilter(Map.of("mode", "auto"));
        }
        hangups.put(name, new ConcurrentLinkedQueue<>());
        calls.put(name, ConcurrentHashMap.newKeySet());
        route(new RouteBuilder() {
            @Override
            public void configure() {
                from("ami:" + name + "?include=Hangup").process(exchange -> {
                    AmiEvent event = exchange.getMessage().getBody(AmiEvent.class);
                    hangups.get(name).add(event.get("Uniqueid"));
                });
            }
        });
    }

    private long makeCalls(String name) throws Exception {
        int before = hangups.get(name).size();
        startCalls(CALLS, 101);
        soon().until(() -> ownChannels().size() >= CALLS * 2);
        hangUpOwnCalls();
        soon().until(() -> hangups.get(name).size() >= before + CALLS * 2);
        // a list that is requested just after a hangup may still have the channel
        soon().until(() -> ownChannels().isEmpty());
        return counts.get(name).bytes();
    }

    @Test
    void D12_thePbxSendsATwentiethAndNothingIsMissing() throws Exception {
        count("plain");
        count("auto");
        long plainBefore = counts.get("plain").bytes();
        long autoBefore = counts.get("auto").bytes();
        makeCalls("auto");
        soon().untilAsserted(() -> assertThat(hangups.get("auto")).containsExactlyElementsOf(hangups.get("plain")));
        long plainBytes = counts.get("plain").bytes() - plainBefore;
        long autoBytes = counts.get("auto").bytes() - autoBefore;
        Volume.measured(
                "D12", "%s %s, %d calls: %d bytes, filtered %d", asterisk, access, CALLS, plainBytes, autoBytes);
        if (asterisk != Asterisk.ASTERISK_16) {
            // over HTTP, each poll has an answer, however long the calls take
            assertThat(autoBytes * (access == Access.TCP ? 20 : 10)).isLessThan(plainBytes);
        }
        for (String name : counts.keySet()) {
            route(new RouteBuilder() {
                @Override
                public void configure() {
                    from("ami:" + name + "?emit=calls").process(exchange -> {
                        AmiCall call = exchange.getMessage().getBody(AmiCall.class);
                        calls.get(name)
                                .add(call.id()
                                        + ' '
                                        + call.disposition()
                                        + ' '
                                        + call.legs().size());
                    });
                }
            });
        }
        makeCalls("auto");
        soon().untilAsserted(() -> assertThat(calls.get("auto")).hasSizeGreaterThanOrEqualTo(CALLS));
        soon().untilAsserted(() ->
                assertThat(new TreeSet<>(calls.get("auto"))).isEqualTo(new TreeSet<>(calls.get("plain"))));
        assertThat(hangups.get("auto")).containsExactlyElementsOf(hangups.get("plain"));
    }
}
