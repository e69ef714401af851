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
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** Applies queue, transfer, parking, recording and voicemail events to calls. */
final class ServiceRules {
    private static final String RECORDING_FILE = "MIXMONITOR_FILENAME";

    private final Calls calls;
    private final Progress progress;
    private final Mailboxes mailboxes;

    ServiceRules(Calls calls, Progress progress, Mailboxes mailboxes) {
        this.calls = calls;
        this.progress = progress;
        this.mailboxes = mailboxes;
    }

    void apply(ChannelChange.OfService change, long time) {
        if (change instanceof ChannelChange.Transferred transferred) {
            transferred(transferred, time);
        } else if (change instanceof ChannelChange.Parked parked) {
            Channel parkee = calls.revived(parked.parkee(), time);
            if (parkee != null) {
                Channel by = connectedAs(parkee.call(), parked.by());
                parkee.call().facts().parkings().add(new ParkingStay(parked, by, time));
                parkee.call().conversation().goesOnFor(parkee);
                progress.announce(parkee.call(), CallState.PARKED, time);
            }
        } else if (change instanceof ChannelChange.Unparked unparked) {
            Channel parkee = calls.revived(unparked.parkee(), time);
            calls.revived(unparked.retriever(), time);
            if (parkee != null) {
                parkee.call().facts().parkings().ended(unparked.outcome(), time);
                progress.announce(parkee.call(), CallState.UNPARKED, time);
            }
        } else if (change instanceof ChannelChange.Recorded recorded) {
            recorded(recorded, time);
        } else if (change instanceof ChannelChange.MailboxReported reported) {
            mailbox(reported, time);
        } else {
            queue(change, time);
        }
    }

    /**
     * Records that a caller has left a message. Discards this if the channel turns out to be that of a user who looks
     * into the user's own mailbox, because the message was then one that the user forwarded.
     */
    private void mailbox(ChannelChange.MailboxReported change, long time) {
        boolean rises = mailboxes.rises(change.mailbox(), change.unheard());
        Channel channel = calls.revived(change.channel(), time);
        if (channel == null) {
            return;
        }
        Call call = channel.call();
        if (isOwner(channel, change.mailbox())) {
            if (call.hasFacts()) {
                call.facts().setMessageLeft(false);
            }
        } else if (rises || change.unheard() > 0 && !Rounds.of(call).isEmpty()) {
            call.facts().setMessageLeft(true);
        }
    }

    /** Whether the mailbox, such as {@code 8201@default}, is that of the phone itself, by its number or its device. */
    private static boolean isOwner(Channel phone, String mailbox) {
        String owner = mailbox.split("@")[0];
        return owner.equals(phone.number())
                || phone.isPhone() && phone.name().matches("[^/]+/" + Pattern.quote(owner) + "-[^-]+");
    }

    /** The channel of this device that is connected in the call, or null. */
    private static Channel connectedAs(Call call, String device) {
        Channel found = null;
        for (Channel channel : call.channels()) {
            boolean of = device != null && channel.name().startsWith(device + '-');
            found = of && channel.bridge() != null ? channel : found;
        }
        return found;
    }

    private void transferred(ChannelChange.Transferred change, long time) {
        Channel by = calls.revived(change.by(), time);
        Channel second = calls.revived(change.second(), time);
        Channel who = calls.revived(change.who(), time);
        Channel target = calls.revived(change.target(), time);
        // a waiting agent has a call of its own
        Channel of = by == null || by.isWaiter() && who != null ? who : by;
        if (of != null) {
            if (second != null && change.isDone()) {
                calls.linking().transferred(of, second, time);
                of.call().facts().queues().handOver(second, who);
                Linking.beginsBy(of, second, who);
            }
            Call call = of.call();
            call.facts().transfers().add(change, by, who, second, target, time);
            call.conversation().handedOn();
            call.conversation().recountHold(time);
            if (change.isDone()) {
                progress.announce(call, CallState.TRANSFERRED, time);
            }
        }
    }

