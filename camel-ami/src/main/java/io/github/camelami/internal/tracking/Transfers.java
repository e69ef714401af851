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
import io.github.camelami.call.TransferKind;
import io.github.camelami.call.TransferOutcome;
import io.github.camelami.internal.tracking.Rounds.Result;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** The transfers of a call, and what came of each. */
final class Transfers {
    private final int max;
    private FactList<Made> made;

    Transfers(int max) {
        this.max = max;
    }

    /**
     * A transfer.
     *
     * @param by whose phone transferred
     * @param who the party that was transferred
     * @param moved the channel that goes to the target: that of the party, or the Local channel that leads to it
     * @param second the transferer's other channel, of an attended one
     * @param target who was met by an attended one
     */
    private record Made(
            ChannelChange.Transferred how,
            Channel by,
            Channel who,
            Channel moved,
            Channel second,
            Channel target,
            long at) {

        boolean isDone() {
            return how.isDone();
        }

        boolean isBy(Channel phone) {
            return by == phone || second == phone;
        }

        /** The phone that an attended one met: where it met a Local channel, the one behind that; or null. */
        Channel met(Call call) {
            return target == null || target.isPhone() ? target : Parties.phoneBehind(call, target);
        }
    }

    void add(ChannelChange.Transferred how, Channel by, Channel moved, Channel second, Channel target, long time) {
        Made transfer = new Made(how, by, whoIs(moved, by), moved, second, target, time);
        made = made == null ? new FactList<>(max) : made;
        made.add(transfer);
    }

    /** The party that is connected, if need be by Local channels, with the one that transfers. */
    private static Channel whoIs(Channel moved, Channel by) {
        if (moved != null && !moved.isLocal()) {
            return moved;
        }
        Channel beside = moved != null ? moved : by;
        if (beside == null || beside.bridge() == null) {
            return moved;
        }
        for (Channel party : Bridge.parties(beside.bridge().joined())) {
            if (party != by) {
                return party;
            }
        }
        return moved;
    }

    boolean hasAny() {
        return made != null;
    }

    boolean areBy(Channel phone) {
        return hasAny() && made.all().stream().anyMatch(transfer -> transfer.isBy(phone) && transfer.isDone());
    }

    void addAll(Transfers younger) {
        if (made == null) {
            made = younger.made;
        } else if (younger.made != null) {
            made.addAll(younger.made);
        }
    }

    int omitted() {
        return hasAny() ? made.omitted() : 0;
    }

    List<Transfer> view(Call call, boolean over) {
        if (!hasAny()) {
            return List.of();
        }
        Rounds rounds = Rounds.of(call);
        List<Transfer> view = new ArrayList<>(made.all().size());
        for (Made transfer : made.all()) {
            view.add(Transfer.builder()
                    .kind(transfer.how.kind())
                    .by(name(transfer.by))
                    .byNumber(transfer.by == null ? null : transfer.by.number())
                    .who(name(transfer.who))
                    .to(transfer.isDone() ? to(transfer) : null)
                    .target(transfer.how.targetKind())
                    .result(transfer.how.result())
                    .outcome(outcome(call, rounds, transfer, until(call, transfer), over))
                    .at(transfer.at)
                    .build());
        }
        return view;
    }

    private static String name(Channel channel) {
        return channel == null ? null : channel.name();
    }

    private static String to(Made transfer) {
        if (transfer.how.kind() == TransferKind.BLIND) {
            return transfer.how.exten();
        }
        if (transfer.target != null && transfer.target.isPhone()) {
            return transfer.target.number();
        }
        if (transfer.second != null) {
            String wanted = transfer.second.isLocal()
                    ? DialledNumber.ofInterface(transfer.second.name())
                    : transfer.second.wanted();
            if (wanted != null) {
                return wanted;
            }
        }
        return transfer.target != null ? name(transfer.target) : transfer.how.exten();
    }

