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

import io.github.camelami.call.Recording;

/** A recording of a channel, which may still run. */
final class RecordingMade {
    private final Channel channel;
    private final String name;
    private final long startedAt;
    private String file;
    private long endedAt;

    RecordingMade(Channel channel, long startedAt) {
        this.channel = channel;
        this.name = channel.name();
        this.startedAt = startedAt;
    }

    boolean isOf(Channel recorded) {
        return channel == recorded;
    }

    /**
     * Sets the name of the file, if it is unknown and the recording still runs. The first name is kept, because it
     * comes from the event of the start. If several recordings of the channel run, later events contain the name of the
     * last one.
     */
    void setFile(String to) {
        file = file == null && endedAt == 0 ? to : file;
    }

    void ends(long time) {
        endedAt = endedAt == 0 ? Math.max(1, time) : endedAt;
    }

    /** Continues the recording if it ended at {@code inferredEnd}, because that end was inferred by mistake. */
    void goesOn(long inferredEnd) {
        endedAt = endedAt == inferredEnd ? 0 : endedAt;
    }

    Recording view() {
        return Recording.builder()
                .channel(name)
                .file(file)
                .startedAt(Moments.millis(startedAt))
                .endedAt(Moments.millisOrNull(endedAt))
                .build();
    }
}
