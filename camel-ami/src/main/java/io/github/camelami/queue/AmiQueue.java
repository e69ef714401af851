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

/**
 * A queue as it is after a change: immutable, of plain values. {@code docs/queues.md} has the rule for each value.
 */
public final class AmiQueue extends QueueBean {
    private static final long serialVersionUID = 1;

    private AmiQueue(Builder from) {
        super(from);
    }

    /** For mappers, which make one of JSON and set its values themselves. */
    private AmiQueue() {
        this(new Builder());
    }

    /** Starts one, as a test of a route may need it. */
    public static Builder builder() {
        return new Builder();
    }

    /** The name of the queue. */
    public String name() {
        return getName();
    }

    /** The name of the PBX. */
    public String pbx() {
        return getPbx();
    }

    /** What has just happened. */
    public QueueChange change() {
        return getChange();
    }

    /** When, in milliseconds since 1970. */
    public long at() {
        return getAt();
    }

    /** In Asterisk's words, such as ringall; null before the first list. */
    public String strategy() {
        return getStrategy();
    }

    /** The weight of the queue. */
    public int weight() {
        return getWeight();
    }

    /** How many may wait; 0 is without limit. */
    public int maxCallers() {
        return getMaxCallers();
    }

    /** Who waits, in the order of the queue. */
    public List<QueueCaller> callers() {
        return getCallers();
    }

    /** The members, by their names. */
    public List<QueueMember> members() {
        return getMembers();
    }

    /** What the queue has done since a moment. */
    public QueueFigures figures() {
        return getFigures();
    }

    /** Whom the change is about, else null. */
    public QueueCaller caller() {
        return getCaller();
    }

    /** Whom the change is about, else null. */
    public QueueMember member() {
        return getMember();
    }

    /** With MEMBER_COMPLETED: how long the conversation was, in milliseconds. */
    public Long talkTime() {
        return getTalkTime();
    }

    /** With MEMBER_COMPLETED: who ended it, in the queue's words: caller, agent, transfer. */
    public String completedBy() {
        return getCompletedBy();
    }

    /** With RESYNCED: where the state was not that of the PBX. */
    public List<QueueDifference> differences() {
        return getDifferences();
    }

    /** Whether the PBX has this queue no more. */
    public boolean removed() {
        return isRemoved();
    }

    /** Callers and members that were left out because there were too many. */
    public int omitted() {
        return getOmitted();
    }

    /** One line, without control characters, whatever a caller put into a name. */
    @Override
    public String toString() {
        return ("AmiQueue[" + name() + ' ' + change() + ", waiting " + callers().size() + ", members "
                        + members().size() + (removed() ? ", removed" : "") + ']')
                .replaceAll("[\\p{Cc}\\p{Zl}\\p{Zp}]", " ");
    }

    /** Puts one together. */
    public static final class Builder {
        String name;
        String pbx;
        QueueChange change;
        long at;
        String strategy;
        int weight;
        int maxCallers;
        List<QueueCaller> callers = List.of();
        List<QueueMember> members = List.of();
        QueueFigures figures;
        QueueCaller caller;
        QueueMember member;
        Long talkTime;
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

        public Builder strategy(String strategy) {
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

        public Builder caller(QueueCaller caller) {
            this.caller = caller;
            return this;
        }

        public Builder member(QueueMember member) {
            this.member = member;
            return this;
        }

        public Builder talkTime(Long talkTime) {
            this.talkTime = talkTime;
            return this;
        }

        public Builder completedBy(String completedBy) {
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

        /** Gives it. */
        public AmiQueue build() {
            return new AmiQueue(this);
        }
    }
}
