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
 * Requests lists from the PBX for a tracker. Live events wait meanwhile. An answer takes effect when all events received
 * before it have been processed.
 */
final class PbxLists {
    private static final Logger LOG = LoggerFactory.getLogger(PbxLists.class);

    private final String endpoint;
    private final String username;
    private final AmiSession session;
    private final Duration timeout;

    /** The effect of an answer, when it arrived, in milliseconds since 1970, and in which login. */
    private record Conclusion(long arrived, long epoch, Runnable conclude) {
        boolean isDueBefore(AmiEvent event) {
            return event.receivedAt() > arrived;
        }

        /** A Gap does not report when it happened, and a Connected ends nothing. */
        boolean isDueBefore(Notice notice) {
            return notice.kind() == Notice.Kind.Disconnected && notice.event().epoch() >= epoch;
        }
    }

    /** Requests what a tracker needs. */
    interface Look {
        void look() throws InterruptedException, NoAnswer;
    }

    private final Deque<Conclusion> conclusions = new ArrayDeque<>();
    private String listAction = "CoreShowChannels";
    private boolean noAnswerTold;

    PbxLists(String endpoint, String username, AmiSession session, Duration timeout) {
        this.endpoint = endpoint;
        this.username = username;
        this.session = session;
        this.timeout = timeout;
    }

    /** After a login, the user may have other rights. */
    void connected() {
        listAction = "CoreShowChannels";
    }

    /** Events are ignored from here on, so that earlier answers have no place among the later events. */
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

    /** Applies all answers: no event waits that was received before them. */
    void concludeAll() {
        while (isPending()) {
            conclusions.poll().conclude.run();
        }
    }

    /**
     * Compares with the PBX.
     *
     * @param what is compared
     * @return false if there was no answer, so that the comparison must be repeated
     */
    boolean look(String what, Look look) throws InterruptedException {
        try {
            look.look();
            noAnswerTold = false;
            return true;
        } catch (NoAnswer e) {
            boolean told = noAnswerTold || session.status().state() != SessionState.READY;
            LOG.atLevel(told ? Level.DEBUG : Level.WARN)
                    .log("ami:{}: {} could not be compared with the PBX: {}", endpoint, what, e.getMessage());
            noAnswerTold |= !told;
            return false;
        }
    }

    static final class NoAnswer extends Exception {
        private static final long serialVersionUID = 1;

        NoAnswer(Throwable cause) {
            super(cause.getMessage(), cause);
        }

        NoAnswer(String refusal) {
            super(refusal);
        }
    }

    ActionResult ask(AmiAction action) throws InterruptedException, NoAnswer {
        try {
            return session.send(new ActionRequest(action, timeout, false, false))
                    .get();
        } catch (ExecutionException e) {
            throw new NoAnswer(e.getCause());
        }
    }

    /** @param conclude receives the time at which the answer arrived */
    void then(List<AmiEvent> items, LongConsumer conclude) {
        long arrived = items.isEmpty()
                ? System.currentTimeMillis()
                : items.get(items.size() - 1).receivedAt();
        conclusions.add(new Conclusion(arrived, session.status().epoch(), () -> conclude.accept(arrived)));
    }

    /** When the PBX was started, or null if it does not report that. */
    String start() throws InterruptedException, NoAnswer {
        var status = ask(AmiAction.named("CoreStatus").build()).response();
        return status.isError() ? null : status.get("CoreStartupDate") + " " + status.get("CoreStartupTime");
    }

    /** The channels, or null if the user may not list them. CoreShowChannels needs system or reporting; for Status, call is sufficient. */
    List<AmiEvent> channels() throws InterruptedException, NoAnswer {
        while (listAction != null) {
            ActionResult result = ask(AmiAction.named(listAction).build());
            if (result.items() != null) {
                return result.items();
            }
            if (!result.response().message().equals("Permission denied")) {
                throw new NoAnswer(listAction + ": " + result.response().message());
            }
            listAction = listAction.equals("Status") ? null : "Status";
        }
        return null;
    }

    /**
     * The classes that the user may read, or null if the PBX does not report them. Asterisk accepts any event mask. Only
     * this command shows what the user may read, and few users may run it.
     */
    EventClasses granted() throws InterruptedException, NoAnswer {
        // a name with other characters could form another command, or no argument
        if (username.matches("[A-Za-z0-9_.@-]+")) {
            var answer = ask(AmiAction.named("Command")
                            .field("Command", "manager show user " + username)
                            .build())
                    .response();
            for (String line : answer.isError() ? List.<String>of() : answer.values("Output")) {
                if (line.strip().startsWith("read perm:")) {
                    return parsed(line.substring(line.indexOf(':') + 1));
                }
            }
        }
        return null;
    }

    private EventClasses parsed(String granted) {
        try {
            return EventClasses.parse(granted.replace("<none>", "none"));
        } catch (IllegalArgumentException e) {
            LOG.debug("ami:{}: a class of this PBX is unknown: {}", endpoint, e.getMessage());
            return EventClasses.ALL;
        }
    }
}
