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

import io.github.camelami.message.AmiEvent;
import java.util.List;

/** The events about an AGI command: its result, or the report that AGI no longer controls the call. */
final class AgiEvents implements OutcomeEvents {
    private final String channel;
    private final LeftAgi left;
    private AmiEvent exec;
    private AmiEvent end;

    /** @param left the channels that have left AGI */
    AgiEvents(String channel, LeftAgi left) {
        this.channel = channel;
        this.left = left;
    }

    @Override
    public boolean take(AmiEvent event) {
        switch (LeftAgi.name(event)) {
            case "AsyncAGIExec" -> exec = event;
            case "AsyncAGIEnd", "Hangup" -> {
                if (!LeftAgi.isOf(channel, event)) {
                    return false;
                }
                end = event;
            }
            default -> {
                return false;
            }
        }
        return true;
    }

    @Override
    public boolean isKnown() {
        return exec != null || end() != null;
    }

    @Override
    public boolean isComplete() {
        return end() != null || exec != null && !mayBeHangup(String.valueOf(exec.first("Result")));
    }

    private AmiEvent end() {
        return end != null ? end : left.end(channel);
    }

    /** Whether this may be the result of a command that a hang-up interrupted. In that case, AsyncAGIEnd follows. */
    private static boolean mayBeHangup(String result) {
        return result.startsWith("511") || result.matches("(?s)\\d+%20result%3D-1(%.*|\\s*)");
    }

    @Override
    public AmiEvent outcome() {
        return exec;
    }

    @Override
    public List<AmiEvent> ends() {
        AmiEvent known = end();
        return known == null ? List.of() : List.of(known);
    }

    @Override
    public String missing() {
        return "queued, but no AsyncAGIExec (which needs read=agi)";
    }
}
