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
 * The values of a {@link Leg} as getters, for JSON and other bean mappers; routes use {@link Leg}. The class is public,
 * because such mappers call its methods. The getters are in a class of their own, because Camel's bean language finds a
 * name ambiguous if one class has both {@code name()} and {@code getName()}.
 *
 * @since 1.0
 */
public abstract class LegBean extends CallValue {
    private static final long serialVersionUID = 1;

    private final String channel;
    private final @Nullable String number;
    private final @Nullable String name;
    private final @Nullable String shownNumber;
    private final @Nullable String dialStatus;
    private final @Nullable String forwardedTo;
    private final List<String> via;
    private final long startedAt;
    private final @Nullable Long ringingAt;
    private final @Nullable Long answeredAt;
    private final @Nullable Long endedAt;
    private final long talkTime;
    private final @Nullable Integer cause;
    private final @Nullable String causeText;

    LegBean(Leg.Builder from) {
        this.channel = from.channel;
        this.number = from.number;
        this.name = from.name;
        this.shownNumber = from.shownNumber;
        this.dialStatus = from.dialStatus;
        this.forwardedTo = from.forwardedTo;
        this.via = from.via;
        this.startedAt = from.startedAt;
        this.ringingAt = from.ringingAt;
        this.answeredAt = from.answeredAt;
        this.endedAt = from.endedAt;
        this.talkTime = from.talkTime;
        this.cause = from.cause;
        this.causeText = from.causeText;
    }

    @Override
    final void each(BiConsumer<String, @Nullable Object> values) {
        values.accept("channel", channel);
        values.accept("number", number);
        values.accept("name", name);
        values.accept("shownNumber", shownNumber);
        values.accept("dialStatus", dialStatus);
        values.accept("forwardedTo", forwardedTo);
        values.accept("via", via);
        values.accept("startedAt", startedAt);
        values.accept("ringingAt", ringingAt);
        values.accept("answeredAt", answeredAt);
        values.accept("endedAt", endedAt);
        values.accept("talkTime", talkTime);
        values.accept("cause", cause);
        values.accept("causeText", causeText);
    }

    public final String getChannel() {
        return channel;
    }

    public final @Nullable String getNumber() {
        return number;
    }

    public final @Nullable String getName() {
        return name;
    }

    public final @Nullable String getShownNumber() {
        return shownNumber;
    }

    public final @Nullable String getDialStatus() {
        return dialStatus;
    }

    public final @Nullable String getForwardedTo() {
        return forwardedTo;
    }

    public final List<String> getVia() {
        return via;
    }

    public final long getStartedAt() {
        return startedAt;
    }

    public final @Nullable Long getRingingAt() {
        return ringingAt;
    }

    public final @Nullable Long getAnsweredAt() {
        return answeredAt;
    }

    public final @Nullable Long getEndedAt() {
        return endedAt;
    }

    public final long getTalkTime() {
        return talkTime;
    }

    public final @Nullable Integer getCause() {
        return cause;
    }

    public final @Nullable String getCauseText() {
        return causeText;
    }
}
