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

/** Applies dial events to calls. */
final class DialRules {
    private final Calls calls;
    private final Progress progress;
    private final EarlyAnswers early;

    DialRules(Calls calls, Progress progress, EarlyAnswers early) {
        this.calls = calls;
        this.progress = progress;
        this.early = early;
    }

    void apply(ChannelChange.OfDial change, long time) {
        if (change instanceof ChannelChange.Dialled dialled) {
            dialled(dialled, time);
        } else if (change instanceof ChannelChange.Rang rang) {
            variables(calls.revived(rang.caller(), time), rang.caller());
            Channel dest = calls.revived(rang.dest(), time);
            if (dest != null) {
                dest.rings(time);
                progress.rings(dest, time);
            }
        } else if (change instanceof ChannelChange.Progressed progressed) {
            Channel dest = calls.revived(progressed.dest(), time);
            if (dest != null) {
                dest.alerts();
            }
        } else if (change instanceof ChannelChange.DialEnded ended) {
            ended(ended, time);
        } else if (change instanceof ChannelChange.PickedUp picked) {
            Channel by = calls.revived(picked.channel(), time);
            Channel target = calls.revived(picked.target(), time);
            Call call = target != null ? target.call() : by == null ? null : by.call();
            if (call != null && by != null) {
                call.facts().setPickedUpBy(by.name());
            }
            if (by != null && target != null && target != by && target.dial() != null) {
                // Asterisk reports no end of this attempt
                target.dial().ends("CANCEL", null, time);
                if (by.dial() != null) {
                    // a busy Asterisk reports the answer before the pickup
                    by.dial().showsAs(target.dial());
                }
            }
        } else if (change instanceof ChannelChange.Originated originated) {
            originated(originated, time);
        }
    }

    private void dialled(ChannelChange.Dialled change, long time) {
        Channel caller = calls.revived(change.caller(), time);
        Channel dest = calls.revived(change.dest(), time);
        if (caller != null && dest != null) {
            calls.linking().dialled(dest, caller);
        }
        if (caller != null && caller.wanted() == null) {
            // the call came in without a dialled number, for example on an analogue line
            caller.wants(change.caller().exten());
        }
        variables(caller, change.caller());
        if (dest == null || dest.dial() != null && dest.dial().isOpen()) {
            return;
        }
        int round = caller == null ? 0 : caller.attempts().begin();
        Call call = dest.call();
        dest.dialledBy(dial(change, caller, round, time), change.dest().name());
        if (change.caller() == null && dest == call.originator()) {
            call.setOrigin(call.origin().byPbx().withExten(early.take(dest)));
        }
        call.conversation().goesOn();
        progress.rings(dest, time);
    }

    private static Dial dial(ChannelChange.Dialled change, Channel caller, int round, long time) {
        Mention to = change.dest();
        String shown = to.connectedNumber();
        String shownName = to.connectedName();
        if (shown == null && change.caller() != null) {
            shown = change.caller().number();
            shownName = change.caller().name();
        }
        // the String of the caller is reused, to save memory
        if (caller != null && shown != null && shown.equals(caller.number())) {
            shown = caller.number();
        }
        if (caller != null && shownName != null && shownName.equals(caller.callerName())) {
            shownName = caller.callerName();
        }
        return new Dial(caller, number(change, caller), shown, shownName, round, time);
    }

    private static String number(ChannelChange.Dialled change, Channel caller) {
        Mention to = change.dest();
        String wanted = caller == null ? null : caller.wanted();
        String number = DialledNumber.of(to.channel(), change.dialString(), to.number(), to.rawExten(), wanted);
        // an analogue line that is dialled by its port has no number
        return number == null && change.caller() != null ? change.caller().exten() : number;
    }

    /**
     * Stores the caller's variables, so that the variables that the dialplan has set are known before the phones ring.
     */
    private static void variables(Channel caller, Mention mention) {
        if (caller != null) {
            ServiceRules.variables(caller, mention);
        }
    }

    private void ended(ChannelChange.DialEnded change, long time) {
        Channel caller = calls.revived(change.caller(), time);
        Channel dest = calls.revived(change.dest(), time);
        if (dest == null) {
            return;
        }
        if (dest.dial() == null) {
            // the call was picked up, or was dialled before the first login
            int round = caller == null ? 0 : caller.attempts().begin();
            Dial instead = pickedUp(caller, dest);
            long since = instead == null && !dest.isStartSeen() ? dest.startedAt() : time;
            String shown = instead == null ? change.dest().connectedNumber() : instead.shownNumber();
            String shownName = instead == null ? change.dest().connectedName() : instead.shownName();
            dest.dialledBy(new Dial(caller, null, shown, shownName, round, since), dest.callerName());
        }
        boolean ends = dest.dial().isOpen();
        dest.dial().ends(change.status(), change.forwardedTo(), time);
        if (ends
                && "CANCEL".equals(change.status())
                && caller != null
                && caller.hangsUpSilently()
                && !caller.isHangupOrdered()) {
            caller.call().conversation().noteLeaving(caller, time);
        }
        if ("ANSWER".equals(change.status())) {
            dest.takeParty(change.dest());
            dest.up(time);
        }
        progress.ringEnds(dest, time);
    }

    /** The last attempt to dial a phone for which this channel has picked up the call, or null. */
    private static Dial pickedUp(Channel caller, Channel by) {
        Dial last = null;
        if (caller != null
                && caller.call().hasFacts()
                && by.name().equals(caller.call().facts().pickedUpBy())) {
            for (Channel channel : caller.call().channels()) {
                Dial dial = channel.dial();
                last = dial != null && dial.caller() == caller && dial.hasStatus("CANCEL") ? dial : last;
            }
        }
        return last;
    }

    /**
     * Records the extension of an Originate. If the Originate has failed, the event does not contain the Uniqueid of
     * the channel. The channel is then found by its name, which begins with the dialled resource.
     */
    private void originated(ChannelChange.Originated change, long time) {
        if (change.exten() == null) {
            return;
        }
        if (change.channel() != null) {
            String uniqueid = change.channel().uniqueid();
            Channel channel = calls.known(uniqueid);
            if (channel == null) {
                early.keep(uniqueid, change.exten(), false, time);
            } else if (channel == channel.call().originator()) {
                channel.call().setOrigin(channel.call().origin().withExten(change.exten()));
            }
        } else if (change.name() != null) {
            Call call = ofFailed(change.name());
            if (call == null) {
                early.keep(change.name(), change.exten(), true, time);
            } else {
                call.setOrigin(call.origin().withExten(change.exten()));
            }
        }
    }

    private Call ofFailed(String toBeCalled) {
        Call found = null;
        for (Call call : calls.open()) {
            boolean fits = (call.origin().isByPbx() || Origin.isFromNowhere(call.originator()))
                    && call.origin().exten() == null
                    && EarlyAnswers.isOf(toBeCalled, call.originator());
            found = fits && (found == null || !call.isLive()) ? call : found;
        }
        return found;
    }
}
