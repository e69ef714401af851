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

import io.github.camelami.call.AmiCall;
import io.github.camelami.internal.action.ActionAnswers;
import io.github.camelami.internal.action.ActionFactory;
import io.github.camelami.internal.action.ActionOptions;
import io.github.camelami.internal.action.Refusals;
import io.github.camelami.internal.routing.AwaitedCall;
import io.github.camelami.internal.routing.CallEnds;
import io.github.camelami.internal.routing.CallObservers;
import io.github.camelami.internal.session.ActionRequest;
import io.github.camelami.internal.session.ActionResult;
import io.github.camelami.internal.session.AmiSession;
import io.github.camelami.internal.session.SessionStatus;
import io.github.camelami.internal.uri.UriFields;
import io.github.camelami.message.AmiException;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import org.apache.camel.AsyncCallback;
import org.apache.camel.Exchange;
import org.apache.camel.api.management.ManagedAttribute;
import org.apache.camel.api.management.ManagedResource;
import org.apache.camel.support.DefaultAsyncProducer;
import org.jspecify.annotations.Nullable;

/**
 * Sends an action for each exchange. The route continues on a thread of the component when the PBX has answered.
 *
 * @since 1.0
 */
@ManagedResource(description = "Managed AMI producer")
public class AmiProducer extends DefaultAsyncProducer {
    private final AmiEndpoint endpoint;
    private final ActionFactory actions;
    private final Refusals refusals;
    private final ActionAnswers answers;
    private final LongAdder sent = new LongAdder();
    private final LongAdder failed = new LongAdder();
    private final AtomicInteger inFlight = new AtomicInteger();
    private volatile @Nullable AmiSession session;
    /** Observes the calls of this producer until they end; null without awaitEnd. */
    private volatile @Nullable CallEnds callEnds;
    /** The calls whose ends this producer awaits. Their observer may be shared with other producers. */
    private final Set<AwaitedCall> calls = ConcurrentHashMap.newKeySet();

    public AmiProducer(AmiEndpoint endpoint) {
        super(endpoint);
        this.endpoint = endpoint;
        ActionOptions options = options(endpoint);
        this.actions = new ActionFactory(options, endpoint.getCamelContext());
        this.refusals = new Refusals(options);
        this.answers = new ActionAnswers(options);
    }

    static ActionOptions options(AmiEndpoint endpoint) {
        AmiProducerConfiguration options = endpoint.getProducerConfiguration();
        AmiConfiguration connection = endpoint.getConfiguration();
        String allowed = options.getAllowedActions();
        return new ActionOptions(
                endpoint.getName(),
                connection.getUsername(),
                options.getAction(),
                UriFields.of(options.getField(), options.getVariable()),
                allowed,
                allowed == null ? null : endpoint.connection().option().patterns("allowedActions", allowed),
                options.isAllowDangerousActions(),
                options.isAwaitOutcome(),
                options.isStreamList(),
                options.isThrowExceptionOnFailure(),
                Duration.ofMillis(connection.getActionTimeout()),
                Duration.ofMillis(options.getEndTimeout()),
                connection.isTraceCalls(),
                endpoint.mapping());
    }

    @Override
    protected void doInit() throws Exception {
        super.doInit();
        actions.checkOptions(endpoint.getComponent().warnings().namesOf(endpoint.getName()));
        TrackerOptions tracker = new TrackerOptions(endpoint);
        tracker.producer(endpoint.getProducerConfiguration());
        tracker.warn(
                endpoint.getProducerConfiguration(), endpoint.getComponent().warnings());
    }

    @Override
    protected void doStart() throws Exception {
        super.doStart();
        session = endpoint.acquireSession();
        try {
            observeCalls(session);
            endpoint.getComponent().startingLogins().start(endpoint, session);
            if (callEnds != null) {
                callEnds.start(Duration.ofMillis(endpoint.getConfiguration().getConnectTimeout()));
            }
            endpoint.getComponent()
                    .producerChecks()
                    .add(
                            session,
                            endpoint.connection().peer(),
                            endpoint.getComponent().isHealthCheckProducerEnabled(),
                            endpoint.getCamelContext());
        } catch (Exception | Error e) {
            // Camel stops a service whose start throws an exception, but not one whose start throws an Error
            leaveSession();
            throw e;
        }
    }

    /**
     * Acquires the observer of calls if the option awaitEnd is set. Called before the session starts, so that the login
     * already requests the events of calls.
     */
    private void observeCalls(AmiSession current) {
        AmiProducerConfiguration options = endpoint.getProducerConfiguration();
        if (options.isAwaitEnd()) {
            callEnds = CallObservers.of(endpoint.getCamelContext())
                    .acquire(current, new TrackerOptions(endpoint).producer(options));
        }
    }

