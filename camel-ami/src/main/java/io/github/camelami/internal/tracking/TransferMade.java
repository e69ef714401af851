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

import io.github.camelami.call.TransferKind;
import java.util.List;

/**
 * A transfer, with the channels that took part in it.
 *
 * @param by the transferer's phone
 * @param who the party that was transferred
 * @param moved the channel that moves to the target: that of the party, or a Local channel that leads to the party
 * @param second the transferer's other channel in an attended transfer; the same channel if the transferer used a
 *     feature code
 * @param target the party that the transferer consulted in an attended transfer
 * @param from the moment from which dial attempts and parking of the party follow from the transfer
 * @param at the moment of the transfer
 */
record TransferMade(
        ChannelChange.Transferred how,
        Channel by,
        Channel who,
        Channel moved,
        Channel second,
        Channel target,
        long from,
        long at) {

    static TransferMade of(
            ChannelChange.Transferred how, Channel by, Channel moved, Channel second, Channel target, long at) {
        Channel met = target == null && second != null && second == by ? askedByKeys(by.call(), at) : target;
        return new TransferMade(how, by, whoIs(moved, by, second), moved, second, met, from(how, by, moved, at), at);
    }

    /**
     * The moment from which dial attempts for the party follow from the transfer. After a blind transfer, another
     * thread of Asterisk continues the dialplan of the party. For this reason, dial attempts of the party may be
     * reported before the transfer.
     */
    private static long from(ChannelChange.Transferred how, Channel by, Channel moved, long at) {
        boolean gone = how.kind() == TransferKind.BLIND
                && moved != null
                && moved.leftBridgeAt() > 0
                && by != null
                && (moved.bridge() == null || moved.bridge() != by.bridge());
        return gone ? Math.min(moved.leftBridgeAt(), at) : at;
    }

    /**
     * The Local channel that the PBX created last for a consultation that began with a feature code. The channel may
     * have ended.
     */
    private static Channel askedByKeys(Call call, long at) {
        Channel last = null;
        for (Channel channel : call.channels()) {
            boolean made = channel.isLocal()
                    && !channel.isSecondHalf()
                    && channel != call.originator()
                    && channel.startedAt() <= at
                    && (channel.dial() == null || channel.dial().caller() == null);
            last = made && (last == null || channel.startedAt() >= last.startedAt()) ? channel : last;
        }
        return last;
    }

    /**
     * The party connected with the transferer, directly or through Local channels. A Local channel may have moved to
     * the bridge of the target already. For this reason, only the parties on its other side count.
     */
    private static Channel whoIs(Channel moved, Channel by, Channel second) {
        if (moved != null && !moved.isLocal()) {
            return moved;
        }
        List<Channel> parties = moved != null
                ? Bridge.partiesBehind(moved)
                : by == null || by.bridge() == null
                        ? List.of()
                        : Bridge.parties(by.bridge().joined());
        for (Channel party : parties) {
            if (party != by && party != second) {
                return party;
            }
        }
        Channel behind = moved == null ? null : Parties.partyBehind(moved);
        return behind == null ? moved : behind;
    }

    boolean isDone() {
        return how.isDone();
    }

    boolean isBy(Channel phone) {
        return by == phone || second == phone;
    }

    /**
     * The number of the target: that of the consulted party or, if there is none, the number that the transferer
     * dialled.
     */
    String to() {
        if (how.kind() == TransferKind.BLIND) {
            return how.exten();
        }
        if (target != null && target.isPhone()) {
            return target.number();
        }
        Channel asked = second != by ? second : target;
        String wanted =
                asked == null ? null : asked.isLocal() ? DialledNumber.ofInterface(asked.name()) : asked.wanted();
        return wanted != null ? wanted : target != null ? target.name() : how.exten();
    }

    boolean isFollowedBy(Dial dial) {
        return dial != null
                && dial.caller() != null
                && dial.startedAt() >= from
                && (dial.caller() == moved || dial.caller() == who);
    }
}
