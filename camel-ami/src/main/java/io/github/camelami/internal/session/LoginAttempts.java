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
package io.github.camelami.internal.session;

import io.github.camelami.message.AmiException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Makes the login attempts of a session. One thread connects, and then hands the connection over to the thread that
 * reads. No thread waits for the answers of the login, so a thousand connections need hardly more than a thousand
 * threads. The reading thread runs no other code, because code that Java has not compiled needs a larger stack.
 */
final class LoginAttempts {
    private final SessionSettings settings;
    private final SessionResources resources;
    private final Supplier<Connection> connections;
    private final Consumer<Connection> loggedIn;
    private final Consumer<AmiException> failed;

    /**
     * @param connections supplies the connection of the next attempt; null if there is to be none
     * @param loggedIn receives the connection after its login
     * @param failed receives the failure of an attempt, and may block
     */
    LoginAttempts(
            SessionSettings settings,
            SessionResources resources,
            Supplier<Connection> connections,
            Consumer<Connection> loggedIn,
            Consumer<AmiException> failed) {
        this.settings = settings;
        this.resources = resources;
        this.connections = connections;
        this.loggedIn = loggedIn;
        this.failed = failed;
    }

    /** Begins an attempt, without waiting for it. */
    void begin() {
        try {
            resources.readers().execute(new Attempt()::connect);
        } catch (RejectedExecutionException e) {
            // the context is stopping, and with it the session
        } catch (Error e) {
            fail(e);
        }
    }

    private final class Attempt {
        private Connection connection;
        private Future<?> deadline = CompletableFuture.completedFuture(null);
        /** Set when the login ends or is given up, whichever happens first. */
        private final AtomicBoolean decided = new AtomicBoolean();

        /** Connects, and begins to read and to log in. */
        void connect() {
            try {
                connection = connections.get();
                if (connection != null) {
                    deadline = resources.after(settings.connectTimeout(), this::giveUp);
                    connection.open();
                    resources.readers().execute(this::read);
                    logIn();
                }
            } catch (RuntimeException | Error e) {
                end(e);
            }
        }

        private void read() {
            while (connection.receive()) {
                try {
                    resources.readers().execute(this::read);
                    return;
                } catch (RuntimeException | Error e) {
                    // without a new thread, this one continues
                }
            }
        }

        private void logIn() {
            connection.logIn().thenRun(this::end).exceptionally(e -> {
                end(e);
                return null;
            });
        }

        /** Called at the deadline of connecting and login together. */
        private void giveUp() {
            if (decided.compareAndSet(false, true)) {
                connection.end("no session within connectTimeout="
                        + settings.connectTimeout().toMillis() + " ms");
            }
        }

        private void end() {
            if (decided.compareAndSet(false, true)) {
                connection.watch();
            }
            deadline.cancel(false);
            loggedIn.accept(connection);
        }

        private void end(Throwable cause) {
            deadline.cancel(false);
            fail(cause);
        }
    }

    private void fail(Throwable cause) {
        Throwable thrown = cause instanceof CompletionException ? cause.getCause() : cause;
        failed.accept(
                thrown instanceof AmiException explained
                        ? explained
                        : new AmiException.ConnectionFailed("internal error: " + thrown, thrown));
    }
}
