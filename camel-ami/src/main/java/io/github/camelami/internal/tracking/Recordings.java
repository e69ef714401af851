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
import java.util.List;
import java.util.stream.Stream;

/** The recordings of a call. */
final class Recordings extends FactList<RecordingMade> {
    Recordings(int max) {
        super(max);
    }

    void start(Channel channel, long time) {
        add(new RecordingMade(channel, time));
    }

    void setFile(Channel channel, String file) {
        of(channel).forEach(recording -> recording.setFile(file));
    }

    void end(Channel channel, long time) {
        of(channel).forEach(recording -> recording.ends(time));
    }

    /** Continues the recordings of a channel whose end was inferred by mistake. */
    void goOn(Channel channel, long endedAt) {
        of(channel).forEach(recording -> recording.goesOn(endedAt));
    }

    private Stream<RecordingMade> of(Channel channel) {
        return all().stream().filter(recording -> recording.isOf(channel));
    }

    List<Recording> view() {
        return all().stream().map(RecordingMade::view).toList();
    }
}
