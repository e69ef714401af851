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

import io.github.camelami.internal.wire.Spelling;
import java.util.Set;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Logs what is probably a mistake in a URI. Each mistake is logged only once. */
public final class UriWarnings {
    private static final Logger LOG = LoggerFactory.getLogger(UriWarnings.class);

    private static final int MAX_WARNINGS = 100;

    private final OnceOnly logged = new OnceOnly(MAX_WARNINGS);
    private final OnceOnly hosts = new OnceOnly(MAX_WARNINGS);

    /**
     * The check of the names in the options of an endpoint.
     *
     * @param endpoint the name of the PBX in the URI
     */
    public MisspeltNames namesOf(String endpoint) {
        return new MisspeltNames(endpoint, logged);
    }

    /**
     * Logs the options in which a plus sign was read as a blank.
     *
     * @param endpoint the name of the PBX in the URI
     */
    public void warnOfPlus(String endpoint, UriOptions options) {
        for (String option : options.readAsBlank()) {
            if (logged.isNew(endpoint + ' ' + option)) {
                LOG.warn(
                        "ami:{}: option {}: a plus sign is read as a blank, because recipientList and the like encode"
                                + " blanks as plus signs; write the value as RAW(...)",
                        endpoint,
                        option);
            }
        }
    }

    /**
     * Logs options that were set, but have no effect.
     *
     * @param endpoint the name of the PBX in the URI
     * @param user for an option, that which does not use it
     */
    public void warnOfUnused(String endpoint, Set<String> options, UnaryOperator<String> user) {
        for (String option : options) {
            if (logged.isNew(endpoint + ' ' + option + ' ' + user.apply(option))) {
                LOG.warn("ami:{}: option {} has no effect on {}", endpoint, option, user.apply(option));
            }
        }
    }

    /**
     * Logs that an endpoint uses its name as that of a host, if the name is similar to that of a connection. Names that
     * differ only in digits are those of several hosts, and a list or a pattern is not used as a host.
     *
     * @param host the host that it connects to
     * @param connections the names of the named connections
     */
    public void warnOfHost(String name, String host, Supplier<Set<String>> connections) {
        if (!name.equals(host) || ConnectionNames.areMany(name) || !hosts.isNew(name)) {
            return;
        }
        Set<String> known = connections.get();
        if (known.stream().noneMatch(each -> withoutDigits(each).equals(withoutDigits(name)))) {
            Spelling.closest(known, name)
                    .ifPresent(similar -> LOG.warn(
                            "ami:{}: there is no connection of this name, so it is used as a host name; did you mean ami:{}?",
                            name,
                            similar));
        }
    }

    private static String withoutDigits(String name) {
        return name.replaceAll("[0-9]", "");
    }
}
