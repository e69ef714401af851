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
import org.jspecify.annotations.Nullable;

/**
 * The state of a queue after a change. Immutable, and consists of plain values. {@code docs/queues.md} has the rule for
 * each value.
 *
 * @since 1.0
 */
public final class AmiQueue extends QueueBean {
    private static final long serialVersionUID = 1;

    private AmiQueue(Builder from) {
        super(from);
    }

    /** Creates an empty queue for bean mappers, which then set its values from JSON. */
    private AmiQueue() {
        this(new Builder());
    }

    /** Returns a new builder of a queue, for example for a test of a route. */
    public static Builder builder() {
        return new Builder();
    }

    /** The name of the queue. */
    public String name() {
        return getName();
    }

    /** The name of the PBX in the URI of the endpoint. */
    public String pbx() {
        return getPbx();
    }

    /** What has just happened. */
    public QueueChange change() {
        return getChange();
    }

    /** The time of the change, in milliseconds since 1970. */
    public long at() {
        return getAt();
    }

    /** The strategy as Asterisk names it, such as ringall; null until a list of the PBX has reported it. */
    public @Nullable String strategy() {
        return getStrategy();
    }

    /**
     * The weight of the queue. If a member belongs to several queues, the queue with the highest weight calls the
     * member first.
     */
    public int weight() {
        return getWeight();
    }

    /** The maximum number of waiting callers; 0 if there is no limit. */
    public int maxCallers() {
        return getMaxCallers();
    }

    /** The waiting callers, in the order of the queue. */
    public List<QueueCaller> callers() {
        return getCallers();
    }

    /** The members, in the order of their names. */
    public List<QueueMember> members() {
        return getMembers();
    }

    /** The figures of the queue. */
    public QueueFigures figures() {
        return getFigures();
    }

    /** The caller whom the change concerns, or null. */
    public @Nullable QueueCaller caller() {
        return getCaller();
    }

    /** The member whom the change concerns, or null. */
    public @Nullable QueueMember member() {
        return getMember();
    }

    /** For MEMBER_COMPLETED, the length of the conversation in milliseconds; otherwise null. */
    public @Nullable Long talkTime() {
        return getTalkTime();
    }

    /**
     * For MEMBER_COMPLETED, who ended the conversation, as AgentComplete reports it: caller, agent or transfer;
     * otherwise null.
     */
    public @Nullable String completedBy() {
        return getCompletedBy();
    }

    /** For RESYNCED, the values in which the known state differed from that of the PBX; otherwise empty. */
    public List<QueueDifference> differences() {
        return getDifferences();
    }

    /** Whether the PBX no longer has this queue. */
    public boolean removed() {
        return isRemoved();
    }

    /** The number of callers and members that are omitted because of maxQueueCallers and maxQueueMembers. */
    public int omitted() {
        return getOmitted();
    }

    /** Shows the queue in one line. Control characters in names are replaced by blanks. */
    @Override
    public String toString() {
        return ("AmiQueue[" + name() + ' ' + change() + ", waiting " + callers().size() + ", members "
                        + members().size() + (removed() ? ", removed" : "") + ']')
                .replaceAll("[\\p{Cc}\\p{Zl}\\p{Zp}]", " ");
    }

    /** Builds a queue. */
    public static final class Builder {
        String name;
        String pbx;
        QueueChange change;
        long at;

        @Nullable
        String strategy;

        int weight;
        int maxCallers;
        List<QueueCaller> callers = List.of();
        List<QueueMember> members = List.of();
        QueueFigures figures;

        @Nullable
        QueueCaller caller;

        @Nullable
        QueueMember member;

        @Nullable
        Long talkTime;

        @Nullable
        String completedBy;

        List<QueueDifference> differences = List.of();
        boolean removed;
        int omitted;

        private Builder() {}

        public Builder name(String name) {
            this.name = name;
            return this;
        }

        public Builder pbx(String pbx) {
            this.pbx = pbx;
            return this;
        }

        public Builder change(QueueChange change) {
            this.change = change;
            return this;
        }

        public Builder at(long at) {
            this.at = at;
            return this;
        }

        public Builder strategy(@Nullable String strategy) {
            this.strategy = strategy;
            return this;
        }

        public Builder weight(int weight) {
            this.weight = weight;
            return this;
        }

        public Builder maxCallers(int maxCallers) {
            this.maxCallers = maxCallers;
            return this;
        }

        public Builder callers(List<QueueCaller> callers) {
            this.callers = List.copyOf(callers);
            return this;
        }

        public Builder members(List<QueueMember> members) {
            this.members = List.copyOf(members);
            return this;
        }

        public Builder figures(QueueFigures figures) {
            this.figures = figures;
            return this;
        }

        public Builder caller(@Nullable QueueCaller caller) {
            this.caller = caller;
            return this;
        }

        public Builder member(@Nullable QueueMember member) {
            this.member = member;
            return this;
        }

        public Builder talkTime(@Nullable Long talkTime) {
            this.talkTime = talkTime;
            return this;
        }

        public Builder completedBy(@Nullable String completedBy) {
            this.completedBy = completedBy;
            return this;
        }

        public Builder differences(List<QueueDifference> differences) {
            this.differences = List.copyOf(differences);
            return this;
        }

        public Builder removed(boolean removed) {
            this.removed = removed;
            return this;
        }

        public Builder omitted(int omitted) {
            this.omitted = omitted;
            return this;
        }

        /** Builds the queue. */
        public AmiQueue build() {
            return new AmiQueue(this);
        }
    }
}
