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
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The sessions of a Camel context. Callers with equal settings share one; the last one to release it closes it. */
public final class AmiSessions {
    private static final Logger LOG = LoggerFactory.getLogger(AmiSessions.class);

    /**
     * A session and what belongs to it.
     *
     * @param atEnd runs after the last release, before another session with the same settings can be created
     */
    public record Opened(AmiSession session, Runnable atEnd) {}

    private static final class Shared {
        private final Opened opened;
        private int users;

        Shared(Opened opened) {
            this.opened = opened;
        }
    }

    private final Map<Object, Shared> sessions = new HashMap<>();
    private final RefusedSecrets refused = new RefusedSecrets();

    /** The memory of refused logins, which outlives a session. */
    public RefusedSecrets refusedSecrets() {
        return refused;
    }

    /**
     * The session for these settings.
     *
     * @param settings equal for all callers that may share a session; must include everything that carries authority
     */
    public synchronized AmiSession acquire(Object settings, Supplier<Opened> creator) {
        Shared shared = sessions.computeIfAbsent(settings, key -> new Shared(creator.get()));
        shared.users++;
        return shared.opened.session();
    }

    /** Releases a session. The last release closes it, which may take two seconds. */
    public void release(AmiSession session) {
        synchronized (this) {
            Shared shared = sessions.values().stream()
                    .filter(each -> each.opened.session() == session)
                    .findFirst()
                    .orElse(null);
            if (shared == null || --shared.users > 0) {
                return;
            }
            sessions.values().remove(shared);
            end(shared);
        }
        session.close();
    }

    /** Makes all sessions ready for the stop of their routes: no action waits any more, and the events have arrived. */
    public void endWaiting(Executor threads) {
        all().forEach(AmiSession::endWaiting);
        drainAll(threads);
    }

    /**
     * Receives the events that the PBXes still hold, from all of them in parallel, before consumers stop one after the
     * other. A PBX that does not answer is not waited for again, so several of them delay the stop by no more than one
     * would.
     */
    void drainAll(Executor threads) {
        List<AmiSession> consuming =
                all().stream().filter(AmiSession::hasConsumers).toList();
        if (consuming.size() > 1) {
            forEach(consuming, threads, AmiSession::drain);
        }
    }

    /** Closes the sessions that are still in use, in parallel. Releasing one of them later has no effect. */
    public void closeAll(Executor threads) {
        List<AmiSession> open;
        synchronized (this) {
            open = all();
            sessions.values().forEach(AmiSessions::end);
            sessions.clear();
            refused.clear();
        }
        forEach(open, threads, session -> {
            try {
                session.close();
            } catch (RuntimeException | Error e) {
                LOG.warn("{} the session could not be closed", context(session), e);
            }
        });
    }

    private static void forEach(List<AmiSession> sessions, Executor threads, Consumer<AmiSession> task) {
        CountDownLatch running = new CountDownLatch(sessions.size());
        for (AmiSession session : sessions) {
            Runnable one = () -> {
                try {
                    task.accept(session);
                } finally {
                    running.countDown();
                }
            };
            try {
                threads.execute(one);
            } catch (RuntimeException | Error e) {
                // no more threads are available
                one.run();
            }
        }
        try {
            running.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Runs foreign code, such as a meter registry. If it fails, the session and all others are still closed. */
    private static void end(Shared shared) {
        try {
            shared.opened.atEnd().run();
        } catch (RuntimeException | Error e) {
            LOG.warn("{} the meters of the session could not be removed", context(shared.opened.session()), e);
        }
    }

    private static String context(AmiSession session) {
        return "[" + session.name() + " epoch " + session.status().epoch() + "]";
    }

    /** The sessions in use. */
    public synchronized List<AmiSession> all() {
        return sessions.values().stream().map(shared -> shared.opened.session()).toList();
    }
}
