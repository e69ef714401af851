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

import io.github.camelami.internal.session.FewThreads;
import io.github.camelami.internal.session.SessionResources;
import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.apache.camel.CamelContext;
import org.apache.camel.builder.ThreadPoolProfileBuilder;
import org.apache.camel.spi.ExecutorServiceManager;

/** The threads that all sessions and producers of a component share. They come from Camel's thread manager. */
public final class ComponentThreads {
    private final ExecutorServiceManager manager;
    private final ExecutorService readers;
    private final ExecutorService sessions;
    private final Executor shortTasks;
    private final ExecutorService answers;
    private final ScheduledExecutorService timer;
    private final ContinuationExecutor continuations;
    private final SessionResources resources;

    /** Creates the thread pools of this component. Threads are started when they are first used. */
    public ComponentThreads(Object component, CamelContext context) {
        manager = context.getExecutorServiceManager();
        readers = manager.newCachedThreadPool(component, "AmiReader");
        sessions = manager.newCachedThreadPool(component, "AmiSession");
        // a new thread reads each connection, because it needs less memory than one that has run other code
        keepIdle(readers, Duration.ZERO);
        // many of them are needed only for a moment, for example while many connections log in
        keepIdle(sessions, Duration.ofSeconds(5));
        shortTasks = new FewThreads(sessions);
        answers = manager.newCachedThreadPool(component, "AmiAnswer");
        continuations = new ContinuationExecutor(answers);
        // Camel's default queue holds 1,000 tasks, which is less than maxInFlight; a full queue would drop a reconnect
        var unbounded = new ThreadPoolProfileBuilder("AmiTimer")
                .poolSize(1)
                .maxQueueSize(-1)
                .build();
        timer = manager.newScheduledThreadPool(component, "AmiTimer", unbounded);
        resources = SessionResources.of(readers, shortTasks, timer, System::nanoTime, () -> ThreadLocalRandom.current()
                .nextDouble());
    }

    private static void keepIdle(ExecutorService threads, Duration time) {
        if (threads instanceof ThreadPoolExecutor pool) {
            pool.setKeepAliveTime(time.toNanos(), TimeUnit.NANOSECONDS);
        }
    }

    /** Runs tasks that write to a PBX, or wait for it. */
    public Executor sessions() {
        return shortTasks;
    }

    /** Runs short tasks that never block. */
    public ScheduledExecutorService timer() {
        return timer;
    }

    /** Continues routes after an answer, so that the reading thread does not wait for them. */
    public Executor continuations() {
        return continuations;
    }

    /** The resources that all sessions of this component share. */
    public SessionResources resources() {
        return resources;
    }

    public void shutdown() {
        manager.shutdownNow(timer);
        manager.shutdownNow(readers);
        manager.shutdownNow(sessions);
        manager.shutdownNow(answers);
    }
}
