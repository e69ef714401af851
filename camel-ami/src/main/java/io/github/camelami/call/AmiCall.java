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

import java.util.List;
import java.util.Map;

/**
 * A call as the events of the PBX tell it: immutable, of plain values. Times are milliseconds since 1970 and null where
 * nothing happened, durations are milliseconds. {@code docs/calls.md} has the rule for each value.
 */
public final class AmiCall extends CallValue implements CallBean {
    private static final long serialVersionUID = 1;

    String id;
    List<String> aliases = List.of();
    String pbx;
    CallState state;
    CallDirection direction;
    String callerNumber;
    String callerName;
    String shownNumber;
    String shownName;
    String calledNumber;
    String calledName;
    String answeredBy;
    String channel;
    boolean originated;
    String ringingNumber;
    String ringingChannel;
    long startedAt;
    Long ringingAt;
    Long answeredAt;
    Long endedAt;
    long duration;
    long ringTime;
    long talkTime;
    long holdTime;
    long queueTime;
    CallDisposition disposition;
    boolean missed;
    HungUpBy hungUpBy;
    Integer cause;
    String causeText;
    FailureReason failureReason;
    List<Leg> legs = List.of();
    List<QueueVisit> queues = List.of();
    List<Transfer> transfers = List.of();
    List<Parking> parkings = List.of();
    List<Recording> recordings = List.of();
    String pickedUpBy;
    Map<String, String> variables = Map.of();
    boolean partial;
    boolean synthetic;
    CallEnd end;
    int omitted;

    AmiCall() {}

    /** Starts a call, as a test of a route may need one. */
    public static CallBuilder builder() {
        return new CallBuilder();
    }

    /** The Linkedid that Asterisk gave the call first. */
    @Override
    public String id() {
        return id;
    }

    /** The ids of calls that were merged into this one. */
    @Override
    public List<String> aliases() {
        return aliases;
    }

    /** The name of the PBX. */
    @Override
    public String pbx() {
        return pbx;
    }

    /** What has just happened. */
    @Override
    public CallState state() {
        return state;
    }

    /** Where the pattern of the trunks tells it, else null. */
    @Override
    public CallDirection direction() {
        return direction;
    }

    /** Who called, as the call began: the phone's own number, or what the trunk gave. */
    @Override
    public String callerNumber() {
        return callerNumber;
    }

    /** The name of who called. */
    @Override
    public String callerName() {
        return callerName;
    }

    /** The number that the called side was shown. */
    @Override
    public String shownNumber() {
        return shownNumber;
    }

    /** The name that the called side was shown. */
    @Override
    public String shownName() {
        return shownName;
    }

    /** What the caller wanted: the extension or number that was dialled; of an Originate its Exten. */
    @Override
    public String calledNumber() {
        return calledNumber;
    }

    /** The name of who answered, or rang first. */
    @Override
    public String calledName() {
        return calledName;
    }

    /** The number of the phone that took the call, as it was really dialled. */
    @Override
    public String answeredBy() {
        return answeredBy;
    }

    /** The channel of who called. */
    @Override
    public String channel() {
        return channel;
    }

    /** Whether the PBX itself called the caller first (click-to-call, Originate, call file). */
    @Override
    public boolean originated() {
        return originated;
    }

    /** With {@link CallState#RINGING}: the number of the phone that rings, as dialled. */
    @Override
    public String ringingNumber() {
        return ringingNumber;
    }

    /** With {@link CallState#RINGING}: the channel of the phone that rings. */
    @Override
    public String ringingChannel() {
        return ringingChannel;
    }

    /** When its first channel came up. */
    @Override
    public long startedAt() {
        return startedAt;
    }

    /** The first dial. */
    @Override
    public Long ringingAt() {
        return ringingAt;
    }

    /** When two parties talked first; where none did, when the PBX answered; null where that was missed. */
    @Override
    public Long answeredAt() {
        return answeredAt;
    }

    /** When its last channel was hung up. */
    @Override
    public Long endedAt() {
        return endedAt;
    }

    /** From start to end, or to now. */
    @Override
    public long duration() {
        return duration;
    }

    /** From the first dial to the answer. */
    @Override
    public long ringTime() {
        return ringTime;
    }

    /** In which two parties or more were connected. */
    @Override
    public long talkTime() {
        return talkTime;
    }

    /** In which one of them held the line. */
    @Override
    public long holdTime() {
        return holdTime;
    }

    /** Waited in queues. */
    @Override
    public long queueTime() {
        return queueTime;
    }

    /** What became of it, as far as is known. */
    @Override
    public CallDisposition disposition() {
        return disposition;
    }

    /** Whether it is over and nobody talked with the caller, though it was for somebody. */
    @Override
    public boolean missed() {
        return missed;
    }

    /** Who ended it; null while it is open. */
    @Override
    public HungUpBy hungUpBy() {
        return hungUpBy;
    }

    /** Asterisk's hang-up cause. */
    @Override
    public Integer cause() {
        return cause;
    }

    /** The text of that cause. */
    @Override
    public String causeText() {
        return causeText;
    }

    /** Why it could not be placed, where its disposition is FAILED or CONGESTION. */
    @Override
    public FailureReason failureReason() {
        return failureReason;
    }

    /** The caller's, and one for each phone. */
    @Override
    public List<Leg> legs() {
        return legs;
    }

    /** Its stays in queues. */
    @Override
    public List<QueueVisit> queues() {
        return queues;
    }

    /** Its transfers. */
    @Override
    public List<Transfer> transfers() {
        return transfers;
    }

    /** Its stays in parking lots. */
    @Override
    public List<Parking> parkings() {
        return parkings;
    }

    /** Its recordings. */
    @Override
    public List<Recording> recordings() {
        return recordings;
    }

    /** The channel that picked it up while another phone rang. */
    @Override
    public String pickedUpBy() {
        return pickedUpBy;
    }

    /** Of {@code callVariables}. */
    @Override
    public Map<String, String> variables() {
        return variables;
    }

    /** Whether events of it were missed: it was joined in the middle, or the connection was lost meanwhile. */
    @Override
    public boolean partial() {
        return partial;
    }

    /** Whether its end was concluded, not told by the PBX; {@link #end} says from what. */
    @Override
    public boolean synthetic() {
        return synthetic;
    }

    /** How its end is known. */
    @Override
    public CallEnd end() {
        return end;
    }

    /** Legs, aliases and other facts that were left out because there were too many. */
    @Override
    public int omitted() {
        return omitted;
    }

    /** One line, without control characters, whatever a caller put into a name. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder("AmiCall[")
                .append(id)
                .append(' ')
                .append(state)
                .append(
                        disposition == null || disposition.name().equals(String.valueOf(state))
                                ? ""
                                : " " + disposition)
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
