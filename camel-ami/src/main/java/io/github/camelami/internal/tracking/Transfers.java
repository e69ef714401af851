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

import io.github.camelami.call.Transfer;
import java.util.ArrayList;
import java.util.List;

/** The transfers of a call, and their outcomes. */
final class Transfers extends FactList<TransferMade> {
    Transfers(int max) {
        super(max);
    }

    void add(ChannelChange.Transferred how, Channel by, Channel moved, Channel second, Channel target, long time) {
        add(TransferMade.of(how, by, moved, second, target, time));
    }

    boolean areBy(Channel phone) {
        return all().stream().anyMatch(transfer -> transfer.isBy(phone) && transfer.isDone());
    }

    /** Whether the channel has transferred the party since this moment. */
    boolean haveMoved(Channel party, Channel by, long since) {
        return all().stream()
                .anyMatch(transfer ->
                        transfer.isBy(by) && transfer.who() == party && transfer.isDone() && transfer.at() >= since);
    }

    List<Transfer> view(Call call, boolean over) {
        if (!hasAny()) {
            return List.of();
        }
        Rounds rounds = Rounds.of(call);
        List<Transfer> view = new ArrayList<>(all().size());
        for (TransferMade transfer : all()) {
            view.add(Transfer.builder()
                    .kind(transfer.how().kind())
                    .by(name(transfer.by()))
                    .byNumber(transfer.by() == null ? null : transfer.by().number())
                    .who(name(transfer.who()))
                    .to(transfer.isDone() ? transfer.to() : null)
                    .target(transfer.how().targetKind())
                    .result(transfer.how().result())
                    .outcome(new TransferResult(transfer, call, rounds, until(call, transfer), over).outcome())
                    .at(Moments.millis(transfer.at()))
                    .build());
        }
        return view;
    }

    private static String name(Channel channel) {
        return channel == null ? null : channel.name();
    }

    /**
     * The moment up to which dial attempts belong to the transfer. Then something else begins for the party: parking,
     * another transfer, or a call back to the transferer.
     */
    private long until(Call call, TransferMade transfer) {
        long until = Math.min(call.facts().parkings().nextAfter(transfer.from()), calledBackAt(call, transfer));
        for (TransferMade next : all()) {
            boolean later = next.isDone() && next.at() > transfer.at() && next.who() == transfer.who();
            until = later ? Math.min(until, next.at()) : until;
        }
        return until;
    }

    /**
     * The moment when the transferer was called back, or {@code Long.MAX_VALUE}. The channels that are dialled first
     * are called as the target, even if the transferer is among them. So are all channels that a queue dials.
     */
    private static long calledBackAt(Call call, TransferMade transfer) {
        Dial first = null;
        for (Channel channel : call.channels()) {
            Dial dial = channel.dial();
            boolean earlier = transfer.isFollowedBy(dial) && (first == null || dial.startedAt() < first.startedAt());
            first = earlier ? dial : first;
        }
        long backAt = Long.MAX_VALUE;
        String number = transfer.by() == null ? null : transfer.by().number();
        for (Channel channel : call.channels()) {
            Dial dial = channel.dial();
            boolean back = number != null
                    && transfer.isFollowedBy(dial)
                    && (dial.caller() != first.caller() || dial.round() != first.round())
                    && number.equals(Parties.numberOf(call, channel))
                    && !call.facts().queues().isInOne(dial.startedAt());
            backAt = back ? Math.min(backAt, dial.startedAt()) : backAt;
        }
        return backAt;
    }
}
