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

import java.util.function.Predicate;

/** An mxml event of which only the name and the classes have been read. It counts as an event without an ActionID. */
record UnreadEvent(String name, long classes) implements EventView {
    @Override
    public boolean isAnswerTo(String idPrefix) {
        return false;
    }

    @Override
    public boolean matches(String field, Predicate<String> test) {
        return true;
    }
}
