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

/** What the channels show of the conversation of a caller with the agent of a queue, for the tracker of queues. */
public final class VisitTalk {
    private final AgentTalk talk;
    private final Channel caller;
    private final Output output;

    VisitTalk(AgentTalk talk, Channel caller, Output output) {
        this.talk = talk;
        this.caller = caller;
        this.output = output;
    }

    /**
     * Whether the agent has transferred the caller, and the queue does not see this, because the agent's phone is behind
     * a Local channel.
     */
    public boolean isHandedOn() {
        return talk.isByLocal() && handedOnAt() > 0;
    }

    /** Whether the call has ended. */
    public boolean isOver() {
        return !caller.call().isLive();
    }

    private long handedOnAt() {
        return talk.handedOnAt(caller.call());
    }

    /** How long the agent's phone has talked, in milliseconds. An agent who waits for callers has a call of its own. */
    public long talkTime() {
        Channel phone = talk.phone();
        long handedOnAt = handedOnAt();
        return phone == null && handedOnAt > 0
                ? Moments.between(talk.since(), handedOnAt)
                : phone == null ? 0 : phone.talkTime(output.now());
    }

    /** Whether it was not the agent's phone that took the call, but a voicemail, for example. */
    public boolean isInVain() {
        return talk.isInVain(caller.call()) && caller.call().missedEventsAt() == 0;
    }

    /**
     * Whether the caller and the agent continue to talk, although the queue has reported the end. This happens if a
     * Local channel between them is optimised away.
     */
    public boolean goesOn() {
        Channel phone = talk.phone();
        Channel party = talk.party();
        return talk.isOptimised()
                && handedOnAt() == 0
                && phone != null
                && !phone.isEnded()
                && party != null
                && !party.isEnded();
    }

    /** Whether they continued to talk for so long that the reported end was not that of the conversation. */
    public boolean wentOn() {
        return talk.wentOnUntil(leftAt(talk.phone()));
    }

    /** Who ended a conversation that {@link #wentOn}. */
    public String endedBy() {
        if (handedOnAt() > 0) {
            return AgentTalk.TRANSFER;
        }
        return leftAt(talk.phone()) < leftAt(talk.party()) ? AgentTalk.AGENT : AgentTalk.CALLER;
    }

    /** When the channel left its last bridge; now, if it is still in it. */
    private long leftAt(Channel channel) {
        return channel == null || channel.bridge() != null ? output.now() : channel.leftBridgeAt();
    }
}
