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
package io.github.camelami.call;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** A bridge and the channels in it. Bridges that are joined by a Local channel connect people as one bridge does. */
final class CallBridge {
    final String id;
    final Set<CallChannel> members = new LinkedHashSet<>(4);
    boolean holding;
    boolean talking;

    CallBridge(String id) {
        this.id = id;
    }

    /**
     * Finds out who talks, for this bridge and those that are joined to it.
     *
     * @param seen whether an event tells it, not a list
     * @return the calls in which two parties talk for the first time now
     */
    List<OpenCall> recount(long time, boolean seen) {
        List<CallBridge> joined = joined();
        int parties = 0;
        Set<OpenCall> calls = new HashSet<>(4);
        for (CallBridge bridge : joined) {
            for (CallChannel member : bridge.members) {
                calls.add(member.call);
                parties += member.isParty() || isAnsweringDialplan(member) ? 1 : 0;
            }
        }
        boolean now = parties >= 2;
        for (CallBridge bridge : joined) {
            bridge.talking = now && !bridge.holding;
        }
        List<OpenCall> answered = List.of();
        for (OpenCall call : calls) {
            if (call.recountTalk(time, seen)) {
                answered = answered.isEmpty() ? new ArrayList<>(1) : answered;
                answered.add(call);
            }
        }
        return answered;
    }

    /** Behind a Local channel that leads to no bridge stands what its dialplan lets speak; CDR calls that answered too. */
    private static boolean isAnsweringDialplan(CallChannel member) {
        return member.local
                && !member.ended
                && !member.zombie
                && (member.otherHalf == null || member.otherHalf.bridge == null);
    }

    private List<CallBridge> joined() {
        List<CallBridge> joined = new ArrayList<>(2);
        joined.add(this);
        for (int i = 0; i < joined.size(); i++) {
            for (CallChannel member : joined.get(i).members) {
                if (isPassage(member) && !joined.contains(member.otherHalf.bridge)) {
                    joined.add(member.otherHalf.bridge);
                }
            }
        }
        return joined;
    }

    private static boolean isPassage(CallChannel member) {
        return member.otherHalf != null
                && member.otherHalf.bridge != null
                && !member.otherHalf.bridge.holding
                && !member.bridge.holding;
    }
}
