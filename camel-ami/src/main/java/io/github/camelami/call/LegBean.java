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

/** The values of a Leg under the names that bean mappers look for; what each means is said there. */
interface LegBean {

    String channel();

    String number();

    String name();

    String shownNumber();

    String dialStatus();

    String forwardedTo();

    List<String> via();

    long startedAt();

    Long ringingAt();

    Long answeredAt();

    Long endedAt();

    long talkTime();

    Integer cause();

    String causeText();

    default String getChannel() {
        return channel();
    }

    default String getNumber() {
        return number();
    }

    default String getName() {
        return name();
    }

    default String getShownNumber() {
        return shownNumber();
    }

    default String getDialStatus() {
        return dialStatus();
    }

    default String getForwardedTo() {
        return forwardedTo();
    }

    default List<String> getVia() {
        return via();
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

    default long getTalkTime() {
        return talkTime();
    }

    default Integer getCause() {
        return cause();
    }

    default String getCauseText() {
        return causeText();
    }
}
