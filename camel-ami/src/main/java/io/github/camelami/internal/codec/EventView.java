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

/** An event as filters see it, before its message is made. */
public interface EventView {

    /** The value of the first {@code Event} line. */
    String name();

    /** The classes that a reader needs for this event, as bits of {@link EventClasses}. */
    long classes();

    /** Whether it has an ActionID that begins so, or one of any kind and came to this session alone. */
    boolean isAnswerTo(String idPrefix);

    /** Whether the field, of any case, is there and its value passes; true of an event that is read only later (mxml). */
    boolean matches(String field, Predicate<String> test);
}
