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
package io.github.camelami.internal.tracking.queue;

import io.github.camelami.queue.MemberState;

/**
 * The values of a member that meters show. Any thread may read them. They hold no reference to the queue, so that a
 * meter does not keep it in memory.
 */
public final class MemberReadings {
    private final String name;
    private final String interfaceName;
    private volatile MemberState state = MemberState.UNAVAILABLE;
    private volatile long answered;
    private volatile long waitTime;
    private volatile long completed;
    private volatile long talkTime;

    MemberReadings(String name, String interfaceName) {
        this.name = name;
        this.interfaceName = interfaceName;
    }

    /** A copy with another name. It has the same values, so that the meters continue with them. */
    MemberReadings named(String itsName) {
        MemberReadings named = new MemberReadings(itsName, interfaceName);
        named.state = state;
        named.answered = answered;
        named.waitTime = waitTime;
        named.completed = completed;
        named.talkTime = talkTime;
        return named;
    }

    public String name() {
        return name;
    }

    public String interfaceName() {
        return interfaceName;
    }

    public MemberState state() {
        return state;
    }

    /** The number of callers whom the member has answered. */
    public long answered() {
        return answered;
    }

    /** The total wait of the callers whom the member has answered, in milliseconds. */
    public long waitTime() {
        return waitTime;
    }

    /** The number of conversations of the member that have ended. */
    public long completed() {
        return completed;
    }

    /** The total length of the conversations that have ended, in milliseconds. */
    public long talkTime() {
        return talkTime;
    }

    void state(MemberState now) {
        state = now;
    }

    void countAnswered(long waited) {
        answered = answered + 1;
        waitTime = waitTime + waited;
    }

    void countCompleted(long talked) {
        completed = completed + 1;
        talkTime = talkTime + talked;
    }
}
