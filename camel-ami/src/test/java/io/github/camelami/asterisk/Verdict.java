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
import io.github.camelami.call.QueueVisit;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** Compares what the component says of a call with what the phones know. */
final class Verdict {
    private final List<String> wrong = new ArrayList<>();

    private Verdict() {}

    /** What is wrong, one line each; empty where all is right. */
    static List<String> of(AmiCall call, Story story, long talkTolerance) {
        Verdict verdict = new Verdict();
        verdict.compare("callerNumber", story.callerNumber(), call.callerNumber());
        verdict.compare("calledNumber", story.calledNumber(), call.calledNumber());
        verdict.compare("answeredBy", story.answeredBy(), call.answeredBy());
        verdict.compare("disposition", story.disposition(), call.disposition());
        verdict.compare("hungUpBy", story.hungUpBy(), call.hungUpBy());
        verdict.compare("missed", story.missed(), call.missed());
        if (call.talkTime() < story.talkAtLeast() - talkTolerance
                || call.talkTime() > story.talkAtMost() + talkTolerance) {
            verdict.compare("talkTime", story.talkAtLeast() + " to " + story.talkAtMost(), call.talkTime());
        }
        if (story.shownNumber() != null) {
            verdict.compare("shownNumber", story.shownNumber(), call.shownNumber());
        }
        verdict.compare(
                "transfers",
                story.handovers(),
                call.transfers().stream()
                        .map(transfer -> new Story.Handover(transfer.kind(), transfer.to(), transfer.outcome()))
                        .toList());
        verdict.compare(
                "queues",
                story.queues(),
                call.queues().stream().map(QueueVisit::outcome).toList());
        verdict.compare("partial", false, call.partial());
        return verdict.wrong;
    }

    private void compare(String what, Object expected, Object actual) {
        if (!Objects.equals(expected, actual)) {
            wrong.add(what + " is " + actual + ", the phones say " + expected);
        }
    }
}
