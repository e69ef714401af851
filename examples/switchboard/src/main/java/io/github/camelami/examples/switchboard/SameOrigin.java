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
package io.github.camelami.examples.switchboard;

import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.HostAndPort;
import io.vertx.ext.web.RoutingContext;
import java.net.URI;
import java.util.Locale;
import java.util.Set;

/**
 * Accepts only requests of this server's own page, and none of other pages in the same browser. Each request must use a
 * host name that this server has. A request of a button must also come from the same origin and contain JSON, which no
 * form of another site can send. Only users who may steer calls can use the buttons.
 */
final class SameOrigin {
    private static final String POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; "
            + "connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    private final Set<String> names;
    private final Rights rights;

    /** @param names the host names and addresses under which the page is opened, in lower case */
    SameOrigin(Set<String> names, Rights rights) {
        this.names = names;
        this.rights = rights;
    }

    void check(RoutingContext context) {
        HttpServerRequest request = context.request();
        context.response()
                .putHeader("Content-Security-Policy", POLICY)
                .putHeader("X-Content-Type-Options", "nosniff")
                .putHeader("Referrer-Policy", "no-referrer")
                .putHeader("Cache-Control", "no-store");
        if (request.authority() == null
                || !names.contains(request.authority().host().toLowerCase(Locale.ROOT))) {
            refuse(context, 421, "This server has no such name; see web.names.");
        } else if (!request.method().equals(HttpMethod.GET) && !isSameOrigin(request)) {
            refuse(context, 403, "Only the page of this server may do that.");
        } else if (!request.method().equals(HttpMethod.GET) && !isJson(request)) {
            refuse(context, 415, "JSON is wanted.");
        } else if (!request.method().equals(HttpMethod.GET) && !rights.maySteer(request)) {
            refuse(context, 403, "You may look, but only operators may steer calls.");
        } else {
            context.next();
        }
    }

    private static boolean isSameOrigin(HttpServerRequest request) {
        String site = request.getHeader("Sec-Fetch-Site");
        String origin = request.getHeader("Origin");
        return (site == null || site.equals("same-origin")) && (origin == null || isFrom(origin, request.authority()));
    }

    private static boolean isFrom(String origin, HostAndPort server) {
        try {
            URI uri = URI.create(origin);
            return server.host().equalsIgnoreCase(uri.getHost()) && server.port() == uri.getPort();
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private static boolean isJson(HttpServerRequest request) {
        String type = request.getHeader("Content-Type");
        return type != null && type.split(";")[0].strip().equalsIgnoreCase("application/json");
    }

    private static void refuse(RoutingContext context, int status, String why) {
        context.response()
                .setStatusCode(status)
                .putHeader("Content-Type", "text/plain; charset=utf-8")
                .end(why);
    }
}
