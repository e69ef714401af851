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
import io.github.camelami.internal.session.Notice;
import io.github.camelami.internal.session.SessionState;
import io.github.camelami.internal.tracking.CallTracker;
import io.github.camelami.internal.wire.EventClasses;
import io.github.camelami.message.AmiAction;
import io.github.camelami.message.AmiEvent;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.function.LongConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/**
 * Compares the calls with the channels of the PBX, and warns once about what the user's rights hide. Live events wait
 * meanwhile. An answer takes effect when all events received before it have been processed.
 */
final class Reconciler {
    private static final Logger LOG = LoggerFactory.getLogger(Reconciler.class);

    private final String endpoint;
    private final String username;
    private final AmiSession session;
    private final CallTracker tracker;
    private final Duration timeout;

    /** The effect of an answer, when it arrived, in milliseconds since 1970, and in which login. */
    private record Conclusion(long arrived, long epoch, Runnable conclude) {
        boolean isDueBefore(AmiEvent event) {
            return event.receivedAt() > arrived;
        }

        /** A Gap does not show when it happened, and a Connected ends nothing, so neither is waited for. */
        boolean isDueBefore(Notice notice) {
            return notice.kind() == Notice.Kind.Disconnected && notice.event().epoch() >= epoch;
        }
    }

    private final Deque<Conclusion> conclusions = new ArrayDeque<>();
    private String listAction = "CoreShowChannels";
    private String startedAt;
    private boolean rightsTold;
    private boolean blindTold;
    private boolean queuesTold;
    private boolean unlistedTold;
    private boolean noAnswerTold;

    Reconciler(CallStage.Options options, AmiSession session, CallTracker tracker) {
        this.endpoint = options.endpoint();
        this.username = options.username();
        this.session = session;
        this.tracker = tracker;
        this.timeout = options.actionTimeout();
    }

    /** Starts again with the best list: after a login, the user may have other rights. */
    void connected() {
        listAction = "CoreShowChannels";
    }

    /** Drops the answers: events are ignored from here on, so that earlier answers have no place among later events. */
    void suspended() {
        conclusions.clear();
        connected();
    }

    /** Whether an answer waits for the events that were received before it. */
    boolean isPending() {
        return !conclusions.isEmpty();
    }

    /** Applies the answers whose earlier events have all been processed when this event is next. */
    void concludeBefore(AmiEvent next) {
        while (isPending() && conclusions.peek().isDueBefore(next)) {
            conclusions.poll().conclude.run();
        }
    }

    /** Applies the answers whose earlier events have all been processed when this notice is next. */
    void concludeBefore(Notice next) {
        while (isPending() && conclusions.peek().isDueBefore(next)) {
            conclusions.poll().conclude.run();
        }
    }

    /** Applies all answers, because no event that was received before them is waiting any more. */
    void concludeAll() {
        while (isPending()) {
            conclusions.poll().conclude.run();
        }
    }

    /**
     * Compares the calls with the PBX.
     *
     * @return false if there was no answer, so that the comparison must be repeated
     */
    boolean look() throws InterruptedException {
        try {
            tellRights();
            compareStart();
            if (lookAtChannels()) {
                lookAtQueues();
            }
            noAnswerTold = false;
            return true;
        } catch (NoAnswer e) {
            boolean told = noAnswerTold || session.status().state() != SessionState.READY;
            LOG.atLevel(told ? Level.DEBUG : Level.WARN)
                    .log("ami:{}: calls could not be compared with the PBX: {}", endpoint, e.getMessage());
            noAnswerTold |= !told;
            return false;
        }
    }

    private static final class NoAnswer extends Exception {
        private static final long serialVersionUID = 1;

        NoAnswer(Throwable cause) {
            super(cause.getMessage(), cause);
        }

        NoAnswer(String refusal) {
            super(refusal);
        }
    }

    private ActionResult ask(AmiAction action) throws InterruptedException, NoAnswer {
        try {
            return session.send(new ActionRequest(action, timeout, false, false))
                    .get();
        } catch (ExecutionException e) {
            throw new NoAnswer(e.getCause());
        }
    }

    /**
     * Keeps the effect of an answer, to be applied after the events that were received before it.
     *
     * @param conclude receives the time at which the answer arrived
     */
    private void then(List<AmiEvent> items, LongConsumer conclude) {
        long arrived = items.isEmpty()
                ? System.currentTimeMillis()
                : items.get(items.size() - 1).receivedAt();
        conclusions.add(new Conclusion(arrived, session.status().epoch(), () -> conclude.accept(arrived)));
    }

