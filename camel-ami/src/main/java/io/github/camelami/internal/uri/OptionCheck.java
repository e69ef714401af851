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

import java.util.regex.Pattern;

/**
 * Refuses invalid options of an endpoint. The message of the exception names the option, its value and what is
 * accepted.
 *
 * @param endpoint the name of the PBX in the URI
 */
public record OptionCheck(String endpoint) {
    private static final Pattern NAME = Pattern.compile("[^\\p{Cntrl}]*[^\\p{Cntrl} ][^\\p{Cntrl}]*");

    /** Those of Spring, Java and Maven, and those of Camel. */
    private static final Pattern PLACEHOLDER = Pattern.compile("(?s)\\$\\{.*}|\\{\\{.*}}");

    /**
     * Refuses an option unless {@code valid} is true.
     *
     * @param value the value to show in the message; null if the option is missing
     * @param accepted what is accepted, for the message
     * @throws IllegalArgumentException naming the option, its value and what is accepted
     */
    public void check(boolean valid, String option, Object value, String accepted) {
        if (!valid) {
            throw new IllegalArgumentException("ami:" + endpoint + ": option " + option
                    + (value == null ? " is missing" : "=" + value + " is not valid") + "; accepted: " + accepted);
        }
    }

    /**
     * Refuses a name that is missing or blank, has a control character, or is a placeholder.
     *
     * @throws IllegalArgumentException naming the option
     */
    public void checkName(String option, String name, String accepted) {
        boolean valid = name != null && NAME.matcher(name).matches();
        checkFilled(option, name);
        check(valid, option, name == null ? null : name.replaceAll("\\p{Cntrl}", "."), accepted);
        checkReplaced(option, name);
    }

    /**
     * Refuses a host that is missing, or is not a name or an address alone.
     *
     * @throws IllegalArgumentException naming the option
     */
    public void checkHost(String host) {
        checkName("host", host, "a name or address");
        boolean alone = host.indexOf('/') < 0 && !EndpointName.hasPort(host);
        check(alone, "host", host, "a name or address alone, without scheme and path; " + EndpointName.SET_PORT);
    }

    /**
     * Refuses a value that is nothing but a placeholder, because its variable or property is not set, or because nobody
     * replaces placeholders where the value was set. The message does not show the value.
     *
     * @throws IllegalArgumentException naming the option
     */
    public void checkReplaced(String option, Object value) {
        if (value instanceof String text && PLACEHOLDER.matcher(text.strip()).matches()) {
            throw new IllegalArgumentException("ami:" + endpoint + ": option " + option
                    + " is a placeholder that was not replaced; define the variable or the property that it names");
        }
    }

    /**
     * Refuses a value that is empty or blank, for example because its variable is set to nothing. The PBX would refuse
     * the login.
     *
     * @throws IllegalArgumentException naming the option
     */
    public void checkFilled(String option, Object value) {
        if (value instanceof String text && text.isBlank()) {
            throw new IllegalArgumentException("ami:" + endpoint + ": option " + option
                    + " is empty; set it, or the variable or the property that it names");
        }
    }

    /**
     * Reads the patterns of an option.
     *
     * @throws IllegalArgumentException naming the option if it has no pattern, or an invalid one
     */
    public NamePatterns patterns(String option, String patterns) {
        try {
            return new NamePatterns(patterns);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "ami:" + endpoint + ": option " + option + '=' + patterns + " is not valid: " + e.getMessage());
        }
    }
}
