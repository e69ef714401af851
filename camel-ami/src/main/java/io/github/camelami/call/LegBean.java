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

/**
 * The values of a {@link Leg} under the names that bean mappers expect; {@link Leg} describes them. The getters are in
 * a class of their own, because Camel's bean language finds a name ambiguous if one class has both forms.
 *
 * @since 1.0
 */
public abstract class LegBean extends CallValue {
    private static final long serialVersionUID = 1;

    private final String channel;
    private final String number;
    private final String name;
    private final String shownNumber;
    private final String dialStatus;
    private final String forwardedTo;
    private final List<String> via;
    private final long startedAt;
    private final Long ringingAt;
    private final Long answeredAt;
    private final Long endedAt;
    private final long talkTime;
    private final Integer cause;
    private final String causeText;

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
    final void each(BiConsumer<String, Object> values) {
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

    public final String getNumber() {
        return number;
    }

    public final String getName() {
        return name;
    }

    public final String getShownNumber() {
        return shownNumber;
    }

    public final String getDialStatus() {
        return dialStatus;
    }

    public final String getForwardedTo() {
        return forwardedTo;
    }

    public final List<String> getVia() {
        return via;
    }

    public final long getStartedAt() {
        return startedAt;
    }

    public final Long getRingingAt() {
        return ringingAt;
    }

    public final Long getAnsweredAt() {
        return answeredAt;
    }

    public final Long getEndedAt() {
        return endedAt;
    }

    public final long getTalkTime() {
        return talkTime;
    }

    public final Integer getCause() {
        return cause;
    }

    public final String getCauseText() {
        return causeText;
    }
}