    private void compareStart() throws InterruptedException, NoAnswer {
        var status = ask(AmiAction.named("CoreStatus").build()).response();
        String start = status.get("CoreStartupDate") + " " + status.get("CoreStartupTime");
        if (!status.isError()) {
            then(List.of(), now -> started(start, now));
        }
    }

    private void started(String start, long now) {
        if (startedAt != null && !startedAt.equals(start)) {
            LOG.info("ami:{}: the PBX was restarted; {} open calls are over", endpoint, tracker.openCalls());
            tracker.restarted(now);
        }
        startedAt = start;
    }

    /**
     * Compares with a list of channels. CoreShowChannels needs class system or reporting; for Status, call is enough.
     */
    private boolean lookAtChannels() throws InterruptedException, NoAnswer {
        while (listAction != null) {
            long asked = System.currentTimeMillis();
            ActionResult result = ask(AmiAction.named(listAction).build());
            List<AmiEvent> items = result.items();
            if (items != null) {
                then(items, now -> up(items, asked, now));
                return true;
            }
            if (!result.response().message().equals("Permission denied")) {
                throw new NoAnswer(listAction + ": " + result.response().message());
            }
            listAction = listAction.equals("Status") ? null : "Status";
        }
        if (!unlistedTold) {
            unlistedTold = true;
            warn("user {} may not list channels: calls that are open at a login stay unknown until their next"
                    + " event, and calls whose end is missed stay open; the user needs reporting, system or"
                    + " call in write");
        }
        return false;
    }

    private void up(List<AmiEvent> items, long asked, long now) {
        if (tracker.channels(items, asked, now) && !blindTold) {
            blindTold = true;
            warn("channels came up on the PBX, and no event reported them: user {} seems to lack class call in"
                    + " read, without which calls cannot be reported");
        }
    }

    private void lookAtQueues() throws InterruptedException, NoAnswer {
        List<AmiEvent> entries = ask(AmiAction.named("QueueStatus").build()).items();
        if (entries != null) {
            then(entries, now -> waiting(entries, now));
        }
    }

    private void waiting(List<AmiEvent> entries, long now) {
        if (tracker.waiting(entries, now) && !queuesTold) {
            queuesTold = true;
            warn("a call joined a queue, and no event reported it: user {} seems to lack class agent in read,"
                    + " without which calls have no queue data");
        }
    }

    /**
     * Reports once what the user may not read. Asterisk accepts any event mask. Only this command shows what the user
     * may read, and few users may run it.
     */
    private void tellRights() throws InterruptedException {
        if (rightsTold) {
            return;
        }
        String granted;
        try {
            granted = granted(username);
        } catch (NoAnswer e) {
            LOG.debug("ami:{}: the rights of the user are still unknown: {}", endpoint, e.getMessage());
            return;
        }
        rightsTold = true;
        if (granted != null) {
            tellRights(granted);
        } else {
            LOG.info(
                    "ami:{}: calls need read=call,agent; the PBX does not let user {} check its rights",
                    endpoint,
                    username);
        }
    }

    /** The classes that the user may read, or null if the PBX does not report them. */
    private String granted(String user) throws InterruptedException, NoAnswer {
        // a name with other characters could form another command, or no argument
        if (user.matches("[A-Za-z0-9_.@-]+")) {
            var answer = ask(AmiAction.named("Command")
                            .field("Command", "manager show user " + user)
                            .build())
                    .response();
            for (String line : answer.isError() ? List.<String>of() : answer.values("Output")) {
                if (line.strip().startsWith("read perm:")) {
                    return line.substring(line.indexOf(':') + 1);
                }
            }
        }
        return null;
    }

    private void tellRights(String granted) {
        try {
            EventClasses read = EventClasses.parse(granted.replace("<none>", "none"));
            if (!read.covers(EventClasses.parse("call").bits())) {
                blindTold = true;
                warn("user {} lacks class call in read: calls cannot be reported");
            }
            if (!read.covers(EventClasses.parse("agent").bits())) {
                queuesTold = true;
                warn("user {} lacks class agent in read: calls have no queue data, and one that left a queue"
                        + " reads as answered by the PBX");
            }
        } catch (IllegalArgumentException e) {
            LOG.debug("ami:{}: a class of this PBX is unknown: {}", endpoint, e.getMessage());
        }
    }

    private void warn(String text) {
        LOG.warn("ami:{}: " + text, endpoint, username);
    }
}