    @Override
    protected void doStop() throws Exception {
        try {
            if (session != null) {
                endpoint.getComponent().producerChecks().remove(session, endpoint.getName());
            }
        } finally {
            leaveSession();
        }
        super.doStop();
    }

    private void leaveSession() {
        CallEnds observer = callEnds;
        callEnds = null;
        if (observer != null) {
            CallObservers.of(endpoint.getCamelContext()).release(observer);
        }
        AmiSession left = session;
        session = null;
        calls.forEach(AwaitedCall::abandon);
        if (left != null) {
            endpoint.releaseSession(left);
        }
    }

    @Override
    public boolean process(Exchange exchange, AsyncCallback callback) {
        ActionRequest request;
        CompletableFuture<ActionResult> answer;
        CompletableFuture<@Nullable AmiCall> call;
        try {
            answers.begin(exchange);
            request = actions.request(exchange);
            AwaitedCall awaited = awaited(request);
            answer = send(request, awaited);
            call = awaited == null ? null : answer.thenCompose(placed -> awaited.end());
            sent.increment();
            inFlight.incrementAndGet();
        } catch (Throwable e) {
            // also catches an Error of a converter or a body, because otherwise the caller would wait for the exchange
            // forever
            failed.increment();
            exchange.setException(refusals.named(e, exchange));
            callback.done(true);
            return true;
        }
        CompletableFuture<?> last = call == null ? answer : call;
        if (last.isDone()) {
            end(exchange, request, answer, call);
            callback.done(true);
            return true;
        }
        last.whenCompleteAsync(
                (result, failure) -> {
                    end(exchange, request, answer, call);
                    callback.done(false);
                },
                endpoint.getComponent().threads().continuations());
        return false;
    }

    /**
     * Registers the call that an action is going to place, so that its end is awaited. Returns null for actions that
     * place no call, and without awaitEnd.
     */
    private @Nullable AwaitedCall awaited(ActionRequest request) {
        CallEnds observer = callEnds;
        if (observer == null || !request.action().is("Originate")) {
            return null;
        }
        AwaitedCall call = observer.expect(
                request, Duration.ofMillis(endpoint.getProducerConfiguration().getEndTimeout()));
        calls.add(call);
        call.end().whenComplete((ended, failure) -> calls.remove(call));
        return call;
    }

    private CompletableFuture<ActionResult> send(ActionRequest request, @Nullable AwaitedCall call) {
        if (call == null) {
            return send(request);
        }
        try {
            CompletableFuture<ActionResult> answer = send(request);
            call.placedBy(answer);
            return answer;
        } catch (RuntimeException | Error e) {
            call.end().completeExceptionally(e);
            throw e;
        }
    }

    private CompletableFuture<ActionResult> send(ActionRequest request) {
        AmiSession current = session;
        if (current == null) {
            throw new AmiException.NotSent("ami:" + endpoint.getName() + ": not sent, the producer is stopped");
        }
        return endpoint.getProducerConfiguration().isAwaitSession()
                ? current.sendWhenReady(request)
                : current.send(request);
    }

    private void end(
            Exchange exchange,
            ActionRequest request,
            CompletableFuture<ActionResult> answer,
            @Nullable CompletableFuture<@Nullable AmiCall> call) {
        inFlight.decrementAndGet();
        try {
            answers.callId(exchange, request.action());
            answers.answer(exchange, request.action(), answer.join());
            AmiCall ended = call == null ? null : call.join();
            if (ended != null) {
                answers.call(exchange, ended);
            }
        } catch (Throwable e) {
            failed.increment();
            exchange.setException(refusals.named(e instanceof CompletionException ? e.getCause() : e, exchange));
        }
    }

    @ManagedAttribute(description = "State of the session")
    public String getSessionState() {
        return status().state().name();
    }

    @ManagedAttribute(description = "Logins of the session")
    public long getEpoch() {
        return status().epoch();
    }

    @ManagedAttribute(description = "Logins of the session after the first")
    public long getReconnects() {
        return status().reconnects();
    }

    @ManagedAttribute(description = "Actions of this producer")
    public long getActionsSent() {
        return sent.sum();
    }

    @ManagedAttribute(description = "Actions of this producer that failed: refused, not sent, or not answered")
    public long getActionsFailed() {
        return failed.sum();
    }

    @ManagedAttribute(description = "Actions of this producer waiting for their answers")
    public int getActionsInFlight() {
        return inFlight.get();
    }

    private SessionStatus status() {
        AmiSession current = session;
        return current == null ? SessionStatus.NONE : current.status();
    }
}
