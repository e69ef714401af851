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
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * The values of an {@link AmiCall} under the names that bean mappers expect; {@link AmiCall} describes them. The
 * getters are in a class of their own, because Camel's bean language finds a name ambiguous if one class has both
 * forms.
 *
 * @since 1.0
 */
public abstract class CallBean extends CallTimesBean {
    private static final long serialVersionUID = 1;

    private final String id;
    private final List<String> aliases;
    private final String pbx;
    private final CallState state;
    private final @Nullable CallDirection direction;
    private final @Nullable String callerNumber;
    private final @Nullable String callerName;
    private final @Nullable String shownNumber;
    private final @Nullable String shownName;
    private final @Nullable String calledNumber;
    private final @Nullable String calledName;
    private final @Nullable String answeredBy;
    private final @Nullable String channel;
    private final boolean originated;
    private final @Nullable String ringingNumber;
    private final @Nullable String ringingChannel;
    private final @Nullable CallDisposition disposition;
    private final boolean missed;
    private final @Nullable HungUpBy hungUpBy;
    private final @Nullable Integer cause;
    private final @Nullable String causeText;
    private final @Nullable FailureReason failureReason;
    private final List<Leg> legs;
    private final List<QueueVisit> queues;
    private final List<Transfer> transfers;
    private final List<Parking> parkings;
    private final List<Recording> recordings;
    private final @Nullable String pickedUpBy;
    private final Map<String, String> variables;
    private final boolean partial;
    private final boolean synthetic;
    private final @Nullable CallEnd end;
    private final int omitted;

    CallBean(CallBuilder from) {
        super(from);
        this.id = from.id;
        this.aliases = from.aliases;
        this.pbx = from.pbx;
        this.state = from.state;
        this.direction = from.direction;
        this.callerNumber = from.callerNumber;
        this.callerName = from.callerName;
        this.shownNumber = from.shownNumber;
        this.shownName = from.shownName;
        this.calledNumber = from.calledNumber;
        this.calledName = from.calledName;
        this.answeredBy = from.answeredBy;
        this.channel = from.channel;
        this.originated = from.originated;
        this.ringingNumber = from.ringingNumber;
        this.ringingChannel = from.ringingChannel;
        this.disposition = from.disposition;
        this.missed = from.missed;
        this.hungUpBy = from.hungUpBy;
        this.cause = from.cause;
        this.causeText = from.causeText;
        this.failureReason = from.failureReason;
        this.legs = from.legs;
        this.queues = from.queues;
        this.transfers = from.transfers;
        this.parkings = from.parkings;
        this.recordings = from.recordings;
        this.pickedUpBy = from.pickedUpBy;
        this.variables = from.variables;
        this.partial = from.partial;
        this.synthetic = from.synthetic;
        this.end = from.end;
        this.omitted = from.omitted;
    }

    @Override
    final void each(BiConsumer<String, @Nullable Object> values) {
        values.accept("id", id);
        values.accept("aliases", aliases);
        values.accept("pbx", pbx);
        values.accept("state", state);
        values.accept("direction", direction);
        values.accept("callerNumber", callerNumber);
        values.accept("callerName", callerName);
        values.accept("shownNumber", shownNumber);
        values.accept("shownName", shownName);
        values.accept("calledNumber", calledNumber);
        values.accept("calledName", calledName);
        values.accept("answeredBy", answeredBy);
        values.accept("channel", channel);
        values.accept("originated", originated);
        values.accept("ringingNumber", ringingNumber);
        values.accept("ringingChannel", ringingChannel);
        eachTime(values);
        values.accept("disposition", disposition);
        values.accept("missed", missed);
        values.accept("hungUpBy", hungUpBy);
        values.accept("cause", cause);
        values.accept("causeText", causeText);
        values.accept("failureReason", failureReason);
        values.accept("legs", legs);
        values.accept("queues", queues);
        values.accept("transfers", transfers);
        values.accept("parkings", parkings);
        values.accept("recordings", recordings);
        values.accept("pickedUpBy", pickedUpBy);
        values.accept("variables", variables);
        values.accept("partial", partial);
        values.accept("synthetic", synthetic);
        values.accept("end", end);
        values.accept("omitted", omitted);
    }

    public final String getId() {
        return id;
    }

    public final List<String> getAliases() {
        return aliases;
    }

    public final String getPbx() {
        return pbx;
    }

    public final CallState getState() {
        return state;
    }

    public final @Nullable CallDirection getDirection() {
        return direction;
    }

    public final @Nullable String getCallerNumber() {
        return callerNumber;
    }

    public final @Nullable String getCallerName() {
        return callerName;
    }

    public final @Nullable String getShownNumber() {
        return shownNumber;
    }

    public final @Nullable String getShownName() {
        return shownName;
    }

    public final @Nullable String getCalledNumber() {
        return calledNumber;
    }

    public final @Nullable String getCalledName() {
        return calledName;
    }

    public final @Nullable String getAnsweredBy() {
        return answeredBy;
    }

    public final @Nullable String getChannel() {
        return channel;
    }

    public final boolean isOriginated() {
        return originated;
    }

    public final @Nullable String getRingingNumber() {
        return ringingNumber;
    }

    public final @Nullable String getRingingChannel() {
        return ringingChannel;
    }

    public final @Nullable CallDisposition getDisposition() {
        return disposition;
    }

    public final boolean isMissed() {
        return missed;
    }

    public final @Nullable HungUpBy getHungUpBy() {
        return hungUpBy;
    }

    public final @Nullable Integer getCause() {
        return cause;
    }

    public final @Nullable String getCauseText() {
        return causeText;
    }

    public final @Nullable FailureReason getFailureReason() {
        return failureReason;
    }

    public final List<Leg> getLegs() {
        return legs;
    }

    public final List<QueueVisit> getQueues() {
        return queues;
    }

    public final List<Transfer> getTransfers() {
        return transfers;
    }

    public final List<Parking> getParkings() {
        return parkings;
    }

    public final List<Recording> getRecordings() {
        return recordings;
    }

    public final @Nullable String getPickedUpBy() {
        return pickedUpBy;
    }

    public final Map<String, String> getVariables() {
        return variables;
    }

    public final boolean isPartial() {
        return partial;
    }

    public final boolean isSynthetic() {
        return synthetic;
    }

    public final @Nullable CallEnd getEnd() {
        return end;
    }

    public final int getOmitted() {
        return omitted;
    }
}
