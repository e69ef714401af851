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

/** The values of a call under the names that bean mappers look for; what each means is said at {@link AmiCall}. */
interface CallBean {

    String id();

    List<String> aliases();

    String pbx();

    CallState state();

    CallDirection direction();

    String callerNumber();

    String callerName();

    String shownNumber();

    String shownName();

    String calledNumber();

    String calledName();

    String answeredBy();

    String channel();

    boolean originated();

    String ringingNumber();

    String ringingChannel();

    long startedAt();

    Long ringingAt();

    Long answeredAt();

    Long endedAt();

    long duration();

    long ringTime();

    long talkTime();

    long holdTime();

    long queueTime();

    CallDisposition disposition();

    boolean missed();

    HungUpBy hungUpBy();

    Integer cause();

    String causeText();

    FailureReason failureReason();

    List<Leg> legs();

    List<QueueVisit> queues();

    List<Transfer> transfers();

    List<Parking> parkings();

    List<Recording> recordings();

    String pickedUpBy();

    Map<String, String> variables();

    boolean partial();

    boolean synthetic();

    CallEnd end();

    int omitted();

    default String getId() {
        return id();
    }

    default List<String> getAliases() {
        return aliases();
    }

    default String getPbx() {
        return pbx();
    }

    default CallState getState() {
        return state();
    }

    default CallDirection getDirection() {
        return direction();
    }

    default String getCallerNumber() {
        return callerNumber();
    }

    default String getCallerName() {
        return callerName();
    }

    default String getShownNumber() {
        return shownNumber();
    }

    default String getShownName() {
        return shownName();
    }

    default String getCalledNumber() {
        return calledNumber();
    }

    default String getCalledName() {
        return calledName();
    }

    default String getAnsweredBy() {
        return answeredBy();
    }

    default String getChannel() {
        return channel();
    }

    default boolean isOriginated() {
        return originated();
    }

    default String getRingingNumber() {
        return ringingNumber();
    }

    default String getRingingChannel() {
        return ringingChannel();
    }

    default long getStartedAt() {
        return startedAt();
    }

    default Long getRingingAt() {
        return ringingAt();
    }

    default Long getAnsweredAt() {
        return answeredAt();
    }

    default Long getEndedAt() {
        return endedAt();
    }

    default long getDuration() {
        return duration();
    }

    default long getRingTime() {
        return ringTime();
    }

    default long getTalkTime() {
        return talkTime();
    }

    default long getHoldTime() {
        return holdTime();
    }

    default long getQueueTime() {
        return queueTime();
    }

    default CallDisposition getDisposition() {
        return disposition();
    }

    default boolean isMissed() {
        return missed();
    }

    default HungUpBy getHungUpBy() {
        return hungUpBy();
    }

    default Integer getCause() {
        return cause();
    }

    default String getCauseText() {
        return causeText();
    }

    default FailureReason getFailureReason() {
        return failureReason();
    }

    default List<Leg> getLegs() {
        return legs();
    }

    default List<QueueVisit> getQueues() {
        return queues();
    }

    default List<Transfer> getTransfers() {
        return transfers();
    }

    default List<Parking> getParkings() {
        return parkings();
    }

    default List<Recording> getRecordings() {
        return recordings();
    }

    default String getPickedUpBy() {
        return pickedUpBy();
    }

    default Map<String, String> getVariables() {
        return variables();
    }

    default boolean isPartial() {
        return partial();
    }

    default boolean isSynthetic() {
        return synthetic();
    }

    default CallEnd getEnd() {
        return end();
    }

    default int getOmitted() {
        return omitted();
    }
}
