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

import java.io.Serializable;
import java.util.List;
import java.util.Map;

/**
 * A call as the events of the PBX tell it: immutable, of plain values. Times are milliseconds since 1970 and null where
 * nothing happened, durations are milliseconds.
 *
 * @param id the Linkedid that Asterisk gave the call first
 * @param aliases the ids of calls that were merged into this one
 * @param pbx the name of the PBX
 * @param state what has just happened
 * @param direction where the pattern of the trunks tells it, else null
 * @param callerNumber of the originator, as the PBX shows it
 * @param calledNumber the extension that was dialled
 * @param calledName the name of who answered, or rang first
 * @param channel the channel of the originator
 * @param originated whether the PBX itself called the originator (click-to-call, Originate, call file)
 * @param ringingAt the first dial
 * @param answeredAt when two parties talked first; where none did, when the PBX answered; null too where that was missed
 * @param duration from start to end, or to now
 * @param ringTime from the first dial to the answer
 * @param talkTime in which two parties or more were connected
 * @param holdTime in which one of them held the line
 * @param queueTime waited in queues
 * @param disposition what became of it, as far as is known
 * @param cause Asterisk's hang-up cause
 * @param partial whether events of it were missed: it was joined in the middle, or the connection was lost meanwhile
 * @param synthetic whether its end was concluded, not told by the PBX; {@code end} says from what
 * @param omitted legs, aliases and other facts that were left out because there were too many
 */
public record AmiCall(
        String id,
        List<String> aliases,
        String pbx,
        CallState state,
        CallDirection direction,
        String callerNumber,
        String callerName,
        String calledNumber,
        String calledName,
        String channel,
        boolean originated,
        long startedAt,
        Long ringingAt,
        Long answeredAt,
        Long endedAt,
        long duration,
        long ringTime,
        long talkTime,
        long holdTime,
        long queueTime,
        CallDisposition disposition,
        HungUpBy hungUpBy,
        Integer cause,
        String causeText,
        List<Leg> legs,
        List<QueueVisit> queues,
        List<Transfer> transfers,
        List<Parking> parkings,
        List<Recording> recordings,
        String pickedUpBy,
        Map<String, String> variables,
        boolean partial,
        boolean synthetic,
        CallEnd end,
        int omitted)
        implements Serializable {

    /**
     * One channel of a call: the originator's, and each that was dialled or connected.
     *
     * @param number as the PBX shows it
     * @param dialStatus how dialling it ended: ANSWER, BUSY, NOANSWER, CANCEL, CONGESTION, CHANUNAVAIL; null if it was
     *     not dialled
     * @param forwardedTo where the phone sent the call on
     */
    public record Leg(
            String channel,
            String number,
            String name,
            String dialStatus,
            String forwardedTo,
            long startedAt,
            Long ringingAt,
            Long answeredAt,
            Long endedAt,
            Integer cause,
            String causeText)
            implements Serializable {}

    /**
     * A stay in a queue.
     *
     * @param agent the interface of the member who took the call
     * @param position on joining
     * @param rangInVain how often a member was called and did not answer
     * @param waitTime until an agent took it or it left, in milliseconds
     * @param talkTime with the agent, in milliseconds, as the queue tells it
     */
    public record QueueVisit(
            String queue,
            int position,
            long joinedAt,
            Long leftAt,
            long waitTime,
            QueueOutcome outcome,
            String agent,
            String agentName,
            int rangInVain,
            Long talkTime,
            String completedBy)
            implements Serializable {}

    /** How a stay in a queue ended. */
    public enum QueueOutcome {
        WAITING,
        CONNECTED,
        ABANDONED,
        /** By the dialplan: nobody there, or time is up. */
        LEFT
    }

    /**
     * A transfer.
     *
     * @param kind {@code blind} or {@code attended}
     * @param by the channel of who transferred
     * @param who the channel that was transferred
     * @param to extension, channel or application
     * @param target for an attended one, what kind of target: Bridge, App, Link, Threeway, Fail
     */
    public record Transfer(String kind, String by, String who, String to, String target, String result, long at)
            implements Serializable {}

    /**
     * A stay in a parking lot.
     *
     * @param outcome the event that ended it: UnParkedCall, ParkedCallTimeOut, ParkedCallGiveUp, ParkedCallSwap; null
     *     while it lasts
     */
    public record Parking(String lot, String space, long parkedAt, Long endedAt, String outcome, String by)
            implements Serializable {}

    /**
     * A recording by MixMonitor.
     *
     * @param file known where {@code channelvars} of the PBX names MIXMONITOR_FILENAME
     */
    public record Recording(String channel, String file, long startedAt, Long endedAt) implements Serializable {}

    public AmiCall {
        aliases = List.copyOf(aliases);
        legs = List.copyOf(legs);
        queues = List.copyOf(queues);
        transfers = List.copyOf(transfers);
        parkings = List.copyOf(parkings);
        recordings = List.copyOf(recordings);
        variables = Map.copyOf(variables);
    }

    /** One line, without control characters, whatever a caller put into a name. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder("AmiCall[")
                .append(id)
                .append(' ')
                .append(state)
                .append(disposition == null || disposition.name().equals(state.name()) ? "" : " " + disposition)
                .append(", ")
                .append(party(callerNumber, callerName))
                .append(" -> ")
                .append(party(calledNumber, calledName))
                .append(", ring ")
                .append(ringTime)
                .append(" ms, talk ")
                .append(talkTime)
                .append(" ms, legs ")
                .append(legs.size())
                .append(partial ? ", partial" : "")
                .append(synthetic ? ", end " + end : "")
                .append(']');
        return text.toString().replaceAll("[\\p{Cc}\\p{Zl}\\p{Zp}]", " ");
    }

    private static String party(String number, String name) {
        String of = number == null ? "?" : number;
        return name == null ? of : of + " (" + name + ")";
    }
}
