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
package io.github.camelami.internal.session;

import io.github.camelami.message.AmiEvent;
import java.util.List;

/**
 * The events that report the outcome of an action after its response. Called only by the action, with its lock held.
 */
sealed interface OutcomeEvents permits OriginateEvents, AgiEvents {

    /**
     * Accepts an event if the event concerns this action.
     *
     * @return whether the event concerns this action
     */
    boolean take(AmiEvent event);

    /** Whether the outcome is known. Events that explain it may still arrive, for a short time. */
    boolean isKnown();

    /** Whether no further event is awaited. */
    boolean isComplete();

    /** The event that reports the outcome; null if the call ended first. */
    AmiEvent outcome();

    /** The events that explain the outcome. */
    List<AmiEvent> ends();

    /** The part that has not arrived yet, for exception texts. */
    String missing();
}
