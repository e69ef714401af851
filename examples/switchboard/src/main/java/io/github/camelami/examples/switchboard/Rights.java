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

import io.vertx.core.http.HttpServerRequest;
import java.util.Set;

/**
 * An example of a policy: operators may steer calls, and all others may only look. The proxy in front of this server has
 * checked who the user is, and says so in a header.
 */
final class Rights {
    private final String header;
    private final Set<String> operators;

    /** @param operators the names of the operators; {@code *} for everybody */
    Rights(String header, Set<String> operators) {
        this.header = header;
        this.operators = operators;
    }

    boolean maySteer(HttpServerRequest request) {
        String user = request.getHeader(header);
        return operators.contains("*") || user != null && operators.contains(user);
    }
}
