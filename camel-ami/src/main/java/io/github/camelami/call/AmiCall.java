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
import org.jspecify.annotations.Nullable;

/**
 * A call as the events of the PBX tell it: immutable, of plain values. Times are milliseconds since 1970 and null where
 * nothing happened, durations are milliseconds. {@code docs/calls.md} has the rule for each value.
 *
 * @since 1.0
 */
public final class AmiCall extends CallBean {
    private static final long serialVersionUID = 1;

    AmiCall(CallBuilder from) {
        super(from);
    }

    /** For mappers, which make one of JSON and set its values themselves. */
    private AmiCall() {
        this(new CallBuilder());
    }

    /** Starts a call, as a test of a route may need one. */
    public static CallBuilder builder() {
        return new CallBuilder();
    }

    /** The Linkedid that Asterisk gave the call first. */
    public String id() {
        return getId();
    }

    /** The ids of calls that were merged into this one. */
    public List<String> aliases() {
        return getAliases();
    }

    /** The name of the PBX. */
    public String pbx() {
        return getPbx();
    }

    /** What has just happened. */
    public CallState state() {
        return getState();
    }

    /** Where the pattern of the trunks tells it, else null. */
    public @Nullable CallDirection direction() {
        return getDirection();
    }

    /** Who called, as the call began: the phone's own number, or what the trunk gave. */
    public @Nullable String callerNumber() {
        return getCallerNumber();
    }

    /** The name of who called. */
    public @Nullable String callerName() {
        return getCallerName();
    }

    /** The number that the called side was shown. */
    public @Nullable String shownNumber() {
        return getShownNumber();
    }

    /** The name that the called side was shown. */
    public @Nullable String shownName() {
        return getShownName();
    }

    /** What the caller wanted: the extension or number that was dialled; of an Originate its Exten. */
    public @Nullable String calledNumber() {
        return getCalledNumber();
    }

    /** The name of who answered, or rang first. */
    public @Nullable String calledName() {
        return getCalledName();
    }

    /** The number of the phone that took the call, as it was really dialled. */
    public @Nullable String answeredBy() {
        return getAnsweredBy();
    }

    /** The channel of who called. */
    public @Nullable String channel() {
        return getChannel();
    }

    /** Whether the PBX itself called the caller first (click-to-call, Originate, call file). */
    public boolean originated() {
        return isOriginated();
    }

    /** With {@link CallState#RINGING}: the number of the phone that rings, as dialled. */
    public @Nullable String ringingNumber() {
        return getRingingNumber();
    }

    /** With {@link CallState#RINGING}: the channel of the phone that rings. */
    public @Nullable String ringingChannel() {
        return getRingingChannel();
    }

    /** When its first channel came up. */
    public long startedAt() {
        return getStartedAt();
    }

    /** The first dial. */
    public @Nullable Long ringingAt() {
        return getRingingAt();
    }

    /** When two parties talked first; where none did, when the PBX answered; null where that was missed. */
    public @Nullable Long answeredAt() {
        return getAnsweredAt();
    }

    /** When its last channel was hung up. */
    public @Nullable Long endedAt() {
        return getEndedAt();
    }

    /** From start to end, or to now. */
    public long duration() {
        return getDuration();
    }

    /** From the first dial to the answer. */
    public long ringTime() {
        return getRingTime();
    }

    /** In which two parties or more were connected. */
    public long talkTime() {
        return getTalkTime();
    }

    /** In which one of them held the line. */
    public long holdTime() {
        return getHoldTime();
    }

    /** Waited in queues. */
    public long queueTime() {
        return getQueueTime();
    }

    /** What became of it, as far as is known. */
    public @Nullable CallDisposition disposition() {
        return getDisposition();
    }

    /** Whether it is over and nobody talked with the caller, though it was for somebody. */
    public boolean missed() {
        return isMissed();
    }

    /** Who ended it; null while it is open. */
    public @Nullable HungUpBy hungUpBy() {
        return getHungUpBy();
    }

    /** Asterisk's hang-up cause. */
    public @Nullable Integer cause() {
        return getCause();
    }

    /** The text of that cause. */
    public @Nullable String causeText() {
        return getCauseText();
    }

    /** Why it could not be placed, where its disposition is FAILED or CONGESTION. */
    public @Nullable FailureReason failureReason() {
        return getFailureReason();
    }

    /** The caller's, and one for each phone. */
    public List<Leg> legs() {
        return getLegs();
    }

    /** Its stays in queues. */
    public List<QueueVisit> queues() {
        return getQueues();
    }

    /** Its transfers. */
    public List<Transfer> transfers() {
        return getTransfers();
    }

    /** Its stays in parking lots. */
    public List<Parking> parkings() {
        return getParkings();
    }

    /** Its recordings. */
    public List<Recording> recordings() {
        return getRecordings();
    }

    /** The channel that picked it up while another phone rang. */
    public @Nullable String pickedUpBy() {
        return getPickedUpBy();
    }

    /** Of {@code callVariables}. */
    public Map<String, String> variables() {
        return getVariables();
    }

    /** Whether events of it were missed: it was joined in the middle, or the connection was lost meanwhile. */
    public boolean partial() {
        return isPartial();
    }

    /** Whether its end was concluded, not told by the PBX; {@link #end} says from what. */
    public boolean synthetic() {
        return isSynthetic();
    }

    /** How its end is known. */
    public @Nullable CallEnd end() {
        return getEnd();
    }

    /** Legs, aliases and other facts that were left out because there were too many. */
    public int omitted() {
        return getOmitted();
    }

    /** One line, without control characters, whatever a caller put into a name. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder("AmiCall[")
                .append(id())
                .append(' ')
                .append(state())
                .append(
                        disposition() == null || disposition().name().equals(String.valueOf(state()))
                                ? ""
                                : " " + disposition())
                .append(", ")
                .append(party(callerNumber(), callerName()))
                .append(" -> ")
                .append(party(calledNumber(), calledName()))
                .append(", ring ")
                .append(ringTime())
                .append(" ms, talk ")
                .append(talkTime())
                .append(" ms, legs ")
                .append(legs().size())
                .append(partial() ? ", partial" : "")
                .append(synthetic() ? ", end " + end() : "")
                .append(']');
        return text.toString().replaceAll("[\\p{Cc}\\p{Zl}\\p{Zp}]", " ");
    }

    private static String party(@Nullable String number, @Nullable String name) {
        String of = number == null ? "?" : number;
        return name == null ? of : of + " (" + name + ")";
    }
}
