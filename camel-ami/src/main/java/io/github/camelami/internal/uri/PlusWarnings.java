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

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Logs the options in which a plus sign was read as a blank. Each option is logged only once. */
public final class PlusWarnings {
    private static final Logger LOG = LoggerFactory.getLogger(PlusWarnings.class);

    /** The maximum number of warnings. The names of options may come from messages, and must not fill the log. */
    private static final int MAX_WARNINGS = 100;

    private final Set<String> logged = ConcurrentHashMap.newKeySet();

    /**
     * Logs the options that were not logged before.
     *
     * @param endpoint the name of the PBX in the URI
     */
    public void log(String endpoint, UriOptions options) {
        for (String option : options.readAsBlank()) {
            if (logged.size() < MAX_WARNINGS && logged.add(endpoint + ' ' + option)) {
                LOG.warn(
                        "ami:{}: option {}: a plus sign is read as a blank, because recipientList and the like encode"
                                + " blanks as plus signs; write the value as RAW(...)",
                        endpoint,
                        option);
            }
        }
    }
}
