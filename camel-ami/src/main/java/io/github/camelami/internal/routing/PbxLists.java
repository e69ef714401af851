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

import io.github.camelami.internal.session.ActionRequest;
import io.github.camelami.internal.session.ActionResult;
import io.github.camelami.internal.session.AmiSession;
import io.github.camelami.internal.session.Answered;
import io.github.camelami.internal.session.EventSubscription;
import io.github.camelami.internal.session.SessionState;
import io.github.camelami.internal.session.SessionStatus;
import io.github.camelami.message.AmiAction;
import io.github.camelami.message.AmiEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.function.LongConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/**
 * Requests lists from the PBX for a tracker. No events are processed until the answer has arrived. The answer takes
 * effect at its place in the stream of events: after the events that were read before it, and before all others.
 */
final class PbxLists {
    private static final Logger LOG = LoggerFactory.getLogger(PbxLists.class);

    private final String endpoint;
    private final AmiSession session;
    private final EventSubscription events;
    private final Duration timeout;

    /** A comparison with the PBX, which requests one or more lists. */
    interface Look {
        void look() throws InterruptedException, NoAnswer;
    }

    private final Conclusions conclusions = new Conclusions();
    private final BlindWatch blind = new BlindWatch();
    private String listAction = "CoreShowChannels";
    private boolean noAnswerTold;

    /** @param events the subscription of the tracker, in whose stream of events the places of the answers are marked */
    PbxLists(String endpoint, AmiSession session, EventSubscription events, Duration timeout) {
        this.endpoint = endpoint;
        this.session = session;
        this.events = events;
        this.timeout = timeout;
    }

    /** Forgets which lists the user may request, because the rights may have changed since the last login. */
    void connected() {
        listAction = "CoreShowChannels";
        blind.reset();
    }

    BlindWatch blind() {
        return blind;
    }

    /** Whether no consumer of the session has logged this yet. */
    boolean isNewToSession(String information) {
        return session.isNew(information);
    }

    Conclusions conclusions() {
        return conclusions;
    }

    /**
     * Runs a comparison with the PBX.
     *
     * @param what the data to compare, for the log
     * @return false if the PBX did not answer, so that the comparison must be repeated
     */
    boolean look(String what, Look look) throws InterruptedException {
        try {
            look.look();
            noAnswerTold = false;
            return true;
        } catch (NoAnswer e) {
            SessionStatus status = session.status();
            boolean told = noAnswerTold
                    || status.state() != SessionState.READY
                    || e.isOfStart(Duration.between(status.since(), Instant.now()));
            LOG.atLevel(told ? Level.DEBUG : Level.WARN)
                    .log("ami:{}: {} could not be compared with the PBX: {}", endpoint, what, e.getMessage());
            noAnswerTold |= !told;
            return false;
        }
    }

    ActionResult ask(AmiAction action) throws InterruptedException, NoAnswer {
        return ask(action, Answered.amongThoseRead(events));
    }

    /**
     * Like {@link #ask}, but the answer is placed before all events that are newer than it. Some events that follow it
     * may still be older, so the tracker must accept events whose effects the list already contains.
     */
    ActionResult askBeforeNewer(AmiAction action) throws InterruptedException, NoAnswer {
        return ask(action, Answered.beforeNewer(events));
    }

    private ActionResult ask(AmiAction action, Answered place) throws InterruptedException, NoAnswer {
        try {
            return session.send(new ActionRequest(action, timeout, false, false).at(place))
                    .get();
        } catch (ExecutionException e) {
            throw new NoAnswer(e.getCause());
        }
    }

    /**
     * Makes an answer take effect when its place in the stream of events is reached.
     *
     * @param conclude applies the answer, and receives the time at which it arrived, in milliseconds since 1970
     */
    void then(ActionResult answer, LongConsumer conclude) {
        List<AmiEvent> items = answer.items();
        long arrived = items == null || items.isEmpty()
                ? System.currentTimeMillis()
                : items.get(items.size() - 1).receivedAt();
        conclusions.add(answer, () -> conclude.accept(arrived));
    }

    /**
     * Requests the list of channels. Returns null if the user may not list them. CoreShowChannels requires write=system
     * or write=reporting. Status also works with write=call.
     */
    ActionResult channels() throws InterruptedException, NoAnswer {
        while (listAction != null) {
            ActionResult result = ask(AmiAction.named(listAction).build());
            if (result.items() != null) {
                return result;
            }
            if (!result.response().message().equals("Permission denied")) {
                throw new NoAnswer(listAction, result.response());
            }
            listAction = listAction.equals("Status") ? null : "Status";
        }
        return null;
    }
}
