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
package io.github.camelami.kafka.connect;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.LongSupplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The sessions of all tasks in this worker.
 *
 * <p>Connect stops and starts all tasks of a connector after each change of its configuration, and a task is not told
 * why it stops. If the whole connector stops in this worker, its sessions therefore stay for a while, and the next task
 * with the same name takes them over. If only some tasks stop while others continue, they have been given to another
 * worker, and log off at once. A task that was halted or paused does the same, because another worker may already run
 * it.
 */
final class KeptSessions {
    private static final Logger LOG = LoggerFactory.getLogger(KeptSessions.class);

    /** How long to wait until the other tasks of the connector stop or poll. */
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    /** A task that has not polled for this long is on a worker that was halted, or whose broker was away. */
    private static final Duration HALT = Duration.ofSeconds(5);

    /** For how long after such a pause another worker may run the task, without this worker knowing it. */
    private static final Duration DOUBT = Duration.ofMinutes(1);

    static final KeptSessions IN_THIS_WORKER = new KeptSessions(System::nanoTime);

    private final Map<String, TaskSessions> all = new HashMap<>();
    private final LongSupplier nanos;

    /** @param nanos the time in nanoseconds */
    KeptSessions(LongSupplier nanos) {
        this.nanos = nanos;
    }

    /** The sessions of one task. Except for the sessions themselves, guarded by the lock of {@link KeptSessions}. */
    static final class TaskSessions {
        final PbxSessions sessions;
        private final Map<String, Object> identity;
        private long polledAt;
        private long haltedAt;
        private boolean stopped;
        private @Nullable Thread end;

        TaskSessions(PbxSessions sessions, long now) {
            this.sessions = sessions;
            this.haltedAt = now - 2 * DOUBT.toNanos();
            this.identity = sessions.settings().identity();
        }
    }

    /**
     * Gives a task its sessions: those that its predecessor has left here, or new ones.
     *
     * @param stored the offsets at which the records of the PBXes end
     */
    TaskSessions open(ConnectorSettings settings, Map<String, SourceOffset> stored) {
        TaskSessions left;
        boolean fits;
        synchronized (this) {
            left = all.remove(settings.task());
            fits = left != null
                    && left.stopped
                    && left.identity.equals(settings.identity())
                    && left.sessions.endAt(stored, settings.pbxes());
            if (left != null && left.end != null) {
                left.end.interrupt();
                left.end = null;
            }
        }
        if (left != null && fits) {
            LOG.info("[{}] goes on with the sessions of before", settings.task());
            try {
                left.sessions.change(settings, stored);
            } catch (RuntimeException e) {
                left.sessions.close();
                throw e;
            }
        } else if (left != null) {
            left.sessions.close();
        }
        TaskSessions now =
                left != null && fits ? left : new TaskSessions(new PbxSessions(settings, stored), nanos.getAsLong());
        synchronized (this) {
            now.stopped = false;
            now.polledAt = nanos.getAsLong();
            all.put(settings.task(), now);
        }
        return now;
    }

    /** Records that a task has polled. A task does so regularly until it is told to stop. */
    synchronized void polled(TaskSessions task) {
        long now = nanos.getAsLong();
        if (now - task.polledAt > HALT.toNanos()) {
            task.haltedAt = now;
        }
        task.polledAt = now;
        notifyAll();
    }

    /**
     * Records that a task has stopped. Keeps its sessions for the next task, or closes them.
     *
     * @param settled whether all records that the task has polled are in the topic
     */
    void leave(TaskSessions task, boolean settled) {
        ConnectorSettings settings = task.sessions.settings();
        synchronized (this) {
            if (all.get(settings.task()) != task) {
                return;
            }
            task.stopped = true;
            notifyAll();
            if (settled && mayGoOn(task) && allStop(settings.connector())) {
                task.end = new Thread(() -> endLater(task), "ami-" + settings.task() + "-linger");
                task.end.setDaemon(true);
                task.end.start();
                return;
            }
            all.remove(settings.task());
        }
        task.sessions.close();
    }

    private boolean mayGoOn(TaskSessions task) {
        long now = nanos.getAsLong();
        return task.sessions.settings().lingerMillis() > 0
                && now - task.polledAt <= HALT.toNanos()
                && now - task.haltedAt > DOUBT.toNanos()
                && !isShuttingDown();
    }

    /**
     * Whether all tasks of the connector in this worker are stopping. Connect tells all of them to stop before it waits
     * for any.
     */
    private boolean allStop(String connector) {
        long now = nanos.getAsLong();
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (isAnyLeft(connector)) {
            long left = end - System.nanoTime();
            // one that polls goes on; of one that is paused, or waits for the broker, nobody knows
            if (left <= 0 || doesAnyPoll(connector, now)) {
                return false;
            }
            try {
                wait(1 + left / 1_000_000);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return false;
            }
        }
        return true;
    }

    private boolean isAnyLeft(String connector) {
        return notStopped(connector).findAny().isPresent();
    }

    private boolean doesAnyPoll(String connector, long since) {
        return notStopped(connector).anyMatch(task -> task.polledAt - since > 0);
    }

    private Stream<TaskSessions> notStopped(String connector) {
        return all.values().stream()
                .filter(task -> !task.stopped)
                .filter(task -> task.sessions.settings().connector().equals(connector));
    }

    private void endLater(TaskSessions task) {
        ConnectorSettings settings = task.sessions.settings();
        try {
            Thread.sleep(settings.lingerMillis());
        } catch (InterruptedException e) {
            return;
        }
        synchronized (this) {
            if (!Objects.equals(task.end, Thread.currentThread())) {
                return;
            }
            all.remove(settings.task());
        }
        LOG.info("[{}] has not started again: its sessions end", settings.task());
        task.sessions.close();
    }

    private static boolean isShuttingDown() {
        Thread hook = new Thread(() -> {});
        try {
            Runtime.getRuntime().addShutdownHook(hook);
            Runtime.getRuntime().removeShutdownHook(hook);
            return false;
        } catch (IllegalStateException e) {
            return true;
        }
    }
}