    /** When something else began for the party: it was parked, transferred again, or the transferer was called back. */
    private long until(Call call, Made transfer) {
        long until = Math.min(call.facts().parkings().nextAfter(transfer.at), calledBackAt(call, transfer));
        for (Made next : made.all()) {
            boolean later = next.isDone() && next.at > transfer.at && next.who == transfer.who;
            until = later ? Math.min(until, next.at) : until;
        }
        return until;
    }

    /** What is dialled first is the target, though the transferer may be one of a group; so is all that a queue dials. */
    private static long calledBackAt(Call call, Made transfer) {
        Dial first = null;
        for (Channel channel : call.channels()) {
            Dial dial = channel.dial();
            boolean earlier = isAfter(dial, transfer) && (first == null || dial.startedAt() < first.startedAt());
            first = earlier ? dial : first;
        }
        long backAt = Long.MAX_VALUE;
        String number = transfer.by == null ? null : transfer.by.number();
        for (Channel channel : call.channels()) {
            Dial dial = channel.dial();
            boolean back = number != null
                    && isAfter(dial, transfer)
                    && (dial.caller() != first.caller() || dial.round() != first.round())
                    && number.equals(Parties.numberOf(call, channel))
                    && !call.facts().queues().isInOne(dial.startedAt());
            backAt = back ? Math.min(backAt, dial.startedAt()) : backAt;
        }
        return backAt;
    }

    private static TransferOutcome outcome(Call call, Rounds rounds, Made transfer, long until, boolean over) {
        if (!transfer.isDone()) {
            return TransferOutcome.FAILED;
        }
        Channel met = transfer.met(call);
        if (met != null && met.isPhone() && met.upAt() > 0 && met.upAt() <= transfer.at) {
            return TransferOutcome.ANSWERED;
        }
        Result best = best(call, rounds, channel -> isOf(channel, transfer, until), over);
        if (best == null && transfer.how.kind() == TransferKind.ATTENDED) {
            // while the party is moved, the event may name its channel for the one that it takes the place of
            best = best(
                    call, rounds, channel -> Parties.isOutermost(channel) && isDuring(channel.dial(), transfer), over);
        }
        return best == null ? null : of(best);
    }

    private static Result best(Call call, Rounds rounds, Predicate<Channel> which, boolean over) {
        Result best = null;
        for (Channel channel : call.channels()) {
            if (which.test(channel)) {
                Result one = rounds.of(channel);
                boolean gaveUp = one == null && over;
                one = gaveUp ? Result.CANCELLED : one;
                best = one != null && (best == null || one.compareTo(best) < 0) ? one : best;
            }
        }
        return best;
    }

    private static boolean isAfter(Dial dial, Made transfer) {
        return dial != null
                && dial.caller() != null
                && dial.startedAt() >= transfer.at
                && (dial.caller() == transfer.moved || dial.caller() == transfer.who);
    }

    private static boolean isDuring(Dial dial, Made transfer) {
        return dial.startedAt() < transfer.at && (dial.isOpen() || dial.endedAt() >= transfer.at);
    }

    /** Dialled for the one that was transferred, or still ringing for the one that transferred. */
    private static boolean isOf(Channel channel, Made transfer, long until) {
        Dial dial = channel.dial();
        if (dial == null || dial.caller() == null) {
            return false;
        }
        boolean after = isAfter(dial, transfer) && dial.startedAt() < until;
        boolean during = transfer.second != null
                && (dial.caller() == transfer.second || dial.caller() == transfer.second.otherHalf())
                && isDuring(dial, transfer);
        return after || during;
    }

    private static TransferOutcome of(Result result) {
        return switch (result) {
            case ANSWERED -> TransferOutcome.ANSWERED;
            case ANSWERED_BY_PBX -> null;
            case NO_ANSWER -> TransferOutcome.NO_ANSWER;
            case BUSY -> TransferOutcome.BUSY;
            case CANCELLED -> TransferOutcome.CANCELLED;
            case CONGESTION, FAILED -> TransferOutcome.FAILED;
        };
    }
}
