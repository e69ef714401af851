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

import io.github.camelami.internal.transport.AmiTransport;
import io.github.camelami.internal.wire.EventClasses;
import io.github.camelami.message.AmiAction;
import io.github.camelami.message.AmiException;
import io.github.camelami.message.AmiResponse;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/** One connection of a session, from its opening to its end. */
final class Connection {
    private static final String CLOSED = "closed by us";

    /** Notified when an open connection has ended, on the reading thread. */
    interface Owner {
        void closed(Connection connection, AmiException cause);
    }

    private final SessionSettings settings;
    private final SessionResources resources;
    private final AmiTransport transport;
    private final Subscriptions subscriptions;
    private final Owner owner;
    private final long epoch;
    private final String context;
    private final PendingActions pending;
    private final Inbound inbound;
    private final Liveness liveness;
    private final EventMask mask;
    private final EventFence fence;
    private final Farewell farewell;
    private final Snapshots snapshots;

    private volatile String started = "";
    private volatile String reason;
    /** The reason why the connection has ended; null until then. */
    private volatile AmiException cause;
    /** The last part of an exception text, which names the request without an answer; empty if there is none. */
    private volatile String unanswered = "";

    Connection(
            SessionSettings settings,
            SessionResources resources,
            SessionCounters counters,
            AmiTransport transport,
            Subscriptions subscriptions,
            Owner owner,
            long epoch,
            String idPrefix) {
        this.settings = settings;
        this.resources = resources;
        this.transport = transport;
        this.subscriptions = subscriptions;
        this.owner = owner;
        this.epoch = epoch;
        this.context = "[" + settings.name() + " epoch " + epoch + "]";
        this.pending = new PendingActions(settings, resources, counters, transport, idPrefix, context, this::askBehind);
        this.liveness = new Liveness(this, settings, resources, pending, new KeepAlive(settings, transport::silence));
        this.mask = new EventMask(this, settings, resources, transport, subscriptions);
        this.fence = new EventFence(this, settings, resources, transport, pending);
        this.farewell = new Farewell(this, transport);
        this.snapshots = new Snapshots(this, settings.username(), resources);
        this.inbound = new Inbound(this, idPrefix, counters, subscriptions, pending, liveness, snapshots);
    }

    /** Connects, and blocks until this is done. Afterwards, one thread receives while another one logs in. */
    void open() {
        liveness.heard();
        settings.secret().begin(settings, now());
        try {
            transport.open(inbound, epoch);
        } catch (AmiException.ConnectionFailed e) {
            throw reason == null ? e : new AmiException.ConnectionFailed(reason + ": " + e.getMessage(), e);
        }
    }

    /** Passes on what arrives, until the connection ends or, if the result is true, until a new thread continues. */
    boolean receive() {
        return transport.receive();
    }

    /** Logs in on the open connection. The future completes on one of the session's threads, not on the reading one. */
    CompletableFuture<Void> logIn() {
        if (!farewell.beginLogin()) {
            return CompletableFuture.failedFuture(new AmiException.ConnectionFailed(CLOSED, null));
        }
        return new LoginFlow(settings)
                .run(this, subscriptions.wanted(), subscriptions.wantsStart())
                .thenCompose(reported -> {
                    started = reported;
                    // the mask is set before the login is announced, so that no event after the notice is missed
                    unanswered = ": no answer to Events";
                    return mask.ask();
                })
                // not on the reading thread, which may have received the answer to the mask
                .thenRunAsync(() -> {}, resources.threads());
    }

    /** Begins to check whether the PBX is alive. */
    void watch() {
        liveness.check();
    }

    /** Records that the PBX has accepted the login with this mask. */
    void loggedIn(EventClasses asked) {
        mask.loggedIn(asked);
        settings.secret().accepted();
        farewell.loginAccepted();
    }

    /** The reason why the connection has ended or is about to end; null while it is up. */
    AmiException ending() {
        return cause != null || reason == null ? cause : ended(null);
    }

    private AmiException ended(AmiException below) {
        return new AmiException.ConnectionFailed(reason + unanswered, below);
    }

    String server() {
        return inbound.server();
    }

    /** The start time that the PBX reported; empty if it was not asked or did not report one. */
    String started() {
        return started;
    }

    String context() {
        return context;
    }

    long epoch() {
        return epoch;
    }

