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

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The data of a call that is not about ringing or talking: queues, transfers, parking, recordings and so on. */
final class CallFacts {
    private final QueueVisits queues;
    private final Transfers transfers;
    private final Parkings parkings;
    private final Recordings recordings;
    private final FactList<MergedBeginning> beginnings;
    private Map<String, String> variables = Map.of();
    private String pickedUpBy;
    private boolean messageLeft;
    private int omitted;
    private long firstOmittedDialAt;

    CallFacts(int max) {
        queues = new QueueVisits(max);
        transfers = new Transfers(max);
        parkings = new Parkings(max);
        recordings = new Recordings(max);
        beginnings = new FactList<>(max);
    }

    QueueVisits queues() {
        return queues;
    }

    Transfers transfers() {
        return transfers;
    }

    Parkings parkings() {
        return parkings;
    }

    Recordings recordings() {
        return recordings;
    }

    /** The {@link MergedBeginning}s of the calls that were merged into this one. */
    FactList<MergedBeginning> beginnings() {
        return beginnings;
    }

    Map<String, String> variables() {
        return variables;
    }

    void variable(String name, String value, boolean wins) {
        if (variables.isEmpty()) {
            variables = new LinkedHashMap<>(4);
        }
        if (wins) {
            variables.put(name, value);
        } else {
            variables.putIfAbsent(name, value);
        }
    }

    String pickedUpBy() {
        return pickedUpBy;
    }

    void setPickedUpBy(String channel) {
        pickedUpBy = channel;
    }

    /** Whether the caller recorded a voicemail message. */
    boolean isMessageLeft() {
        return messageLeft;
    }

    void setMessageLeft(boolean left) {
        messageLeft = left;
    }

    void addAll(CallFacts younger) {
        queues.addAll(younger.queues);
        transfers.addAll(younger.transfers);
        parkings.addAll(younger.parkings);
        recordings.addAll(younger.recordings);
        beginnings.addAll(younger.beginnings);
        younger.variables.forEach((name, value) -> variable(name, value, false));
        pickedUpBy = pickedUpBy == null ? younger.pickedUpBy : pickedUpBy;
        messageLeft |= younger.messageLeft;
        omitted += younger.omitted;
        omitDial(younger.firstOmittedDialAt);
    }

    void omitLegs(List<Channel> legs) {
        omit(legs.size());
        legs.forEach(leg -> omitDial(leg.dial() == null ? 0 : leg.dial().startedAt()));
    }

    private void omitDial(long at) {
        firstOmittedDialAt = firstOmittedDialAt == 0 || at > 0 && at < firstOmittedDialAt ? at : firstOmittedDialAt;
    }

    /** The moment when the first of the omitted legs was dialled, or 0. */
    long firstOmittedDialAt() {
        return firstOmittedDialAt;
    }

    void omit(int count) {
        omitted += count;
    }

    int omitted() {
        return omitted + queues.omitted() + transfers.omitted() + parkings.omitted() + recordings.omitted();
    }
}
