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

import io.github.camelami.internal.wire.Catalogue;
import io.github.camelami.internal.wire.FieldNames;
import io.github.camelami.internal.wire.Spelling;
import java.util.Optional;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Logs names in the options of an endpoint that no Asterisk knows, but that are similar to known ones. Other unknown
 * names may be those of modules and dialplans, and are accepted silently.
 */
public final class MisspeltNames {
    private static final Logger LOG = LoggerFactory.getLogger(MisspeltNames.class);
    private static final Pattern NAME = Pattern.compile("[A-Za-z][A-Za-z0-9-]*");
    private static final String CUSTOM = "UserEvent";

    private final String endpoint;

    /** @param endpoint the name of the PBX in the URI */
    public MisspeltNames(String endpoint) {
        this.endpoint = endpoint;
    }

    /** Checks an option that is a list of patterns for the names of events. */
    public void checkEvents(String option, String patterns) {
        for (String name : NamePatterns.split(patterns)) {
            if (!Catalogue.isEvent(name)) {
                warn(option, "event", name, Catalogue.similarEvent(name));
            }
        }
    }

    /** Checks an option that is a list of patterns for the names of actions. */
    public void checkActions(String option, String patterns) {
        for (String name : NamePatterns.split(patterns)) {
            if (!Catalogue.isAction(name)) {
                warn(option, "action", name, Catalogue.similarAction(name));
            }
        }
    }

    /**
     * Checks an action that the endpoint sends by itself, or for each message. Also logs it if it is not similar to a known
     * one, because the PBX will probably refuse it each time.
     *
     * @param action null if the option is not set
     */
    public void checkAction(String option, String action) {
        if (action != null && !Catalogue.isAction(action)) {
            LOG.warn("ami:{}: option {}: unknown action {}{}", endpoint, option, action, Catalogue.suggestion(action));
        }
    }

    /**
     * Checks an option that names a field of events.
     *
     * @param field null if the option is not set
     * @param include the names of the events that are wanted; null for all. If events of dialplans or modules are among
     *     them, they may have the field
     */
    public void checkField(String option, String field, String include) {
        boolean custom = NamePatterns.split(include).stream()
                .anyMatch(name ->
                        NAME.matcher(name).matches() && (name.equalsIgnoreCase(CUSTOM) || !Catalogue.isEvent(name)));
        if (field != null && !custom && !FieldNames.ofEvents().contains(field)) {
            warn(option, "event with a field", field, Spelling.closest(FieldNames.ofEvents(), field));
        }
    }

    private void warn(String option, String kind, String name, Optional<String> similar) {
        if (NAME.matcher(name).matches()) {
            similar.ifPresent(known -> LOG.warn(
                    "ami:{}: option {}: Asterisk has no {} {}, did you mean {}?", endpoint, option, kind, name, known));
        }
    }
}
