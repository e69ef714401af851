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
package io.github.camelami;

import io.github.camelami.simulator.SimulatedHttpBuilder;
import io.github.camelami.simulator.SimulatedPbx;
import io.github.camelami.simulator.SimulatedPbxBuilder;
import java.time.Duration;

/** Routes whose PBX is reached over HTTP. */
abstract class HttpRouteSupport extends RouteTestSupport {
    /** The ways to log in and to write answers. */
    static final String[] WAYS = {
        "authType=plain",
        "authType=md5",
        "authType=digest",
        "httpFormat=mxml",
        "authType=md5&httpFormat=mxml",
        "authType=digest&httpFormat=mxml"
    };

    @Override
    SimulatedPbx newPbx() throws Exception {
        return configure(SimulatedPbx.builder().failedLoginDelay(Duration.ofMillis(20)))
                .http(this::configure)
                .start();
    }

    SimulatedPbxBuilder configure(SimulatedPbxBuilder builder) {
        return builder;
    }

    void configure(SimulatedHttpBuilder http) {}

    @Override
    String ami(String options) {
        return ami("secret", options);
    }

    String ami(String secret, String options) {
        String uri = "ami:127.0.0.1?transport=http&port=" + pbx.http().port() + "&username=admin&secret=" + secret
                + "&reconnectDelay=1";
        return options.isEmpty() ? uri : uri + '&' + options;
    }
}
