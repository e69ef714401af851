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
package io.github.camelami.internal.tracking;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * Applies the items of lists to calls. Adds calls that are open but unknown, and ends calls whose end was not reported.
 */
final class ListRules {
    private final Calls calls;
    private final Progress progress;

    ListRules(Calls calls, Progress progress) {
        this.calls = calls;
        this.progress = progress;
    }

    void apply(ChannelChange.OfList change, long time) {
        if (change instanceof ChannelChange.Listed listed) {
            listed(listed, time);
        } else if (change instanceof ChannelChange.Unlisted unlisted) {
            Channel channel = calls.known(unlisted.uniqueid());
            if (channel != null && !channel.isEnded()) {
                missEnds(channel, QueueVisitFacts::isWaiting, time);
                calls.hangUp(channel, time, true);
                progress.ringEnds(channel, time);
                progress.holdsEnd(channel.call(), time);
            }
        } else if (change instanceof ChannelChange.ListedInQueue waits) {
            Channel channel = calls.known(waits.channel().uniqueid());
            if (channel != null) {
                long since = waitsSince(channel, waits.waited(), time);
                channel.call().facts().queues().joined(channel, waits.queue(), waits.position(), null, since);
            }
        }
    }

    /** Ends the visits to queues whose end was missed: a list shows the caller in a bridge, or not at all. */
    private static void missEnds(Channel caller, Predicate<QueueVisitFacts> open, long time) {
        visits(caller.call())
                .filter(visit -> visit.isBy(caller) && open.test(visit))
                .forEach(visit -> visit.missesEnd(time));
    }

    /**
     * Ends the visits to queues whose end was missed: the list of the waiting callers does not contain the caller.
     *
     * @return the callers of known calls who are not known to wait
     */
    List<ChannelChange.ListedInQueue> waiting(List<ChannelChange.ListedInQueue> listed, long time) {
        List<ChannelChange.ListedInQueue> unknown = new ArrayList<>();
        for (ChannelChange.ListedInQueue waits : listed) {
            Channel caller = calls.known(waits.channel().uniqueid());
            if (caller != null && !caller.isEnded()) {
                QueueVisits queues = caller.call().facts().queues();
                queues.all().stream()
                        .filter(visit -> visit.isBy(caller) && visit.isIn(waits.queue()) && visit.mayHaveEnded())
                        .forEach(QueueVisitFacts::isStillWaiting);
                if (!queues.waitsIn(waits.queue())) {
                    unknown.add(waits);
                }
            }
        }
        for (Call call : calls.open()) {
            visits(call).filter(QueueVisitFacts::mayHaveEnded).forEach(visit -> visit.missesEnd(time));
        }
        return unknown;
    }

    private static Stream<QueueVisitFacts> visits(Call call) {
        return call.hasFacts() ? call.facts().queues().all().stream() : Stream.empty();
    }

    /** The moment when a caller joined a queue, from the length of the wait, which the PBX reports in whole seconds. */
    static long waitsSince(Channel caller, long waited, long time) {
        long since = Moments.before(time, waited);
        if (caller.isStartSeen()) {
            return Math.max(since, caller.startedAt());
        }
        startedBefore(caller, since);
        return since;
    }

    private static void startedBefore(Channel channel, long time) {
        channel.hadStartedBy(time);
        channel.call().startsBy(channel.startedAt());
    }

    /** Determines who began a call whose start was not seen. The list shows the oldest channels of the call first. */
    private static void findBeginning(Channel channel) {
        Call call = channel.call();
        if (call.originator() == null && channel.isPhone()) {
            call.beganUnseen(channel);
        } else if (Origin.isFromNowhere(channel)) {
            call.setOrigin(call.origin().byPbx());
        }
    }

    /** The phone that the PBX called first in a listed call, whose dial was not seen: the oldest one that is up. */
    static Channel firstPhone(Call call) {
        Channel first = null;
        for (Channel channel : call.channels()) {
            boolean fits = channel.isPhone() && !channel.isStartSeen() && channel.dial() == null;
            first = fits && (first == null || isBefore(channel, first)) ? channel : first;
        }
        return first;
    }

    private static boolean isBefore(Channel phone, Channel other) {
        boolean up = phone.upAt() > 0;
        if (up != other.upAt() > 0) {
            return up;
        }
        // the ages in a list are whole seconds
        long older = Moments.between(phone.startedAt(), other.startedAt());
        return Math.abs(older) < 1_000
                ? Mention.sequenceNumber(phone.uniqueid()) < Mention.sequenceNumber(other.uniqueid())
                : older > 0;
    }

    private void listed(ChannelChange.Listed change, long time) {
        Channel channel = calls.revived(change.channel(), time);
        if (channel == null || channel.isEnded()) {
            return;
        }
        if (!channel.isStartSeen()) {
            // also if an event has shown the channel before the list
            startedBefore(channel, Moments.before(time, change.age()));
            findBeginning(channel);
        }
        channel.takeParty(change.channel());
        channel.wants(change.channel().exten());
        boolean up = change.state() == ChannelChange.State.UP;
        if (up) {
            channel.setUpSince(time, false);
            missAnswer(channel, change.bridge() != null, time);
        } else if (change.state() == ChannelChange.State.RINGING) {
            channel.alerts();
        }
        if (change.bridge() == null) {
            calls.bridges().leave(channel, time);
        } else {
            missEnds(channel, QueueVisitFacts::mayHaveEnded, time);
            calls.bridges().listed(channel, change.bridge(), change.kind(), time);
        }
        if (up) {
            progress.ringEnds(channel, time);
        }
    }

    /**
     * Ends the attempt to dial a channel whose answer was missed: the channel is up and in a bridge, or is a phone that
     * the PBX itself called. Otherwise, it is not known whether the phone took the call.
     */
    private static void missAnswer(Channel channel, boolean bridged, long time) {
        Dial dial = channel.dial();
        if (dial != null && dial.isOpen() && (bridged || dial.caller() == null && channel.isPhone())) {
            dial.ends("ANSWER", null, time);
        }
    }
}
