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

import io.github.camelami.AmiConfiguration;
import io.github.camelami.AmiConsumerConfiguration;
import io.github.camelami.call.AmiCall;
import io.github.camelami.message.AmiEvent;
import io.github.camelami.simulator.Cut;
import io.github.camelami.simulator.FaultProxy;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

/**
 * Many calls of all kinds on a FreePBX while the connection is cut again and again, and the server restarts once; so this
 * runs late.
 */
@Order(Integer.MAX_VALUE - 1)
class FreePbxCallsOverLossAsteriskIT extends OnFreePbx {
    private static final int CALLS = Integer.getInteger("calls", 60);
    private static final int CUTS = Math.max(2, Math.min(20, CALLS / 30));
    private static final long TALK_TOLERANCE = 1_000;

    /** Events that were on their way when the connection was cut are missed, too; so may be those of the call's grace. */
    private static final long MARGIN = 500 + new AmiConsumerConfiguration().getCallGrace();

    private final Random random = new Random(Long.getLong("calls.seed", 15));

    private record Outage(long from, long to) {
        boolean surelyConcerns(Played call) {
            return call.firstAt() < from - MARGIN && call.lastAt() > to + MARGIN;
        }

        boolean mayConcern(Played call) {
            return call.firstAt() < to + MARGIN && call.lastAt() > from - MARGIN;
        }

        /** Whether all that was said of it may have been missed. */
        boolean mayHide(Played call) {
            return call.firstAt() > from - MARGIN && call.lastAt() < to + MARGIN;
        }
    }

    @Test
    void L5_overCutsAndARestartEachCallIsToldOnceAndTheRestIsRight() throws Exception {
        Set<Integer> cuts = random.ints(CALLS / 4, CALLS * 7 / 8)
                .distinct()
                .limit(CUTS)
                .boxed()
                .collect(Collectors.toSet());
        List<Scenario> kinds = scenarios();
        List<Scenario> mixed = IntStream.range(0, CALLS)
                .mapToObj(i -> kinds.get(random.nextInt(kinds.size())))
                .toList();
        List<Played> played;
        try (FaultProxy proxy = FaultProxy.to(asterisk.host(), asterisk.port())) {
            AmiConfiguration cut = connection("admin");
            cut.setPort(proxy.port());
            cut.setReconnectDelay(200);
            cut.setMaxReconnectDelay(400);
            camel.getRegistry().bind("pbx", cut);
            collect("emit=calls&callVariables=CALLNO");
            played = play(
                    mixed, Math.min(Seats.SEATS, Math.max(10, CALLS / 15)), () -> random.nextLong(800, 2_500), i -> {
                        if (i == CALLS * 3 / 5) {
                            restart();
                        }
                        if (cuts.contains(i)) {
                            cut(proxy);
                        }
                    });
            awaitCalls(played.stream().filter(one -> one.failure() == null).toList());
        }
        judge(played);
    }

    private void cut(FaultProxy proxy) {
        int before = outages().size();
        proxy.cutAll(Cut.RST);
        soon().until(() -> outages().size() > before);
    }

    /** As the route was told. */
    private List<Outage> outages() {
        return notices.stream()
                .filter(notice -> notice.name().equals("Gap"))
                .map(gap -> new Outage(at(gap, "From"), at(gap, "To")))
                .toList();
    }

    private static long at(AmiEvent notice, String field) {
        return Instant.parse(notice.get(field)).toEpochMilli();
    }

    private synchronized void restart() {
        int told = outages().size();
        try (PlainClient last = asterisk.connect().login("admin", "off")) {
            plain.close();
            last.send("Action: Command\r\nCommand: core restart now\r\n\r\n");
            soon().until(() -> last.block() == null);
            phones.pbxIsGone();
            soon().ignoreExceptions().until(() -> asterisk.connect()
                    .login("admin", "off")
                    .command("core waitfullybooted")
                    .contains("fully booted"));
            plain = asterisk.connect().login("admin", "off");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        soon().until(() -> outages().size() > told);
    }

    private void judge(List<Played> played) {
        List<Outage> outages = outages();
        List<Played> untouched = new ArrayList<>();
        List<String> missing = new ArrayList<>();
        List<String> unmarked = new ArrayList<>();
        List<String> doubled = new ArrayList<>();
        int marked = 0;
        for (Played one : played) {
            List<AmiCall> own = of(one);
            marked += own.stream().anyMatch(FreePbxCallsOverLossAsteriskIT::isMarked) ? 1 : 0;
            if (outages.stream().noneMatch(outage -> outage.mayConcern(one))) {
                if (one.failure() == null) {
                    untouched.add(one);
                }
                continue;
            }
            if (own.isEmpty() && outages.stream().noneMatch(outage -> outage.mayHide(one))) {
                missing.add(one.scenario() + ": " + one.story());
            }
            if (!own.isEmpty()
                    && own.stream().noneMatch(FreePbxCallsOverLossAsteriskIT::isMarked)
                    && outages.stream().anyMatch(outage -> outage.surelyConcerns(one))) {
                unmarked.add(one.scenario() + ": " + own);
            }
            long first = own.stream()
                    .filter(call -> callNumber(call).equals(one.number()))
                    .count();
            if (first > 1) {
                doubled.add(one.scenario() + ": " + own);
            }
        }
        List<String> wrong = wrong(untouched, TALK_TOLERANCE);
        System.out.printf(
                "%s: %d mixed calls over %d outages, one of them a restart: %d given, %d of the played marked; missing %d,"
                        + " given twice %d, concerned and unmarked %d; of %d that no outage concerned %d wrong%n",
                asterisk,
                played.size(),
                outages.size(),
                calls.size(),
                marked,
                missing.size(),
                doubled.size(),
                unmarked.size(),
                untouched.size(),
                wrong.size());
        SoftAssertions all = new SoftAssertions();
        all.assertThat(calls.stream().flatMap(call -> Stream.concat(Stream.of(call.id()), call.aliases().stream())))
                .as("told once")
                .doesNotHaveDuplicates();
        all.assertThat(missing).as("missing").isEmpty();
        all.assertThat(doubled).as("told twice").isEmpty();
        all.assertThat(unmarked).as("open over an outage and not marked").isEmpty();
        all.assertThat(wrong).as("wrong though not concerned").isEmpty();
        all.assertThat(untouched).as("not concerned").isNotEmpty();
        all.assertAll();
    }

    private static boolean isMarked(AmiCall call) {
        return call.partial() || call.synthetic();
    }
}
