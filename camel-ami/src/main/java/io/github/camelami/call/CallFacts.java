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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** What happened in a call beside ringing and talking; each list has a bound, beyond which facts are counted only. */
final class CallFacts {

    /** A stay in a queue that may not be over. */
    private static final class Visit {
        String queue;
        int position;
        long joinedAt;
        long leftAt;
        long connectedAt;
        QueueOutcome outcome = QueueOutcome.WAITING;
        String agent;
        String agentName;
        int rangInVain;
        Long talkTime;
        String completedBy;

        long waitTime(long now) {
            long until = connectedAt > 0 ? connectedAt : leftAt > 0 ? leftAt : now;
            return Math.max(0, until - joinedAt);
        }
    }

    private static final class Recorded {
        String uniqueid;
        String channel;
        String file;
        long startedAt;
        long endedAt;
    }

    private final int max;
    private List<Visit> visits = List.of();
    private List<Transfer> transfers = List.of();
    private List<Parking> parkings = List.of();
    private List<Recorded> recordings = List.of();
    private Map<String, String> variables = Map.of();
    String pickedUpBy;
    int omitted;

    CallFacts(int max) {
        this.max = max;
    }

    void joinedQueue(String queue, int position, long time) {
        Visit visit = waiting(queue);
        if (visit == null) {
            visit = new Visit();
            visit.queue = queue;
            visits = with(visits, visit);
        }
        // else it was listed before its event came; the event is exact
        visit.position = position;
        visit.joinedAt = time;
    }

    void rangInVain(String queue) {
        Visit visit = visit(queue);
        if (visit != null) {
            visit.rangInVain++;
        }
    }

    /** @param holdTime in seconds, as the queue tells it, for a visit whose start was missed */
    void connected(String queue, String agent, String agentName, long holdTime, long time) {
        Visit visit = visit(queue);
        if (visit == null) {
            joinedQueue(queue, 0, time - holdTime * 1000);
            visit = visit(queue);
        }
        if (visit != null) {
            visit.connectedAt = time;
            visit.outcome = QueueOutcome.CONNECTED;
            visit.agent = agent;
            visit.agentName = agentName;
        }
    }

    void leftQueue(String queue, boolean abandoned, long time) {
        Visit visit = visit(queue);
        if (visit != null) {
            visit.leftAt = visit.leftAt == 0 ? time : visit.leftAt;
            if (visit.outcome == QueueOutcome.WAITING) {
                visit.outcome = abandoned ? QueueOutcome.ABANDONED : QueueOutcome.LEFT;
            }
        }
    }

    void completed(String queue, Long talkTime, String by) {
        Visit visit = visit(queue);
        if (visit != null) {
            visit.talkTime = talkTime;
            visit.completedBy = by;
        }
    }

    void transferred(Transfer transfer) {
        transfers = with(transfers, transfer);
    }

    void parked(String lot, String space, String by, long time) {
        parkings = with(parkings, Parking.builder().lot(lot).space(space).parkedAt(time).by(by).build());
    }

    void unparked(String how, long time) {
        int last = parkings.size() - 1;
        if (last >= 0 && parkings.get(last).endedAt() == null) {
            Parking p = parkings.get(last);
            ParkingOutcome outcome =
                    switch (how) {
                        case "ParkedCallTimeOut" -> ParkingOutcome.TIMED_OUT;
                        case "ParkedCallGiveUp" -> ParkingOutcome.GIVEN_UP;
                        case "ParkedCallSwap" -> ParkingOutcome.SWAPPED;
                        default -> ParkingOutcome.FETCHED;
                    };
            parkings.set(
                    last,
                    Parking.builder()
                            .lot(p.lot())
                            .space(p.space())
                            .parkedAt(p.parkedAt())
                            .endedAt(time)
                            .outcome(outcome)
                            .by(p.by())
                            .build());
        }
    }

