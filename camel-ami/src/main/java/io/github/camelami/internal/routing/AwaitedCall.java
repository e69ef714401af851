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

import io.github.camelami.call.AmiCall;
import io.github.camelami.call.CallDisposition;
import io.github.camelami.call.CallEnd;
import io.github.camelami.call.CallState;
import io.github.camelami.call.FailureReason;
import io.github.camelami.internal.session.ActionRequest;
import io.github.camelami.internal.session.ActionResult;
import io.github.camelami.message.AmiException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** A call that an Originate of a producer places, and whose end the producer awaits. */
public final class AwaitedCall {
    private final String id;
    private final String pbx;
    private final ActionRequest request;
    private final long startedAt = System.currentTimeMillis();
    private final Duration limit;
    private final long deadline;
    private final CompletableFuture<AmiCall> end = new CompletableFuture<>();

    /**
     * When the PBX reported whether the first phone answered, in nanoseconds of a monotonic clock. Valid once {@link
     * #result} is set.
     */
    private long placedAt;

    private volatile ActionResult result;

    AwaitedCall(String id, String pbx, ActionRequest request, Duration limit) {
        this.id = id;
        this.pbx = pbx;
        this.request = request;
        this.limit = limit;
        this.deadline = System.nanoTime() + limit.toNanos();
    }

    String id() {
        return id;
    }

    /**
     * A future that completes with the ended call, or with null if the PBX refused to place the call. It completes
     * exceptionally if the end remains unknown.
     */
    public CompletableFuture<AmiCall> end() {
        return end;
    }

    /** Makes the wait end if the answer to the Originate reports that no call was placed. */
    public void placedBy(CompletableFuture<ActionResult> answer) {
        answer.whenComplete((placed, failure) -> {
            if (failure != null) {
                end.completeExceptionally(failure);
            } else if (placed.outcome() == null) {
                end.complete(null);
            } else {
                placedAt = System.nanoTime();
                result = placed;
            }
        });
    }

    /** Whether the PBX reported the outcome of the Originate before this time, in nanoseconds of the same clock. */
    boolean isPlacedBefore(long time) {
        return result != null && placedAt - time < 0;
    }

    /**
     * Ends the wait, because the tracker does not know the call. Either the call had no channel, or all its events were
     * lost.
     */
    void isUnknown() {
        if ("Failure".equalsIgnoreCase(result.outcome().first("Response"))) {
            end.complete(withoutChannel());
        } else {
            end.completeExceptionally(new AmiException.OutcomeUnknown(
                    result.description() + "the call was answered, but the events of its end were lost"));
        }
    }

    /** Ends the wait if it has lasted longer than endTimeout. */
    void expire(long now) {
        if (now - deadline >= 0) {
            end.completeExceptionally(new AmiException.TimedOut(describe() + "the call " + id
                    + " has not ended within endTimeout=" + limit.toMillis() + " ms; it continues"));
        }
    }

    /** Ends the wait, because nobody observes the call any more. */
    public void abandon() {
        end.completeExceptionally(new AmiException.OutcomeUnknown(
                describe() + "the producer was stopped before the end of the call " + id + ", which continues"));
    }

    private String describe() {
        ActionResult known = result;
        return known == null ? "Originate: " : known.description();
    }

    /**
     * The call as the route receives it if the PBX could not create a channel, for example because the phone is not
     * registered.
     */
    private AmiCall withoutChannel() {
        long now = System.currentTimeMillis();
        return AmiCall.builder()
                .id(id, List.of())
                .pbx(pbx)
                .state(CallState.ENDED)
                .originated(true)
                .called(request.action().field("Exten").orElse(null), null)
                .times(startedAt, null, null, now)
                .durations(now - startedAt, 0, 0, 0, 0)
                .disposition(CallDisposition.FAILED, true, FailureReason.NOT_REACHABLE)
                .end(CallEnd.HANGUP, false)
                .build();
    }
}
