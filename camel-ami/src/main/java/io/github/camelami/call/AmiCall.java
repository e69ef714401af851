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
 * A call as the events of the PBX describe it. Immutable, and consists of plain values. Times are in milliseconds since
 * 1970. Durations are in milliseconds. A value that may be null is null if it is unknown or does not apply, for example
 * the time of something that did not happen. {@code docs/calls.md} has the rule for each value.
 *
 * @since 1.0
 */
public final class AmiCall extends CallBean {
    private static final long serialVersionUID = 1;

    AmiCall(CallBuilder from) {
        super(from);
    }

    /** Creates an empty call for bean mappers, which then set its values from JSON. */
    private AmiCall() {
        this(new CallBuilder());
    }

    /** Returns a new builder of a call, for example for a test of a route. */
    public static CallBuilder builder() {
        return new CallBuilder();
    }

    /** The first Linkedid that Asterisk gave the call. */
    public String id() {
        return getId();
    }

    /** The ids of the calls that were merged into this one. */
    public List<String> aliases() {
        return getAliases();
    }

    /** The name of the PBX in the URI of the endpoint. */
    public String pbx() {
        return getPbx();
    }

    /** What has just happened to the call. */
    public CallState state() {
        return getState();
    }

    /** The direction of the call; null unless the option {@code trunks} determines it. */
    public @Nullable CallDirection direction() {
        return getDirection();
    }

    /** The caller's number at the start of the call: the phone's own number, or the number that the trunk supplied. */
    public @Nullable String callerNumber() {
        return getCallerNumber();
    }

    /** The caller's name. */
    public @Nullable String callerName() {
        return getCallerName();
    }

    /** The caller's number as the called side saw it. */
    public @Nullable String shownNumber() {
        return getShownNumber();
    }

    /** The caller's name as the called side saw it. */
    public @Nullable String shownName() {
        return getShownName();
    }

    /** The extension or number that the caller dialled; for an Originate, its Exten. */
    public @Nullable String calledNumber() {
        return getCalledNumber();
    }

    /** The name of the party that answered, or that rang first. */
    public @Nullable String calledName() {
        return getCalledName();
    }

    /** The number of the phone that answered the call, as the PBX dialled it. */
    public @Nullable String answeredBy() {
        return getAnsweredBy();
    }

    /** The caller's channel. */
    public @Nullable String channel() {
        return getChannel();
    }

    /** Whether the PBX called the caller first (click-to-call, Originate, call file). */
    public boolean originated() {
        return isOriginated();
    }

    /** The number of the phone that RINGING or RINGING_ENDED reports, as the PBX dialled it; otherwise null. */
    public @Nullable String ringingNumber() {
        return getRingingNumber();
    }

    /** The channel of the phone that RINGING or RINGING_ENDED reports; otherwise null. */
    public @Nullable String ringingChannel() {
        return getRingingChannel();
    }

    /** When the call's first channel was created, in milliseconds since 1970. */
    public long startedAt() {
        return getStartedAt();
    }

    /** When a phone was first dialled, in milliseconds since 1970. */
    public @Nullable Long ringingAt() {
        return getRingingAt();
    }

    /**
     * When two parties were first connected, in milliseconds since 1970. If that did not happen, when the PBX answered.
     * Null if neither happened, or if the event was lost.
     */
    public @Nullable Long answeredAt() {
        return getAnsweredAt();
    }

    /** When the call's last channel was hung up, in milliseconds since 1970. */
    public @Nullable Long endedAt() {
        return getEndedAt();
    }

    /** The time from the start of the call to its end, in milliseconds. If the call is open, the time until now. */
    public long duration() {
        return getDuration();
    }

    /**
     * The time from the first dial attempt to the answer, in milliseconds. If nobody answered, the time to the end of
     * the last dial attempt.
     */
    public long ringTime() {
        return getRingTime();
    }

    /** How long two or more parties were connected, in milliseconds. */
    public long talkTime() {
        return getTalkTime();
    }

    /** How long a party had the call on hold, in milliseconds. */
    public long holdTime() {
        return getHoldTime();
    }

    /** How long the call waited in queues, in milliseconds. */
    public long queueTime() {
        return getQueueTime();
    }

    /** The result of the call; null while it is not known. */
    public @Nullable CallDisposition disposition() {
        return getDisposition();
    }

    /**
     * Whether the call has ended, nobody talked with the caller, and the call was meant for a person. {@code
     * docs/calls.md} has the exact rule.
     */
    public boolean missed() {
        return isMissed();
    }

    /** Who ended the call; null while this is not known. */
    public @Nullable HungUpBy hungUpBy() {
        return getHungUpBy();
    }

    /** Asterisk's hang-up cause, for example 17 for a busy user. */
    public @Nullable Integer cause() {
        return getCause();
    }

    /** The text of the hang-up cause. */
    public @Nullable String causeText() {
        return getCauseText();
    }

    /** Why the call could not be placed; null unless its disposition is FAILED or CONGESTION. */
    public @Nullable FailureReason failureReason() {
        return getFailureReason();
    }

    /** The caller's leg, and one for each phone. */
    public List<Leg> legs() {
        return getLegs();
    }

    /** The call's visits to queues. */
    public List<QueueVisit> queues() {
        return getQueues();
    }

    /** The call's transfers. */
    public List<Transfer> transfers() {
        return getTransfers();
    }

    /** The call's stays in parking lots. */
    public List<Parking> parkings() {
        return getParkings();
    }

    /** The call's recordings. */
    public List<Recording> recordings() {
        return getRecordings();
    }

    /** The channel that picked up the call (call pickup) while another phone rang; otherwise null. */
    public @Nullable String pickedUpBy() {
        return getPickedUpBy();
    }

    /** The channel variables that the option {@code callVariables} selects. */
    public Map<String, String> variables() {
        return getVariables();
    }

    /**
     * Whether events of the call are missing, because it was already open at the login, or because the connection was
     * lost during the call.
     */
    public boolean partial() {
        return isPartial();
    }

    /** Whether the end was inferred instead of reported by the PBX; {@link #end} says from what. */
    public boolean synthetic() {
        return isSynthetic();
    }

    /** How the end of the call became known; null while it is open. */
    public @Nullable CallEnd end() {
        return getEnd();
    }

    /** How many legs, aliases and other parts were omitted, because there were too many. */
    public int omitted() {
        return getOmitted();
    }

    /** Shows the call in one line. Control characters in names are replaced by blanks. */
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
