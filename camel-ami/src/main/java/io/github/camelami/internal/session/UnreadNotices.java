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
package io.github.camelami.internal.session;

import java.util.ArrayList;
import java.util.List;

/**
 * Merges adjacent notices in a buffer, so that their number remains limited if the connection is repeatedly lost while
 * the route reads nothing. The result is one loss, from the first to the last login, and one gap with all dropped
 * events.
 */
final class UnreadNotices {
    private UnreadNotices() {}

    /** Merges the markers between two events: notices, gaps, a snapshot, and places of answers. */
    static List<Marker> merged(List<Marker> run) {
        int first = 0;
        while (first < run.size() && !is(run.get(first), Notice.Kind.Disconnected)) {
            first++;
        }
        int last = run.size() - 1;
        while (last > first && !isLoss(run.get(last))) {
            last--;
        }
        return last <= first
                ? joined(run)
                : joined(merged(
                        run.subList(0, first + 1),
                        run.subList(first + 1, last + 1),
                        run.subList(last + 1, run.size())));
    }

    private static List<Marker> merged(List<Marker> before, List<Marker> logins, List<Marker> after) {
        Notice connected = null;
        Notice loss = null;
        List<Marker> gaps = new ArrayList<>();
        for (Marker each : logins) {
            if (is(each, Notice.Kind.Connected)) {
                connected = connected == null ? (Notice) each : ((Notice) each).with(connected);
            } else if (isLoss(each)) {
                loss = loss == null ? (Notice) each : ((Notice) each).with(loss);
            } else if (each instanceof DroppedRun || is(each, Notice.Kind.Gap)) {
                gaps.add(each);
            }
        }
        List<Marker> merged = new ArrayList<>(before);
        if (connected != null) {
            merged.add(connected);
        }
        merged.add(loss);
        merged.addAll(gaps);
        merged.addAll(after);
        return merged;
    }

    /** Merges adjacent gaps into one. */
    private static List<Marker> joined(List<Marker> run) {
        List<Marker> joined = new ArrayList<>();
        for (Marker each : run) {
            int last = joined.size() - 1;
            if (each instanceof DroppedRun gap && last >= 0 && joined.get(last) instanceof DroppedRun before) {
                joined.set(last, before.and(gap));
            } else {
                joined.add(each);
            }
        }
        return joined;
    }

    private static boolean isLoss(Marker each) {
        return each instanceof Notice notice && notice.isLoss();
    }

    private static boolean is(Marker each, Notice.Kind kind) {
        return each instanceof Notice notice && notice.kind() == kind;
    }
}
