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
package io.github.camelami.internal.uri;

import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.apache.camel.spi.PropertyConfigurerGetter;

/** Finds the options that were set, wherever that was done. */
public final class SetOptions {

    private SetOptions() {}

    /**
     * Returns the names of the options whose values are not the default values.
     *
     * @param names the names of options, also of others
     * @param options has the values
     * @param unset has the default values
     * @param types knows the options
     */
    public static Set<String> among(Set<String> names, Object options, Object unset, PropertyConfigurerGetter types) {
        Set<String> set = new TreeSet<>(names);
        set.removeIf(name ->
                Objects.equals(types.getOptionValue(options, name, false), types.getOptionValue(unset, name, false)));
        return set;
    }
}
