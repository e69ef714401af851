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
import io.github.camelami.call.HungUpBy;

/** Applies the events about a single channel to calls: its start, state, party and end, and who hung up. */
final class ChannelRules {
    private final Calls calls;
    private final Progress progress;
    private final EarlyAnswers early;

    ChannelRules(Calls calls, Progress progress, EarlyAnswers early) {
        this.calls = calls;
        this.progress = progress;
        this.early = early;
    }

    void apply(ChannelChange.OfChannel change, long time) {
        if (change instanceof ChannelChange.Began) {
            calls.comesAgain(change.channel());
        }
        Channel channel = calls.linked(change.channel(), time);
        if (channel == null) {
            return;
        }
        if (change instanceof ChannelChange.HungUp hungUp) {
            channel.setCause(hungUp.cause(), hungUp.causeText());
            if (hungUp.channel().isUp()) {
                channel.endsUp();
            }
            ServiceRules.variables(channel, hungUp.channel());
            leavesQueue(channel, hungUp.channel());
            calls.hangUp(channel, time, false);
            progress.ringEnds(channel, time);
            progress.holdsEnd(channel.call(), time);
            return;
        }
        calls.bridges().lives(channel);
        if (change instanceof ChannelChange.Began began) {
            channel.startsAt(time);
            channel.call().startsBy(time);
            channel.beganWanting(began.channel().exten());
            if (Origin.isFromNowhere(channel)) {
                channel.call().setOrigin(channel.call().origin().withExten(early.take(channel)));
            }
            enterState(channel, began.state(), change.channel(), time);
        } else if (change instanceof ChannelChange.StateChanged changed) {
            if (changed.state() == ChannelChange.State.CALLING && channel.dial() == null && channel.upAt() == 0) {
                // the channel of an analogue phone is created when the phone is lifted, before all digits are dialled
                channel.beganWanting(changed.channel().exten());
            }
            enterState(channel, changed.state(), change.channel(), time);
        } else if (change instanceof ChannelChange.PartyNamed named) {
            channel.takeParty(named.channel());
        } else if (change instanceof ChannelChange.Renamed renamed) {
            channel.rename(renamed.name());
            calls.bridges().recount(channel, time);
        } else if (change instanceof ChannelChange.HangupRequested requested) {
            if (channel.call().hasFacts()) {
                channel.call()
                        .facts()
                        .queues()
                        .endRequested(channel, requested.channel().step());
            }
            if (requested.by() == ChannelChange.Request.ORDER) {
                channel.hangupIsOrdered();
            } else {
                hangupRequested(channel, requested.by(), time);
            }
        }
    }

    /**
     * Called when a channel has ended. If it waited in a queue and ended there without a hang-up request, the caller
     * hung up.
     */
    private static void leavesQueue(Channel channel, Mention mention) {
        if (channel.call().hasFacts()) {
            QueueVisits queues = channel.call().facts().queues();
            long leftAt = queues.ended(channel, mention.step(), mention.isAfterHangup());
            if (leftAt > 0 && channel.hangsUpSilently()) {
                hangupRequested(channel, ChannelChange.Request.REMOTE, leftAt);
            }
        }
    }

    private void enterState(Channel channel, ChannelChange.State state, Mention mention, long time) {
        channel.takeNumber(mention);
        ServiceRules.variables(channel, mention);
        if (state == ChannelChange.State.RINGING) {
            channel.rings(time);
            progress.rings(channel, time);
        } else if (state == ChannelChange.State.UP && channel.up(time)) {
            progress.ringEnds(channel, time);
            answeredByPbx(channel, time);
        } else if (state == ChannelChange.State.BUSY) {
            channel.call().conversation().refusedByPbx(channel);
        }
    }

    /**
     * Reports that the PBX answered the caller. Does not report this while phones are being dialled, because the caller
     * is then about to talk with one of them.
     */
    private void answeredByPbx(Channel channel, long time) {
        Call call = channel.call();
        if (call.settings().progress() && call.conversation().talkedAt() == 0 && channel == Parties.caller(call)) {
            Rounds rounds = Rounds.of(call);
            if (!rounds.isOpen() && rounds.result() != DialResult.ANSWERED) {
                progress.announce(call, CallState.ANSWERED_BY_PBX, time);
            }
        }
    }

    private static void hangupRequested(Channel channel, ChannelChange.Request by, long time) {
        boolean remote =
                by == ChannelChange.Request.REMOTE || by == ChannelChange.Request.REMOTE_OR_PBX && channel.isDialling();
        if (!remote || channel.isLocal()) {
            return;
        }
        channel.requestsHangup(time);
        Call call = channel.call();
        if (call.conversation().hungUpBy() == null) {
            Channel caller = Parties.caller(call);
            if (channel == caller && (!call.origin().isByPbx() || channel.upAt() > 0)) {
                call.conversation().setHungUpBy(HungUpBy.CALLER, channel, time);
            } else if (channel.isTalking()
                    || channel.upAt() > 0 && (Parties.isHandedOnBy(call, caller) || Parties.isCallerAbsent(call))) {
                call.conversation().setHungUpBy(HungUpBy.CALLED, channel, time);
            }
        }
    }
}
