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
package io.github.camelami.examples.wallboard;

import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Rejects requests for a host name that this server does not have. Otherwise a page of another site, whose name
 * resolves to this server, could read the names of the agents.
 */
final class AllowedNames {
    private static final String POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; "
            + "connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    private final Set<String> names;

    /** @param names the host names and addresses under which the page is opened */
    AllowedNames(Set<String> names) {
        this.names = names;
    }

    /** @param text the names, comma separated; blanks around names, their case and repeated names are ignored */
    static AllowedNames of(String text) {
        return new AllowedNames(Stream.of(text.split(","))
                .map(name -> name.strip().toLowerCase(Locale.ROOT))
                .filter(name -> !name.isEmpty())
                .collect(Collectors.toSet()));
    }

    boolean contains(String name) {
        return names.contains(name.toLowerCase(Locale.ROOT));
    }

    void check(RoutingContext context) {
        HttpServerRequest request = context.request();
        context.response()
                .putHeader("Content-Security-Policy", POLICY)
                .putHeader("X-Content-Type-Options", "nosniff")
                .putHeader("Referrer-Policy", "no-referrer")
                .putHeader("Cache-Control", "no-store");
        if (request.authority() != null && contains(request.authority().host())) {
            context.next();
        } else {
            context.response()
                    .setStatusCode(421)
                    .putHeader("Content-Type", "text/plain; charset=utf-8")
                    .end("This server has no such name; see web.names.");
        }
    }
}
