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

import io.github.camelami.message.AmiAction;
import io.github.camelami.message.AmiEvent;
import io.github.camelami.message.EventClasses;
import io.github.camelami.session.ActionRequest;
import io.github.camelami.session.ActionResult;
import io.github.camelami.session.AmiSession;
import io.github.camelami.session.Notice;
import io.github.camelami.session.SessionState;
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
 * Asks the PBX for lists on behalf of a tracker, and has each believed in its place among the events: when all has been
 * handled that was received before it.
 */
final class PbxLists {
    private static final Logger LOG = LoggerFactory.getLogger(PbxLists.class);

    private final AmiEndpoint endpoint;
    private final AmiSession session;
    private final Duration timeout;

    /** What an answer means, and when it arrived, in which login. */
    private record Conclusion(long arrived, long epoch, Runnable conclude) {
        boolean isDueBefore(Object next) {
            if (next instanceof AmiEvent event) {
                return event.receivedAt() > arrived;
            }
            // a Gap is not told when it came about, and a Connected ends nothing
            return !(next instanceof Notice notice)
                    || notice.kind() == Notice.Kind.Disconnected
                            && notice.event().epoch() >= epoch;
        }
    }

    /** Asks for what a tracker needs. */
    interface Look {
        void look() throws InterruptedException, NoAnswer;
    }

    private final Deque<Conclusion> conclusions = new ArrayDeque<>();
    private String listAction = "CoreShowChannels";
    private boolean noAnswerTold;

    PbxLists(AmiEndpoint endpoint, AmiSession session) {
        this.endpoint = endpoint;
        this.session = session;
        this.timeout = Duration.ofMillis(endpoint.getConfiguration().getActionTimeout());
    }

    /** A login, since which the user may have other rights. */
    void connected() {
        listAction = "CoreShowChannels";
    }

    /** Events pass by from here on, so that what was seen cannot be put in its place among them. */
    void suspended() {
        conclusions.clear();
        connected();
    }

    /** Whether a look waits for the events that were received before it. */
    boolean isPending() {
        return !conclusions.isEmpty();
    }

    /**
     * Concludes from the answers before which all has been handled.
     *
     * @param next what is handled next, or null if nothing waits
     */
    void conclude(Object next) {
        while (isPending() && conclusions.peek().isDueBefore(next)) {
            conclusions.poll().conclude.run();
        }
    }

    /**
     * Looks at the PBX.
     *
     * @param what is compared with it
     * @return false if it is to be done again because there was no answer
     */
    boolean look(String what, Look look) throws InterruptedException {
        try {
            look.look();
            noAnswerTold = false;
            return true;
        } catch (NoAnswer e) {
            boolean told = noAnswerTold || session.status().state() != SessionState.READY;
            LOG.atLevel(told ? Level.DEBUG : Level.WARN)
                    .log("ami:{}: {} could not be compared with the PBX: {}", endpoint.getName(), what, e.getMessage());
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

    /** @param conclude is given the time at which the answer arrived */
    void then(List<AmiEvent> items, LongConsumer conclude) {
        long arrived = items.isEmpty()
                ? System.currentTimeMillis()
                : items.get(items.size() - 1).receivedAt();
        conclusions.add(new Conclusion(arrived, session.status().epoch(), () -> conclude.accept(arrived)));
    }

    /** When the PBX was started, or null where it does not say so. */
    String start() throws InterruptedException, NoAnswer {
        var status = ask(AmiAction.named("CoreStatus").build()).response();
        return status.isError() ? null : status.get("CoreStartupDate") + " " + status.get("CoreStartupTime");
    }

    /** The channels that are up, or null where the user may list none. */
    List<AmiEvent> channels() throws InterruptedException, NoAnswer {
        // CoreShowChannels needs system or reporting; Status can do with call
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
     * The classes that the user may read, or null where the PBX does not tell: Asterisk grants any event mask, whatever the
     * user may read; only this command tells, and few may use it.
     */
    EventClasses granted() throws InterruptedException, NoAnswer {
        String user = endpoint.getConfiguration().getUsername();
        // what else stands in a name could be another command, or no argument
        if (user.matches("[A-Za-z0-9_.@-]+")) {
            var answer = ask(AmiAction.named("Command")
                            .field("Command", "manager show user " + user)
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
            LOG.debug("ami:{}: a class of this PBX is unknown: {}", endpoint.getName(), e.getMessage());
            return EventClasses.ALL;
        }
    }
}
