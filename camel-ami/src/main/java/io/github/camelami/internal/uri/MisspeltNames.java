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
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Logs names in the options of an endpoint that no Asterisk knows, but that are similar to known ones. Other unknown
 * names may be those of modules and dialplans, and are accepted silently. Each mistake is logged only once.
 */
public final class MisspeltNames {
    private static final Logger LOG = LoggerFactory.getLogger(MisspeltNames.class);
    private static final Pattern NAME = Pattern.compile("[A-Za-z][A-Za-z0-9-]*");
    private static final String CUSTOM = "UserEvent";

    private final String endpoint;
    private final OnceOnly logged;

    MisspeltNames(String endpoint, OnceOnly logged) {
        this.endpoint = endpoint;
        this.logged = logged;
    }

    /** Whether a mistake in the options of the endpoint was not logged yet. */
    public boolean isNew(String mistake) {
        return logged.isNew(endpoint + ' ' + mistake);
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
        if (action != null && !Catalogue.isAction(action) && isNew(option + ' ' + action)) {
            LOG.warn("ami:{}: option {}: unknown action {}{}", endpoint, option, action, Catalogue.suggestion(action));
        }
    }

    /**
     * Checks an option that names a field of events. The patterns must be valid.
     *
     * @param field null if the option is not set
     * @param include the patterns for the names of the events that are wanted; null for all. If a pattern matches UserEvent,
     *     or no known event and is no misspelt name of one, the field may be one of a dialplan or a module, and is not
     *     logged. Null also selects such events, but the field is logged, because it is more probably misspelt
     */
    public void checkField(String option, String field, String include) {
        if (field != null
                && !FieldNames.ofEvents().contains(field)
                && NamePatterns.split(include).stream().noneMatch(MisspeltNames::selectsCustomEvents)) {
            warn(option, "field", field, Spelling.closest(FieldNames.ofEvents(), field));
        }
    }

    /** Checks an option that is a list of patterns for the names of channels. */
    public void checkChannels(String option, String patterns) {
        for (String pattern : NamePatterns.split(patterns)) {
            ChannelPatterns.meant(pattern)
                    .filter(meant -> isNew(option + ' ' + pattern))
                    .ifPresent(meant -> LOG.warn(
                            "ami:{}: option {}: {} matches no channel, because channels have names such as"
                                    + " PJSIP/provider-0000001a; did you mean {}?",
                            endpoint,
                            option,
                            pattern,
                            meant));
        }
    }

    private static boolean selectsCustomEvents(String pattern) {
        Predicate<String> selected = NamePattern.of(pattern);
        return selected.test(CUSTOM)
                || Catalogue.EVENT_NAMES.stream().noneMatch(selected)
                        && Catalogue.similarEvent(pattern).isEmpty();
    }

    private void warn(String option, String kind, String name, Optional<String> similar) {
        if (NAME.matcher(name).matches() && similar.isPresent() && isNew(option + ' ' + name)) {
            LOG.warn(
                    "ami:{}: option {}: {} {} is not known, did you mean {}?",
                    endpoint,
                    option,
                    kind,
                    name,
                    similar.get());
        }
    }
}
