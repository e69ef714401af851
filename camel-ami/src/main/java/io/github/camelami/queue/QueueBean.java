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
package io.github.camelami.queue;

import java.util.List;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * The values of an {@link AmiQueue} under the names that bean mappers expect; {@link AmiQueue} describes them. The
 * getters are in a class of their own, because Camel's bean language finds a name ambiguous if one class has both
 * {@code name()} and {@code getName()}.
 *
 * @since 1.0
 */
public abstract class QueueBean extends QueueValue {
    private static final long serialVersionUID = 1;

    private final String name;
    private final String pbx;
    private final QueueChange change;
    private final long at;
    private final @Nullable String strategy;
    private final int weight;
    private final int maxCallers;
    private final List<QueueCaller> callers;
    private final List<QueueMember> members;
    private final QueueFigures figures;
    private final @Nullable QueueCaller caller;
    private final @Nullable QueueMember member;
    private final @Nullable Long talkTime;
    private final @Nullable String completedBy;
    private final List<QueueDifference> differences;
    private final boolean removed;
    private final int omitted;

    QueueBean(AmiQueue.Builder from) {
        this.name = from.name;
        this.pbx = from.pbx;
        this.change = from.change;
        this.at = from.at;
        this.strategy = from.strategy;
        this.weight = from.weight;
        this.maxCallers = from.maxCallers;
        this.callers = from.callers;
        this.members = from.members;
        this.figures = from.figures;
        this.caller = from.caller;
        this.member = from.member;
        this.talkTime = from.talkTime;
        this.completedBy = from.completedBy;
        this.differences = from.differences;
        this.removed = from.removed;
        this.omitted = from.omitted;
    }

    @Override
    final void each(BiConsumer<String, @Nullable Object> values) {
        values.accept("name", name);
        values.accept("pbx", pbx);
        values.accept("change", change);
        values.accept("at", at);
        values.accept("strategy", strategy);
        values.accept("weight", weight);
        values.accept("maxCallers", maxCallers);
        values.accept("callers", callers);
        values.accept("members", members);
        values.accept("figures", figures);
        values.accept("caller", caller);
        values.accept("member", member);
        values.accept("talkTime", talkTime);
        values.accept("completedBy", completedBy);
        values.accept("differences", differences);
        values.accept("removed", removed);
        values.accept("omitted", omitted);
    }

    public final String getName() {
        return name;
    }

    public final String getPbx() {
        return pbx;
    }

    public final QueueChange getChange() {
        return change;
    }

    public final long getAt() {
        return at;
    }

    public final @Nullable String getStrategy() {
        return strategy;
    }

    public final int getWeight() {
        return weight;
    }

    public final int getMaxCallers() {
        return maxCallers;
    }

    public final List<QueueCaller> getCallers() {
        return callers;
    }

    public final List<QueueMember> getMembers() {
        return members;
    }

    public final QueueFigures getFigures() {
        return figures;
    }

    public final @Nullable QueueCaller getCaller() {
        return caller;
    }

    public final @Nullable QueueMember getMember() {
        return member;
    }

    public final @Nullable Long getTalkTime() {
        return talkTime;
    }

    public final @Nullable String getCompletedBy() {
        return completedBy;
    }

    public final List<QueueDifference> getDifferences() {
        return differences;
    }

    public final boolean isRemoved() {
        return removed;
    }

    public final int getOmitted() {
        return omitted;
    }
}
