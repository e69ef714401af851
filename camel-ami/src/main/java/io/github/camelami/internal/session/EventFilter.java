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

import io.github.camelami.internal.codec.EventView;
import io.github.camelami.internal.wire.EventClasses;
import java.util.function.Predicate;

/**
 * The events that a consumer wants.
 *
 * @param names the wanted names, or null for all
 * @param fields accepts the wanted events by their fields, or null for all; runs on the reading thread
 */
record EventFilter(EventClasses classes, WantedNames names, Predicate<EventView> fields) {

    boolean accepts(EventView event) {
        return classes.covers(event.classes())
                && (names == null || names.include(event.name()))
                && (fields == null || fields.test(event));
    }
}
