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
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * The identity and the parties of an {@link AmiCall} as getters. Routes use {@link AmiCall} instead. This class is a
 * superclass of {@link CallBean}, because JSON shows the values of a superclass first.
 *
 * @since 1.0
 */
public abstract class CallPartiesBean extends CallValue {
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

    CallPartiesBean(CallBuilder from) {
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
    }

    /** Passes the values that concern identity and parties, each with its name, in the order of the Map. */
    final void eachParty(BiConsumer<String, @Nullable Object> values) {
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
}
