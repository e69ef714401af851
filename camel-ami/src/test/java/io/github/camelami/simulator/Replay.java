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

import io.github.camelami.message.AmiEvent;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * Plays the file of a {@link PbxRecorder}. From its creation on, the PBX answers CoreShowChannels, QueueStatus and Agents
 * with what the recording tells up to the event that was played last.
 */
public final class Replay {

    private final SimulatedPbx pbx;
    private final Recording recording;
    private final ReplayedChannels channels;
    private final ReplayedQueues queues;
    private double speed = 1;

    Replay(SimulatedPbx pbx, Path file) {
        this.pbx = pbx;
        recording = Recording.read(file);
        channels = new ReplayedChannels(recording.list("CoreShowChannels"), startedAt());
        queues = new ReplayedQueues(recording.list("QueueStatus"));
        pbx.on("CoreShowChannels", this::listChannels);
        pbx.on("QueueStatus", this::listQueues);
        pbx.on("Agents", this::listAgents);
    }

    private long startedAt() {
        return recording.size() == 0 ? 0 : event(recording.events().get(0)).occurredAt();
    }

    /**
     * Sets how many times as fast as recorded the events are played. The default is 1.
     *
     * @throws IllegalArgumentException if the speed is not above 0
     */
    public Replay speed(double value) {
        speed = Playback.checked(value);
        return this;
    }

    /** Plays the events without any interval. */
    public Replay atOnce() {
        return speed(Double.MAX_VALUE);
    }

    /**
     * Sends the events to every session that is logged in and may receive them. The future completes with the number of
     * events, after the last one has been sent.
     */
    public CompletableFuture<Integer> start() {
        return new Playback(pbx, recording, speed, this::apply).start();
    }

    private synchronized void apply(OutgoingEvent outgoing) {
        AmiEvent event = event(outgoing);
        channels.apply(event);
        queues.apply(event);
    }

    private static AmiEvent event(OutgoingEvent outgoing) {
        return AmiEvent.parse(WireText.decode(outgoing.bytes()));
    }

    private synchronized Reply listChannels(ReceivedAction action) {
        return Reply.success("Channels will follow").list("CoreShowChannelsComplete", channels.items(action));
    }

    private synchronized Reply listQueues(ReceivedAction action) {
        return Reply.success("Queue status will follow").list("QueueStatusComplete", queues.items(action));
    }

    private Reply listAgents(ReceivedAction action) {
        List<SimulatedEvent> agents = recording.list("Agents").stream()
                .map(fields -> {
                    SimulatedEvent item = SimulatedEvent.named("Agents").withIdOf(action);
                    fields.forEach((name, value) -> {
                        if (!name.equals("Event")) {
                            item.with(name, value);
                        }
                    });
                    return item;
                })
                .toList();
        return Reply.success("Agents will follow").list("AgentsComplete", agents);
    }
}
