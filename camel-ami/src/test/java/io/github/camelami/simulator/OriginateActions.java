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

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Answers Originate. With {@code Async: true}, answers at once. Otherwise blocks the session until the call is answered
 * or has failed.
 */
final class OriginateActions {

    private static final long SLICE_MILLIS = 50;

    private final SimulatedPbx pbx;

    OriginateActions(SimulatedPbx pbx) {
        this.pbx = pbx;
    }

    void addTo(Actions actions) {
        actions.add("Originate", this::originate);
    }

    private Reply originate(ReceivedAction action) throws InterruptedException {
        OriginateRequest request;
        try {
            request = OriginateRequest.of(action);
        } catch (IllegalArgumentException e) {
            return Reply.error(e.getMessage());
        }
        if (pbx.data().refuses(request)) {
            return Reply.error("Extension does not exist.");
        }
        if (request.isAsync()) {
            return Reply.success("Originate successfully queued").then(() -> start(request, true));
        }
        action.output().flush();
        return answered(start(request, false), action.session())
                ? Reply.success("Originate successfully queued")
                : Reply.error("Originate failed");
    }

    private CompletableFuture<Boolean> start(OriginateRequest request, boolean report) {
        CompletableFuture<Boolean> answered = new CompletableFuture<>();
        String id = request.channelId().isEmpty() ? pbx.channels().nextId() : request.channelId();
        pbx.timers().now(() -> {
            CallScript script = new CallScript(pbx, id);
            script.originate(
                    request,
                    channel -> {
                        if (report) {
                            pbx.emit(verdict(request, channel, CallOutcome.ANSWER));
                        }
                        answered.complete(true);
                    },
                    outcome -> {
                        if (report) {
                            pbx.emit(verdict(request, null, outcome));
                        }
                        answered.complete(false);
                    });
        });
        return answered;
    }

    /**
     * The OriginateResponse, an event that has a field Response. If the call has failed, the field Channel contains the
     * dial string.
     */
    private SimulatedEvent verdict(OriginateRequest request, SimulatedChannel channel, CallOutcome outcome) {
        boolean success = channel != null;
        SimulatedEvent event = SimulatedEvent.named("OriginateResponse", "call")
                .withIdOf(request.action())
                .with("Response", success ? "Success" : "Failure")
                .with("Channel", success ? channel.name : request.channel());
        if (request.application().isEmpty()) {
            event.with("Context", request.context()).with("Exten", request.exten());
        } else {
            event.with("Application", request.application()).with("Data", request.data());
        }
        event.with("Reason", outcome.reason())
                .with("Uniqueid", success ? channel.uniqueid : "<unknown>")
                .with("CallerIDNum", SimulatedChannel.known(request.callerNum()))
                .with("CallerIDName", SimulatedChannel.known(request.callerName()));
        if (success) {
            pbx.settings()
                    .channelVars()
                    .forEach(variable -> event.with(
                            "ChanVariable(" + channel.name + ")",
                            variable + "=" + channel.variables.getOrDefault(variable, "")));
        }
        return event;
    }

    /**
     * Waits until the call is answered (true) or has failed (false). Waits in short steps, because the end of the
     * connection must also end the wait.
     */
    private static boolean answered(CompletableFuture<Boolean> verdict, SimulatedSession session)
            throws InterruptedException {
        while (session.isOpen()) {
            try {
                return verdict.get(SLICE_MILLIS, TimeUnit.MILLISECONDS);
            } catch (TimeoutException e) {
                // still ringing
            } catch (ExecutionException e) {
                return false;
            }
        }
        return false;
    }
}