    private void recorded(ChannelChange.Recorded change, long time) {
        Channel channel = calls.revived(change.channel(), time);
        if (channel == null) {
            return;
        }
        Recordings recordings = channel.call().facts().recordings();
        if (change.on()) {
            recordings.start(channel, time);
        }
        variables(channel, change.channel());
        if (!change.on()) {
            recordings.end(channel, time);
        }
    }

    private void queue(ChannelChange.OfService change, long time) {
        if (change instanceof ChannelChange.AgentDone done) {
            agentDone(done, time);
        } else if (change instanceof ChannelChange.QueueJoined joined) {
            Channel caller = calls.revived(joined.channel(), time);
            if (caller != null) {
                String step = joined.channel().step();
                caller.call().facts().queues().joined(caller, joined.queue(), joined.position(), step, time);
                caller.call().conversation().goesOnFor(caller);
                progress.announce(caller.call(), CallState.QUEUED, time);
            }
        } else if (change instanceof ChannelChange.QueueAbandoned abandoned) {
            Channel caller = calls.revived(abandoned.channel(), time);
            if (caller != null) {
                caller.call().facts().queues().abandoned(abandoned, caller, time);
            }
        } else if (change instanceof ChannelChange.QueueLeft left) {
            Channel caller = calls.revived(left.channel(), time);
            if (caller != null) {
                caller.call().facts().queues().left(left.queue(), time);
            }
        } else if (change instanceof ChannelChange.AgentRangInVain rang) {
            Channel caller = calls.revived(rang.channel(), time);
            calls.revived(rang.agent(), time);
            if (caller != null) {
                caller.call().facts().queues().rangInVain(rang.queue());
            }
        } else if (change instanceof ChannelChange.AgentConnected connected) {
            Channel caller = calls.revived(connected.channel(), time);
            Channel agent = calls.revived(connected.agent(), time);
            if (caller != null) {
                caller.call().facts().queues().connected(connected, caller, agent, time);
            }
        }
    }

    /**
     * Records the end of the conversation with an agent. The event does not contain a channel that has already ended.
     */
    private void agentDone(ChannelChange.AgentDone change, long time) {
        Channel caller = calls.revived(change.talk().channel(), time);
        Channel agent = calls.revived(change.talk().agent(), time);
        Channel of = caller != null ? caller : agent;
        if (of != null) {
            of.call().facts().queues().completed(change, caller, agent, time);
        } else if (change.talk().channel() == null && change.talk().agent() == null) {
            withoutChannels(change, time);
        }
    }

    /** Records the end of the conversation that matches best, by the member and the length. */
    private void withoutChannels(ChannelChange.AgentDone change, long time) {
        AgentTalk best = null;
        long least = Long.MAX_VALUE;
        for (Call call : calls.open()) {
            for (AgentTalk talk : call.hasFacts()
                    ? call.facts().queues().talksIn(change.talk().queue())
                    : List.<AgentTalk>of()) {
                long distance = talk.distance(change, time);
                if (distance >= 0 && distance < least) {
                    least = distance;
                    best = talk;
                }
            }
        }
        if (best != null) {
            best.completes(change, time);
        }
    }

    /** Stores the channel variables in the event that the option callVariables selects, and the name of a recording. */
    static void variables(Channel channel, Mention mention) {
        Call call = channel.call();
        Set<String> wanted = call.settings().variables();
        boolean records = call.hasFacts() && call.facts().recordings().hasAny();
        if (wanted.isEmpty() && !records) {
            return;
        }
        mention.variables((name, value) -> {
            if (records && name.equals(RECORDING_FILE)) {
                call.facts().recordings().setFile(channel, value);
            }
            if (wanted.contains(name)) {
                call.facts().variable(name, value, channel == call.originator());
            }
        });
    }
}
