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
package io.github.camelami.simulator;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;

/** A call that the PBX plays. The test that has started the call uses this object to follow it and to hang up. */
public final class SimulatedCall {

    private final String linkedid;
    private final List<SimulatedChannel> channels = new CopyOnWriteArrayList<>();
    private final CompletableFuture<CallOutcome> dialled = new CompletableFuture<>();
    private final CompletableFuture<SimulatedCall> ended = new CompletableFuture<>();
    private volatile CallScript script;

    SimulatedCall(String linkedid) {
        this.linkedid = linkedid;
    }

    /** The Linkedid of the call, which is the Uniqueid of its first channel. All events of the call have it. */
    public String linkedid() {
        return linkedid;
    }

    /** The names of the channels that are up. */
    public List<String> channelNames() {
        return channels.stream().map(channel -> channel.name).toList();
    }

    /** Completes with the result of dialling the extension. */
    public CompletableFuture<CallOutcome> dialled() {
        return dialled;
    }

    /** Completes when the last channel is hung up. */
    public CompletableFuture<SimulatedCall> ended() {
        return ended;
    }

    /**
     * Hangs up the call with cause 16 (normal clearing). Returns at once. A thread of the PBX hangs up a moment later.
     */
    public void hangup() {
        hangup(16);
    }

    /** Hangs up the call with this cause, in the same way as {@link #hangup()}. */
    public void hangup(int cause) {
        script.hangup(cause);
    }

    void play(CallScript callScript) {
        script = callScript;
    }

    void redirect(SimulatedChannel channel, String context, String exten) {
        script.redirect(channel, context, exten);
    }

    void park(SimulatedChannel channel) {
        script.park(channel);
    }

    void abandon() {
        script.abandon();
    }

    List<SimulatedChannel> channels() {
        return channels;
    }

    @Override
    public String toString() {
        return "call " + linkedid + " " + channelNames();
    }
}
