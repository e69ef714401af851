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

import io.github.camelami.call.CallState;

/** Applies bridge events to calls. */
final class BridgeRules {
    private final Calls calls;
    private final Progress progress;

    BridgeRules(Calls calls, Progress progress) {
        this.calls = calls;
        this.progress = progress;
    }

    void apply(ChannelChange.OfBridge change, long time) {
        if (change instanceof ChannelChange.Entered entered) {
            entered(entered, time);
        } else if (change instanceof ChannelChange.Left left) {
            Channel channel = calls.revived(left.channel(), time);
            if (channel != null) {
                boolean hangsUp = channel.isTalking() && channel.hangsUpSilently() && !channel.isHangupOrdered();
                calls.bridges().leave(channel, time);
                if (hangsUp) {
                    channel.call().conversation().noteLeaving(channel, time);
                }
            }
        } else if (change instanceof ChannelChange.BridgesMerged merged) {
            calls.bridges().merge(merged.into(), merged.from(), merged.kind(), time);
        } else if (change instanceof ChannelChange.Paired paired) {
            Channel one = calls.revived(paired.one(), time);
            Channel two = calls.revived(paired.two(), time);
            if (one != null && two != null) {
                one.pairWith(two);
            }
        } else if (change instanceof ChannelChange.Held held) {
            held(held, time);
        }
    }

    private void held(ChannelChange.Held change, long time) {
        Channel channel = calls.revived(change.channel(), time);
        if (channel == null) {
            return;
        }
        if (change.on() && !channel.isHolding() && channel.holds(null)) {
            // an earlier hold has ended without an event
            progress.announce(channel.call(), CallState.RESUMED, time);
        }
        if (channel.holds(change.on() ? Hold.by(channel, time) : null)) {
            channel.call().conversation().recountHold(time);
            progress.announce(channel.call(), change.on() ? CallState.HELD : CallState.RESUMED, time);
        }
    }

    /**
     * Puts the channel into the bridge before its Linkedid is processed, because the meaning of a Linkedid depends on
     * the other members of the bridge.
     */
    private void entered(ChannelChange.Entered change, long time) {
        Channel channel = calls.enrolled(change.channel(), time);
        if (channel != null) {
            calls.bridges().lives(channel);
            channel.setUpSince(time, channel.isStartSeen());
            calls.bridges().enter(channel, change.bridge(), change.kind(), time);
            calls.linking().relink(channel, change.channel().shownLinkedid(), time);
        }
    }
}
