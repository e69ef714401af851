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

import io.github.camelami.call.AmiCall;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Random;

/**
 * Many calls at random: answered, busy, unanswered, abandoned in a queue, answered by an agent, transferred; by Local
 * channels and by SIP. System property {@code calls} says how many, {@code calls.seed} which.
 */
abstract class OnManyCalls extends OnCalls {
    static final int CALLS = Integer.getInteger("calls", 60);

    private static final List<String> KINDS = List.of("401", "402", "403", "404", "405", "406", "407");
    final Random random = new Random(Long.getLong("calls.seed", 5));
    CelTruth truth;

    void dialplan() throws Exception {
        queue("gone");
        queue("there");
        extension("300", "Answer()", "Wait(60)");
        extension(
                "410", "Ringing()", "Wait(0.${RAND(1,9)})", "Answer()", "Wait(${RAND(1,3)}.${RAND(0,9)})", "Hangup()");
        extension("412", "Busy(2)");
        extension("413", "Ringing()", "Wait(30)");
        extension("414", "Answer()", "Wait(1)", "Transfer(PJSIP/sip:" + own + "420@" + asterisk.sip() + ")", "Wait(3)");
        extension("411", "Dial(" + phone("410") + ",20)", "Hangup()");
        extension("420", "Dial(Local/411@" + own + ",20)", "Hangup()");
        extension("401", "Dial(Local/411@" + own + ",20)", "Hangup()");
        extension("402", "Dial(Local/412@" + own + ",20)", "Hangup()");
        extension("403", "Dial(Local/413@" + own + ",1)", "Hangup()");
        extension("404", "Answer()", "Queue(" + own + "gone,,,,1)", "Hangup()");
        extension("405", "Answer()", "Queue(" + own + "there,,,,10)", "Hangup()");
        extension("406", "Dial(" + phone("414") + ",20)", "Hangup()");
        extension("407", "Dial(" + phone("410") + ",20)", "Hangup()");
        plain.ask("QueueAdd", "Queue: " + own + "gone", "Interface: Local/413@" + own);
        plain.ask("QueueAdd", "Queue: " + own + "there", "Interface: Local/410@" + own);
    }

    /** Starts one more call at random. */
    void startOne(int number) throws IOException {
        String kind = KINDS.get(random.nextInt(KINDS.size()));
        boolean sip = kind.compareTo("406") >= 0 || random.nextInt(4) == 0;
        plain.ask(
                "Originate",
                "Channel: " + (sip ? phone(kind) : "Local/" + kind + "@" + own),
                "Application: Wait",
                "Data: 15",
                "Timeout: 20000",
                "CallerID: Load <" + number + ">",
                "Async: true");
    }

    void awaitRoom(int callsAtATime) {
        soon().atMost(Duration.ofMinutes(5))
                .pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(20))
                .until(() -> hasRoom(callsAtATime));
    }

    /** Whether there are fewer channels than those of so many calls; a call has about four. */
    private boolean hasRoom(int callsAtATime) throws IOException {
        String[] last = plain.command("core show channels count").strip().split("\n");
        for (String line : last) {
            if (line.contains("active channel")) {
                return Integer.parseInt(line.strip().split(" ")[0]) < 4 * callsAtATime;
            }
        }
        return true;
    }

    static boolean isAnswered(AmiCall call) {
        return call.answeredAt() != null;
    }
}
