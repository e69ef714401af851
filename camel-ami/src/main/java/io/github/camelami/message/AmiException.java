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
package io.github.camelami.message;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Thrown if an action fails, or if there is no session. Each kind of failure is a subclass, so that a route can handle
 * it in {@code onException}. There are no other subclasses. Messages name fields, but not their values, except for a
 * queue, channel, interface, endpoint, bridge or context that the PBX does not know. Messages contain no secret.
 *
 * @since 1.0
 */
public abstract sealed class AmiException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private AmiException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }

    /**
     * The PBX refused the action, or the options of the endpoint do not allow it. The action did not run, and sending
     * it again will not help.
     */
    public static final class Refused extends AmiException {
        private static final long serialVersionUID = 1;
        private final @Nullable AmiResponse response;

        public Refused(String message) {
            this(message, null);
        }

        public Refused(String message, @Nullable AmiResponse response) {
            super(message, null);
            this.response = response;
        }

        /** The response with which the PBX refused the action; empty if the component refused it. */
        public Optional<AmiResponse> response() {
            return Optional.ofNullable(response);
        }
    }

    /** No byte of the action was sent. It did not run, and may be sent again. */
    public static final class NotSent extends AmiException {
        private static final long serialVersionUID = 1;

        public NotSent(String message) {
            super(message, null);
        }
    }

    /** The action was sent, and no answer can arrive any more. It may have run. */
    public static sealed class OutcomeUnknown extends AmiException permits TimedOut {
        private static final long serialVersionUID = 1;

        public OutcomeUnknown(String message) {
            super(message, null);
        }
    }

    /** The action was sent, and no answer arrived in time. It may have run, or may still run. */
    public static final class TimedOut extends OutcomeUnknown {
        private static final long serialVersionUID = 1;

        public TimedOut(String message) {
            super(message);
        }
    }

    /** There is no connection: unknown host, refused, failed TLS handshake, no greeting in time, or lost. */
    public static final class ConnectionFailed extends AmiException {
        private static final long serialVersionUID = 1;

        public ConnectionFailed(String message, @Nullable Throwable cause) {
            super(message, cause);
        }
    }

    /** The PBX did not accept the login. */
    public static final class AuthenticationFailed extends AmiException {
        private static final long serialVersionUID = 1;

        public AuthenticationFailed(String message) {
            super(message, null);
        }
    }

    /** The data received is not AMI, or exceeds a limit. */
    public static final class ProtocolViolation extends AmiException {
        private static final long serialVersionUID = 1;

        public ProtocolViolation(String message) {
            super(message, null);
        }
    }
}
