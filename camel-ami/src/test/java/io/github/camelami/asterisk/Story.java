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

import io.github.camelami.asterisk.phones.Leg;
import io.github.camelami.call.CallDisposition;
import io.github.camelami.call.HungUpBy;
import io.github.camelami.call.QueueOutcome;
import io.github.camelami.call.TransferKind;
import io.github.camelami.call.TransferOutcome;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;

/** What people say of a call, of which the phones know nearly all: who called whom, who took it, who hung up, how long they talked. */
final class Story {
    /** A transfer that was made: to which number, and how it ended there; null where no phone was called. */
    record Handover(TransferKind kind, String to, TransferOutcome outcome) {}

    private final Leg caller;
    private final String called;
    private final List<Leg> tried = new ArrayList<>();
    private final List<Handover> handovers = new ArrayList<>();
    private final List<QueueOutcome> queues = new ArrayList<>();
    private boolean voicemail;
    private Leg rang;
    private CallDisposition said;
    private HungUpBy end;
    private int furtherCalls;

    private Story(Leg caller, String called) {
        this.caller = caller;
        this.called = called;
    }

    /** The caller dialled. */
    static Story of(Leg caller) {
        return new Story(caller, caller.other());
    }

    /** The PBX called the caller first, who wanted a number. */
    static Story clicked(Leg caller, String called) {
        return new Story(caller, called);
    }

    /** All phones that rang for it, or took it by a call of their own. */
    Story tried(List<Leg> legs) {
        legs.stream().filter(leg -> leg != caller && !tried.contains(leg)).forEach(tried::add);
        return this;
    }

    /** Somebody who took the call by dialling. */
    Story taker(Leg leg) {
        tried.add(leg);
        return this;
    }

    Story handover(TransferKind kind, String to, TransferOutcome outcome) {
        handovers.add(new Handover(kind, to, outcome));
        return this;
    }

    Story queue(QueueOutcome outcome) {
        queues.add(outcome);
        return this;
    }

    Story voicemail() {
        voicemail = true;
        return this;
    }

    /** Where the phones cannot know it. */
    Story disposition(CallDisposition disposition) {
        said = disposition;
        return this;
    }

    Story hungUpBy(HungUpBy by) {
        end = by;
        return this;
    }

    /** Calls beside this one that stay calls of their own. */
    Story besides(int number) {
        furtherCalls = number;
        return this;
    }

    int furtherCalls() {
        return furtherCalls;
    }

    String callerNumber() {
        return caller.number();
    }

    String calledNumber() {
        return called;
    }

    List<Handover> handovers() {
        return handovers;
    }

    List<QueueOutcome> queues() {
        return queues;
    }

    private record Span(long from, long to) {
        long length() {
            return to - from;
        }
    }

    private Span together(Leg leg) {
        if (leg.upAt() == 0 || caller.upAt() == 0) {
            return new Span(0, 0);
        }
        long to = Math.min(endOf(leg), endOf(caller));
        return new Span(Math.max(leg.upAt(), caller.upAt()), to);
    }

    private static long endOf(Leg leg) {
        return leg.endedAt() == 0 ? Long.MAX_VALUE : leg.endedAt();
    }

    /** How long the caller was connected with any of them at least, ms. */
    long talkAtLeast() {
        return union(leg -> {
            Span together = together(leg);
            long connected = Math.max(leg.upTo(), caller.upTo());
            long heard = caller.heardAt().stream()
                    .filter(at -> at >= together.from && at < together.to)
                    .findFirst()
                    .orElse(0L);
            return new Span(Math.max(connected, heard), Math.min(together.to, leg.endFrom()));
        });
    }

    /** How long at most: from when it can first have been to when the PBX has surely known of the end, ms. */
    long talkAtMost() {
        return union(leg -> {
            long from = Math.max(leg.upFrom(), caller.upFrom());
            boolean goesOn = leg.handedOver() || leg.endTo() < caller.endedAt() && !leg.endedHere();
            return new Span(from, goesOn ? leg.endTo() : Math.max(leg.endTo(), caller.endTo()));
        });
    }

    private long union(Function<Leg, Span> spanOf) {
        List<Span> spans = tried.stream()
                .filter(leg -> together(leg).length() > 0)
                .map(spanOf)
                .sorted(Comparator.comparingLong(Span::from))
                .toList();
        long talk = 0;
        long until = 0;
        for (Span span : spans) {
            talk += Math.max(0, span.to - Math.max(span.from, until));
            until = Math.max(until, span.to);
        }
        return talk;
    }

    /** The number of the phone that took it first, or null. */
    String answeredBy() {
        return tried.stream()
                .filter(leg -> together(leg).length() > 0)
                .min(Comparator.comparingLong(Leg::upAt))
                .map(Leg::number)
                .orElse(null);
    }

    /** The phone that was called showed the caller, and another one picked the call up. */
    Story shownOn(Leg phone) {
        rang = phone;
        return this;
    }

    /** What the phone that took it was shown as the caller, or null; one that dialled itself knows nothing of it. */
    String shownNumber() {
        return rang != null
                ? rang.other()
                : tried.stream()
                        .filter(leg -> together(leg).length() > 0)
                        .min(Comparator.comparingLong(Leg::upAt))
                        .filter(Leg::isIncoming)
                        .map(Leg::other)
                        .orElse(null);
    }

    HungUpBy hungUpBy() {
        if (end != null) {
            return end;
        }
        if (caller.endedHere()) {
            return HungUpBy.CALLER;
        }
        boolean byParty = tried.stream()
                .filter(leg -> together(leg).length() > 0)
                .max(Comparator.comparingLong(Leg::endedAt))
                .filter(leg -> leg.endedHere() && !leg.handedOver())
                .isPresent();
        return byParty ? HungUpBy.CALLED : HungUpBy.PBX;
    }

    CallDisposition disposition() {
        if (said != null) {
            return said;
        }
        if (answeredBy() != null) {
            return CallDisposition.ANSWERED;
        }
        if (queues.contains(QueueOutcome.ABANDONED)) {
            return CallDisposition.ABANDONED;
        }
        if (voicemail || tried.isEmpty() && queues.isEmpty() && caller.upAt() > 0) {
            return CallDisposition.ANSWERED_BY_PBX;
        }
        if (caller.endedHere()) {
            return CallDisposition.CANCELLED;
        }
        boolean rangOut = tried.stream().anyMatch(leg -> !leg.endedHere());
        boolean busy = tried.isEmpty() ? caller.status() == 486 : tried.stream().anyMatch(leg -> leg.status() == 486);
        return busy && !rangOut ? CallDisposition.BUSY : CallDisposition.NO_ANSWER;
    }

    /** Whether the call was for somebody, of whom nobody talked with the caller. */
    boolean missed() {
        return switch (disposition()) {
            case ANSWERED -> false;
            case ANSWERED_BY_PBX -> voicemail || !tried.isEmpty() || !queues.isEmpty();
            default -> true;
        };
    }

    @Override
    public String toString() {
        return callerNumber() + " -> " + called + " " + disposition() + " by " + answeredBy() + ", hung up by "
                + hungUpBy() + ", talk " + talkAtLeast() + " to " + talkAtMost() + " ms" + (missed() ? ", missed" : "")
                + (handovers.isEmpty() ? "" : ", " + handovers) + (queues.isEmpty() ? "" : ", queues " + queues)
                + "; " + caller + "; " + tried;
    }
}
