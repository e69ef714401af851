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
package io.github.camelami.internal.routing;

import io.github.camelami.message.AmiResponse;
import java.time.Duration;

/** Thrown if the PBX did not answer a request of a tracker, or refused it for a temporary reason. */
final class NoAnswer extends Exception {
    private static final long serialVersionUID = 1;

    /** The longest time from the login until the PBX has loaded all its modules. */
    private static final Duration YOUTH = Duration.ofSeconds(30);

    private final boolean unknownAction;

    NoAnswer(Throwable cause) {
        super(cause.getMessage(), cause);
        unknownAction = false;
    }

    NoAnswer(String action, AmiResponse refusal) {
        super(action + ": " + refusal.message());
        unknownAction = refusal.message().startsWith("Invalid/unknown command");
    }

    /** Whether the PBX will probably know the action later. It accepts logins before it has loaded its modules. */
    boolean isOfStart(Duration sinceLogin) {
        return unknownAction && sinceLogin.compareTo(YOUTH) < 0;
    }
}
