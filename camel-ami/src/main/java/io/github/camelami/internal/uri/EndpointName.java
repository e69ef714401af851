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
import java.util.regex.Pattern;

/** The part of a URI between {@code ami:} and the options: a host, or the name of a named connection. */
public final class EndpointName {

    static final String SET_PORT = "set the port with the option port";

    /** A colon is part of an IPv6 address, so an address with several colons has a port only behind brackets. */
    private static final Pattern WITH_PORT = Pattern.compile("([^:\\[]*|\\[.*]):\\d+");

    private EndpointName() {}

    /**
     * Returns the name that the author of the URI meant.
     *
     * @throws IllegalArgumentException if it contains user info, a port or an expression. User info and a port must be
     *     given as options
     */
    public static String of(String given) {
        String name = UriValue.decode(given, false, false);
        if (UriOptions.isExpression(name)) {
            throw new IllegalArgumentException("ami:" + name + ": to() does not evaluate ${...}; use toD()");
        }
        if (name.indexOf('@') >= 0) {
            throw new IllegalArgumentException("an ami: URI has no user info; use the options username and secret");
        }
        if (hasPort(name)) {
            throw new IllegalArgumentException("ami:" + name + ": " + SET_PORT);
        }
        return name;
    }

    /** Whether a host is followed by a port. */
    static boolean hasPort(String host) {
        return WITH_PORT.matcher(host).matches();
    }

    /**
     * A hint to append to an error about a host, because the name may have been meant as that of a named connection.
     * Empty if there are no named connections.
     *
     * @param connections the names of the named connections
     */
    public static String hint(String name, Set<String> connections) {
        return connections.isEmpty() || connections.contains(name) ? "" : "; " + unknown(name, connections);
    }

    /** A text that says that a name is not that of a connection, and which one was probably meant. */
    public static String unknown(String name, Set<String> connections) {
        return "'" + name + "' is not one of the named connections: " + String.join(", ", connections)
                + Spelling.suggestion(connections, name);
    }
}