    void recordingStarted(CallChannel channel, long time) {
        Recorded recorded = new Recorded();
        recorded.uniqueid = channel.uniqueid;
        recorded.channel = channel.name;
        recorded.startedAt = time;
        recordings = with(recordings, recorded);
    }

    void recordedTo(String uniqueid, String file) {
        recordings(uniqueid, 0).forEach(recorded -> recorded.file = file);
    }

    void recordingsEnd(String uniqueid, long time) {
        recordings(uniqueid, 0).forEach(recorded -> recorded.endedAt = time);
    }

    /** The end of the channel was concluded too early. */
    void recordingsGoOn(String uniqueid, long endedAt) {
        recordings(uniqueid, endedAt).forEach(recorded -> recorded.endedAt = 0);
    }

    private Stream<Recorded> recordings(String uniqueid, long endedAt) {
        return recordings.stream().filter(r -> r.uniqueid.equals(uniqueid) && r.endedAt == endedAt);
    }

    boolean hasRecording() {
        return !recordings.isEmpty();
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

    void addAll(CallFacts other) {
        other.visits.forEach(visit -> visits = with(visits, visit));
        other.transfers.forEach(this::transferred);
        other.parkings.forEach(parking -> parkings = with(parkings, parking));
        other.recordings.forEach(recording -> recordings = with(recordings, recording));
        other.variables.forEach((name, value) -> variable(name, value, false));
        pickedUpBy = pickedUpBy == null ? other.pickedUpBy : pickedUpBy;
        omitted += other.omitted;
    }

    boolean waitsIn(String queue) {
        Visit visit = visit(queue);
        return visit != null && visit.leftAt == 0;
    }

    boolean isConnectedByQueue() {
        return visits.stream().anyMatch(visit -> visit.outcome == QueueOutcome.CONNECTED);
    }

    boolean hasQueued() {
        return !visits.isEmpty();
    }

    long lastLeftQueueAt() {
        long last = 0;
        for (Visit visit : visits) {
            last = visit.leftAt == 0 ? Long.MAX_VALUE : Math.max(last, visit.leftAt);
        }
        return last;
    }

    long queueTime(long now) {
        long sum = 0;
        for (Visit visit : visits) {
            sum += visit.waitTime(now);
        }
        return sum;
    }

    List<QueueVisit> queues(long now) {
        return visits.stream()
                .map(v -> QueueVisit.builder()
                        .queue(v.queue)
                        .position(v.position)
                        .joinedAt(v.joinedAt)
                        .leftAt(CallChannel.orNull(v.leftAt))
                        .waitTime(v.waitTime(now))
                        .outcome(v.outcome)
                        .agent(v.agent)
                        .agentName(v.agentName)
                        .rangInVain(v.rangInVain)
                        .talkTime(v.talkTime)
                        .completedBy(v.completedBy)
                        .build())
                .toList();
    }

    List<Transfer> transfers() {
        return transfers;
    }

    List<Parking> parkings() {
        return parkings;
    }

    List<Recording> recordings() {
        return recordings.stream()
                .map(r -> Recording.builder()
                        .channel(r.channel)
                        .file(r.file)
                        .startedAt(r.startedAt)
                        .endedAt(CallChannel.orNull(r.endedAt))
                        .build())
                .toList();
    }

    Map<String, String> variables() {
        return variables;
    }

    private Visit visit(String queue) {
        for (int i = visits.size() - 1; i >= 0; i--) {
            if (visits.get(i).queue.equals(queue)) {
                return visits.get(i);
            }
        }
        return null;
    }

    private Visit waiting(String queue) {
        Visit visit = visit(queue);
        return visit != null && visit.outcome == QueueOutcome.WAITING ? visit : null;
    }

    private <T> List<T> with(List<T> list, T fact) {
        if (list.size() >= max) {
            omitted++;
            return list;
        }
        List<T> longer = list.isEmpty() ? new ArrayList<>(2) : list;
        longer.add(fact);
        return longer;
    }
}
