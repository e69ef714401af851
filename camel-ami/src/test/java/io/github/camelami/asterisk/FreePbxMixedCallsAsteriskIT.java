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

import io.github.camelami.call.AmiCall;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Many calls of all kinds at once, on a FreePBX, come out as the phones know them. */
class FreePbxMixedCallsAsteriskIT extends OnFreePbx {
    private static final int CALLS = Integer.getInteger("calls", 60);
    private static final long TALK_TOLERANCE = 1_000;

    private final Random random = new Random(Long.getLong("calls.seed", 15));

    @Test
    void L5_mixedCallsAreToldAsThePhonesKnowThem() throws Exception {
        collect("emit=calls&callVariables=CALLNO");
        keepEvents();
        lag = new EventLag(asterisk);
        afterwards(lag::close);
        List<Scenario> kinds = scenarios();
        List<Scenario> mixed = IntStream.range(0, CALLS)
                .mapToObj(i -> kinds.get(random.nextInt(kinds.size())))
                .toList();
        List<Played> all = play(mixed, Seats.SEATS, () -> random.nextLong(800, 2_500), i -> {});
        List<Played> played = playedToTheEnd(all);
        awaitCalls(played);
        long expected =
                played.stream().mapToLong(one -> 1 + one.story().furtherCalls()).sum();
        List<String> given = calls.stream().map(AmiCall::id).toList();
        List<String> wrong = wrongAlsoInQuiet(played, TALK_TOLERANCE);
        System.out.printf(
                "%s: %d mixed calls, %d legs of phones, %d given, %d wrong; events late by %d ms at most%n",
                asterisk, played.size(), phones.legs().size(), given.size(), wrong.size(), lag.most(0, Long.MAX_VALUE));
        assertThat(wrong).isEmpty();
        List<AmiCall> unplayed = all.stream()
                .filter(one -> one.failure() != null)
                .flatMap(one -> of(one).stream())
                .toList();
        assertThat(given).doesNotHaveDuplicates().hasSize((int) expected + unplayed.size());
    }
}
