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
package io.github.camelami.internal.http;

import java.time.Duration;
import org.apache.hc.client5.http.ConnectionKeepAliveStrategy;
import org.apache.hc.client5.http.impl.DefaultConnectionKeepAliveStrategy;
import org.apache.hc.core5.http.HttpResponse;
import org.apache.hc.core5.http.protocol.HttpContext;
import org.apache.hc.core5.util.TimeValue;

/**
 * How long an idle connection is kept: a second less than the server announces, because of network delay.
 *
 * @param most the limit, which also applies if the server announces nothing
 */
public record IdleLimit(Duration most) implements ConnectionKeepAliveStrategy {

    @Override
    public TimeValue getKeepAliveDuration(HttpResponse response, HttpContext context) {
        long announced = DefaultConnectionKeepAliveStrategy.INSTANCE
                .getKeepAliveDuration(response, context)
                .toMilliseconds();
        long millis = announced < 0 ? most.toMillis() : Math.min(most.toMillis(), announced - 1000);
        return TimeValue.ofMilliseconds(Math.max(1, millis));
    }
}
