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

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The sessions of a Camel context. Callers with equal settings share a session, which the last release closes. */
public final class AmiSessions {
    private static final Logger LOG = LoggerFactory.getLogger(AmiSessions.class);

    /**
     * A session, and a task to run after its end.
     *
     * @param atEnd the task, which runs after the last release, before another session with the same settings can be
     *     created
     */
    public record Opened(AmiSession session, Runnable atEnd) {}

    private static final class Shared {
        private final Opened opened;
        private int users;

        Shared(Opened opened) {
            this.opened = opened;
        }

        AmiSession acquire() {
            users++;
            return opened.session();
        }

        /** Releases the session once. Returns whether nobody uses the session any more. */
        boolean release() {
            return --users == 0;
        }
    }

    private final Map<Object, Shared> sessions = new HashMap<>();
    private final ClosingSessions closing = new ClosingSessions();
    /** The threads that close sessions while the context stops; null until then. */
    private Executor closers;

    private final RefusedSecrets refused = new RefusedSecrets();

    /** The refused logins, which are remembered after the end of their session. */
    public RefusedSecrets refusedSecrets() {
        return refused;
    }

    /**
     * The session for these settings.
     *
     * @param settings equal for all callers that may share a session; must include everything that grants rights
     */
    public synchronized AmiSession acquire(Object settings, Supplier<Opened> creator) {
        return sessions.computeIfAbsent(settings, key -> new Shared(creator.get()))
                .acquire();
    }

    /**
     * Releases a session. The last release closes the session, which may take two seconds. While the context stops,
     * sessions are closed in parallel, and {@link #closeAll} waits for them.
     */
    public void release(AmiSession session) {
        Executor threads;
        synchronized (this) {
            Shared shared = sessions.values().stream()
                    .filter(each -> each.opened.session() == session)
                    .findFirst()
                    .orElse(null);
            if (shared == null || !shared.release()) {
                return;
            }
            sessions.values().remove(shared);
            end(shared);
            threads = closers;
        }
        if (threads == null) {
            session.close();
        } else {
            closing.close(session, threads);
        }
    }

    /** Prepares all sessions for the stop of their routes, without waiting. */
    public void endWaiting(Executor threads) {
        synchronized (this) {
            closers = threads;
        }
        all().forEach(AmiSession::endWaiting);
    }

    /**
     * Closes the sessions that are still in use, in parallel, and forgets refused logins. A later release of these
     * sessions has no effect.
     */
    public void closeAll(Executor threads) {
        List<AmiSession> open;
        synchronized (this) {
            open = all();
            sessions.values().forEach(AmiSessions::end);
            sessions.clear();
            refused.clear();
            closers = null;
        }
        open.forEach(session -> closing.close(session, threads));
        closing.await();
    }

    /**
     * Runs the task of an ended session. The task calls foreign code, such as a meter registry. If the task fails, its
     * session and all others are closed nevertheless.
     */
    private static void end(Shared shared) {
        try {
            shared.opened.atEnd().run();
        } catch (RuntimeException | Error e) {
            LOG.warn(
                    "{} the meters of the session could not be removed",
                    ClosingSessions.context(shared.opened.session()),
                    e);
        }
    }

    /** The sessions in use. */
    public synchronized List<AmiSession> all() {
        return sessions.values().stream().map(shared -> shared.opened.session()).toList();
    }
}
