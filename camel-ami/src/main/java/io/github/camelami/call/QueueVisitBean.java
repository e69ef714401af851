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

/** The values of a QueueVisit under the names that bean mappers look for; what each means is said there. */
interface QueueVisitBean {

    String queue();

    int position();

    long joinedAt();

    Long leftAt();

    long waitTime();

    QueueOutcome outcome();

    String agent();

    String agentName();

    String agentNumber();

    int rangInVain();

    Long talkTime();

    String completedBy();

    default String getQueue() {
        return queue();
    }

    default int getPosition() {
        return position();
    }

    default long getJoinedAt() {
        return joinedAt();
    }

    default Long getLeftAt() {
        return leftAt();
    }

    default long getWaitTime() {
        return waitTime();
    }

    default QueueOutcome getOutcome() {
        return outcome();
    }

    default String getAgent() {
        return agent();
    }

    default String getAgentName() {
        return agentName();
    }

    default String getAgentNumber() {
        return agentNumber();
    }

    default int getRangInVain() {
        return rangInVain();
    }

    default Long getTalkTime() {
        return talkTime();
    }

    default String getCompletedBy() {
        return completedBy();
    }
}
