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
package io.github.camelami.simulator;

import io.github.camelami.internal.session.LoginActions;
import io.github.camelami.internal.tcp.TcpSettings;
import io.github.camelami.internal.tcp.TcpTransport;
import io.github.camelami.internal.transport.ConnectionSink;
import io.github.camelami.internal.transport.OutgoingAction;
import io.github.camelami.message.AmiAction;
import io.github.camelami.message.AmiException;
import io.github.camelami.message.AmiMessage;
import io.github.camelami.message.AmiResponse;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;

/** The connection of a recorder: logs in, sends actions, and passes on the messages that arrive. */
final class RecorderConnection implements ConnectionSink, AutoCloseable {
    /** How the ActionID of each action of the recorder begins. The name of the action follows. */
    static final String ID_PREFIX = "record-";

    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final int MAX_MESSAGE = 4 * 1024 * 1024;

    private record Outgoing(AmiAction action, String actionId) implements OutgoingAction {
        @Override
        public boolean leaving() {
            return true;
        }

        @Override
        public boolean hasEnded() {
            return false;
        }

        @Override
        public void notTaken() {}

        @Override
        public Duration timeout() {
            return PATIENCE;
        }
    }

    private final TcpTransport transport;
    private final Executor threads;
    private final Consumer<AmiMessage> messages;
    private final Map<String, CompletableFuture<AmiResponse>> awaited = new ConcurrentHashMap<>();
    private final CompletableFuture<String> ended = new CompletableFuture<>();

    /** @param messages receives each message, on the reading thread */
    RecorderConnection(PbxRecorderBuilder settings, Executor threads, Consumer<AmiMessage> messages) {
        this.threads = threads;
        this.messages = messages;
        this.transport = new TcpTransport(
                new TcpSettings(settings.host, settings.port, settings.tls, true, StandardCharsets.UTF_8, MAX_MESSAGE),
                threads);
    }

    /** Connects, and logs in without events. */
    void logIn(String username, String secret) {
        CompletableFuture<Void> opened = CompletableFuture.runAsync(() -> transport.open(this, 1), threads);
        get(opened);
        threads.execute(this::receive);
        AmiResponse challenge = ask(LoginActions.challenge());
        String key = md5(challenge.getOrDefault("Challenge", "") + secret);
        AmiResponse login = ask(LoginActions.md5(username, key, "off"));
        if (!login.status().equals("Success")) {
            throw new AmiException.AuthenticationFailed(
                    "the PBX refused the login of user '" + username + "' (" + login.message() + ")");
        }
    }

    private void receive() {
        boolean open = true;
        while (open) {
            open = transport.receive();
        }
    }

    /** Sends an action, and waits for its response. */
    AmiResponse ask(AmiAction action) {
        String id = ID_PREFIX + action.name();
        CompletableFuture<AmiResponse> response = new CompletableFuture<>();
        awaited.put(id, response);
        transport.send(new Outgoing(action, id));
        return get(response);
    }

    private <T> T get(CompletableFuture<T> future) {
        try {
            return future.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof AmiException failure
                    ? failure
                    : new AmiException.ConnectionFailed(e.getCause().getMessage(), e);
        } catch (TimeoutException e) {
            throw new AmiException.ConnectionFailed("the PBX does not answer", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AmiException.ConnectionFailed("interrupted", e);
        }
    }

    private static String md5(String text) {
        try {
            byte[] hash = MessageDigest.getInstance("MD5").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Completes when the connection ends, with the reason. */
    CompletableFuture<String> ended() {
        return ended;
    }

    @Override
    public void message(AmiMessage message) {
        messages.accept(message);
        if (message instanceof AmiResponse response && response.actionId() != null) {
            CompletableFuture<AmiResponse> waiting = awaited.remove(response.actionId());
            if (waiting != null) {
                waiting.complete(response);
            }
        }
    }

    @Override
    public void received(int bytes) {}

    @Override
    public void closed(AmiException cause, int discarded) {
        ended.complete(cause.getMessage());
        awaited.values().forEach(waiting -> waiting.completeExceptionally(cause));
    }

    @Override
    public void close() {
        transport.close();
    }
}
