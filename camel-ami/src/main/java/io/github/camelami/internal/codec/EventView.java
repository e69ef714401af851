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
package io.github.camelami.internal.codec;

import io.github.camelami.internal.wire.EventClasses;
import java.util.function.Predicate;

/** An event as filters see it, before its message is created. */
public interface EventView {

    /** The value of the first {@code Event} line. */
    String name();

    /** The event classes that the {@code Privilege} of this event requires, as bits of {@link EventClasses}. */
    long classes();

    /**
     * Whether the event answers an action of this session. Such an event has an ActionID with this prefix, or it has
     * any ActionID and was not sent to all sessions.
     */
    boolean isAnswerTo(String idPrefix);

    /**
     * Whether the event has the field, and the value of the field passes the test. True if the fields have not been
     * read yet (mxml).
     *
     * @param field the name of the field; case does not matter
     */
    boolean matches(String field, Predicate<String> test);
}