    boolean isExposed() {
        return transport.isExposed();
    }

    boolean isClosed() {
        return cause != null;
    }

    int inFlight() {
        return pending.inFlight();
    }

    /** The actions that are sent over this connection. */
    PendingActions actions() {
        return pending;
    }

    /** Sends an action of the session itself, to which {@code maxInFlight} does not apply. */
    CompletableFuture<ActionResult> sendOwn(AmiAction action, Duration timeout) {
        return sendOwn(action, null, timeout);
    }

    private CompletableFuture<ActionResult> sendOwn(AmiAction action, EventClasses newMask, Duration timeout) {
        return pending.send(new ActionRequest(action, timeout, false, false), newMask, true);
    }

    /**
     * Sends an action of the session itself, and allows the PBX to answer late. The PBX may be busy with an action in
     * flight until the deadline of that action.
     */
    CompletableFuture<ActionResult> sendBehindOthers(AmiAction action, EventClasses newMask) {
        long now = now();
        return sendOwn(action, newMask, settings.connectTimeout().plusNanos(pending.busyUntil(now) - now));
    }

    /**
     * Sends a Ping. Once the PBX has answered it, or has failed to answer it in time, all actions written before count
     * as finished.
     */
    private void askBehind(long written) {
        resources.run(() -> sendOwn(EventFence.PING, settings.keepAliveTimeout())
                .whenComplete((answer, failure) -> pending.passed(written)));
    }

    /**
     * Sends an action of the login. The future completes with its response, and not on the reading thread.
     *
     * @param newMask the event classes that are wanted once the action is accepted; null if it does not change them
     */
    CompletableFuture<AmiResponse> call(AmiAction action, EventClasses newMask) {
        unanswered = ": no answer to " + action.name();
        // nothing else is in flight yet, so the calling thread can write
        return pending.send(new ActionRequest(action, settings.connectTimeout(), false, false), newMask, false)
                .handleAsync(this::response, resources.threads());
    }

    private AmiResponse response(ActionResult result, Throwable failure) {
        if (failure != null) {
            String why = reason == null ? failure.getMessage() : reason;
            throw new AmiException.ConnectionFailed(why + unanswered, null);
        }
        unanswered = "";
        return result.response();
    }

    EventMask mask() {
        return mask;
    }

    /** Records that the awaited answer has arrived. */
    void answered() {
        unanswered = "";
    }

    /**
     * Makes a consumer that joins a running session receive events from now on. The future completes when the PBX has
     * accepted the mask.
     */
    CompletableFuture<Void> begin(EventSubscription subscription) {
        // the reading thread must not write, because the PBX may read nothing until this thread reads
        return mask.ask()
                .thenComposeAsync(asked -> fence.passed(), resources.threads())
                .handle((done, failure) -> {
                    subscription.begin();
                    return null;
                });
    }

    /** Runs the list actions of a consumer, unless it has received their lists since this login. */
    void takeSnapshot(EventSubscription subscription) {
        snapshots.take(subscription);
    }

    /**
     * Waits until all events have been delivered that the PBX held at the time of the call, but no longer than {@code
     * patience}.
     */
    void drain(Duration patience) throws InterruptedException {
        fence.await(patience);
    }

    /** Requests the start time of the PBX, for a consumer that joins after the login. */
    void askForStart() {
        sendOwn(LoginFlow.CORE_STATUS, settings.connectTimeout()).thenAccept(result -> {
            started = LoginFlow.started(result.response());
            subscriptions.started(started);
        });
    }

    /** Logs off if the PBX has a login, and ends the connection. Blocks for at most two seconds. */
    void close() {
        farewell.ofSession();
        end(CLOSED);
    }

    /** Ends the connection of a failed login, and logs off if the PBX had accepted that login. */
    void abandon(String why) {
        farewell.ofFailedLogin();
        end(why);
    }

    /** Ends the connection. If several reasons are given, the first one counts. */
    void end(String why) {
        if (reason == null) {
            reason = why;
        }
        transport.close();
        pending.close(reason);
    }

    /** Called when the open connection has ended, and nothing more arrives. */
    void closed(AmiException below) {
        AmiException why = reason == null ? below : ended(below);
        cause = why;
        liveness.end();
        mask.end();
        end(why.getMessage());
        owner.closed(this, why);
    }

    private long now() {
        return resources.nanoTime().getAsLong();
    }
}
