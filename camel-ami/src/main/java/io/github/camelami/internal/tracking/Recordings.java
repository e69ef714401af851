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

/** The recordings of a call. */
final class Recordings {
    private final int max;
    private FactList<Recorded> recordings;

    Recordings(int max) {
        this.max = max;
    }

    private static final class Recorded {
        private final Channel channel;
        private final String name;
        private final long startedAt;
        private String file;
        private long endedAt;

        Recorded(Channel channel, long startedAt) {
            this.channel = channel;
            this.name = channel.name();
            this.startedAt = startedAt;
        }
    }

    void start(Channel channel, long time) {
        recordings = recordings == null ? new FactList<>(max) : recordings;
        recordings.add(new Recorded(channel, time));
    }

    boolean hasAny() {
        return recordings != null;
    }

    void setFile(Channel channel, String file) {
        all().forEach(recorded -> {
            if (recorded.channel == channel && recorded.endedAt == 0) {
                recorded.file = file;
            }
        });
    }

    void end(Channel channel, long time) {
        end(channel, 0, Math.max(1, time));
    }

    /** Continues the recordings of a channel, because its end was inferred too early. */
    void goOn(Channel channel, long endedAt) {
        end(channel, endedAt, 0);
    }

    private void end(Channel channel, long from, long to) {
        all().forEach(recorded -> {
            if (recorded.channel == channel && recorded.endedAt == from) {
                recorded.endedAt = to;
            }
        });
    }

    private List<Recorded> all() {
        return recordings == null ? List.of() : recordings.all();
    }

    void addAll(Recordings younger) {
        if (recordings == null) {
            recordings = younger.recordings;
        } else if (younger.recordings != null) {
            recordings.addAll(younger.recordings);
        }
    }

    int omitted() {
        return recordings == null ? 0 : recordings.omitted();
    }

    List<Recording> view() {
        return all().stream()
                .map(recorded -> Recording.builder()
                        .channel(recorded.name)
                        .file(recorded.file)
                        .startedAt(Moments.millis(recorded.startedAt))
                        .endedAt(Moments.millisOrNull(recorded.endedAt))
                        .build())
                .toList();
    }
}
