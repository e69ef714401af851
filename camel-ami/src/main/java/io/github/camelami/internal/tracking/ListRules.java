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
                QueueVisits queues = channel.call().facts().queues();
                queues.waits(channel, waits.queue(), waits.position(), waits.waited(), time);
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

    private void listed(ChannelChange.Listed change, long time) {
        Channel channel = calls.revived(change.channel(), time);
        if (channel == null || channel.isEnded()) {
            return;
        }
        if (!channel.isStartSeen()) {
            // also if an event has shown the channel before the list
            UnseenBeginning.hadStartedBy(channel, Moments.before(time, change.age()));
            UnseenBeginning.shows(channel);
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
