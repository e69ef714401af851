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
import io.github.camelami.call.CallDisposition;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.awaitility.core.ConditionTimeoutException;
import org.junit.jupiter.api.Test;

/** Many calls at once are those that the server's own records tell. */
class CallsUnderLoadAsteriskIT extends OnManyCalls {
    private EventLag lag;

    @Test
    void callsAreThoseOfCelAndTheirTalkTimeIsThatOfCdr() throws Exception {
        dialplan();
        soon().until(() -> plain.command("core show channels count").contains("\n0 active channels")
                || plain.command("core show channels count").startsWith("0 active channels"));
        truth = new CelTruth(asterisk);
        collect("emit=calls");
        lag = new EventLag(asterisk);
        afterwards(lag::close);
        for (int i = 0; i < CALLS; i++) {
            startOne(i);
            awaitRoom(100);
        }
        soon().atMost(java.time.Duration.ofMinutes(4)).until(() -> truth.isQuiet());
        try {
            soon().until(() -> ids() >= truth.linked().size());
        } catch (ConditionTimeoutException e) {
            // the comparison names the calls that are missing
        }
        truth.close();
        compare();
    }

    private int ids() {
        return calls.stream().mapToInt(call -> 1 + call.aliases().size()).sum();
    }

    private void compare() {
        Map<String, AmiCall> byId = new HashMap<>();
        List<String> doubled = new ArrayList<>();
        for (AmiCall call : calls) {
            List<String> ids = new ArrayList<>(call.aliases());
            ids.add(call.id());
            ids.forEach(id -> {
                if (byId.put(id, call) != null) {
                    doubled.add(id);
                }
            });
        }
        List<String> missing = new ArrayList<>(truth.linked().keySet());
        missing.removeAll(byId.keySet());
        List<String> extra = new ArrayList<>(byId.keySet());
        extra.removeAll(truth.linked().keySet());

        List<String> wrongAnswer = new ArrayList<>();
        Map<CallDisposition, Integer> dispositions = new TreeMap<>();
        int compared = 0;
        long worst = 0;
        List<String> wrongTalk = new ArrayList<>();
        for (AmiCall call : calls) {
            dispositions.merge(call.disposition(), 1, Integer::sum);
            boolean answered = truth.linked().get(call.id()).answered;
            boolean talked = truth.linked().get(call.id()).inBridge.size() > 1;
            for (String alias : call.aliases()) {
                answered |= truth.linked().get(alias).answered;
                talked |= truth.linked().get(alias).inBridge.size() > 1;
            }
            if (answered != isAnswered(call) || talked != (call.talkTime() > 0)) {
                wrongAnswer.add(call + " answered " + answered + " talked " + talked);
            }
            Integer billed = call.channel() == null || !talked ? null : billed(call);
            if (billed != null
                    && billed >= 0
                    && call.queues().isEmpty()
                    && call.transfers().isEmpty()) {
                compared++;
                // billsec counts whole seconds
                long off = Math.max(
                        0, Math.max(call.talkTime() - billed * 1000L - 1_000, billed * 1000L - call.talkTime()));
                worst = Math.max(worst, off);
                // a CDR has the times at which things happened, an event that at which it was written
                if (off > 1_000 + lag.most(call.startedAt(), call.endedAt() + 1_000)) {
                    wrongTalk.add(call + " billed " + billed);
                }
            }
        }
        System.out.printf(
                "%s: %d calls given, %d LINKEDID_END, missing %d, doubled %d, extra %d, answered otherwise %d, %s;"
                        + " talk time compared with billsec %d times, off by more than a second and the lag of events %d,"
                        + " at worst %d ms; events late by %d ms at most%n",
                asterisk,
                calls.size(),
                truth.linked().size(),
                missing.size(),
                doubled.size(),
                extra.size(),
                wrongAnswer.size(),
                dispositions,
                compared,
                wrongTalk.size(),
                worst,
                lag.most(0, Long.MAX_VALUE));
        assertThat(missing.stream().map(id -> id + truth.linked().get(id).names))
                .as("missing")
                .isEmpty();
        assertThat(doubled).as("doubled").isEmpty();
        assertThat(extra).as("extra").isEmpty();
        assertThat(wrongAnswer).as("answered or not").isEmpty();
        assertThat(wrongTalk).as("talk time").isEmpty();
        assertThat(compared).isGreaterThan(CALLS / 10);
        assertThat(calls).noneMatch(call -> call.partial() || call.synthetic());
    }

    /** What the CDR of the leg that talked says: its caller is a channel of this call that dialled another. */
    private Integer billed(AmiCall call) {
        Integer sum = null;
        for (String channel : truth.linked().get(call.id()).channels) {
            Integer one = truth.billed.get(channel);
            sum = one == null ? sum : sum == null ? one : Integer.valueOf(-1);
        }
        return sum;
    }
}
