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

import io.github.camelami.internal.session.SessionResources;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadLocalRandom;
import org.apache.camel.CamelContext;
import org.apache.camel.builder.ThreadPoolProfileBuilder;
import org.apache.camel.spi.ExecutorServiceManager;

/** The threads that all sessions and producers of a component share, from Camel's thread manager. */
public final class ComponentThreads {
    private final ExecutorServiceManager manager;
    private final ExecutorService sessions;
    private final ExecutorService answers;
    private final ScheduledExecutorService timer;
    private final ContinuationExecutor continuations;

    /** Creates the threads of this component when they are first used. */
    public ComponentThreads(Object component, CamelContext context) {
        manager = context.getExecutorServiceManager();
        sessions = manager.newCachedThreadPool(component, "AmiSession");
        answers = manager.newCachedThreadPool(component, "AmiAnswer");
        continuations = new ContinuationExecutor(answers);
        // Camel's default queue of 1,000 tasks is shorter than maxInFlight, and would drop a reconnect
        var unbounded = new ThreadPoolProfileBuilder("AmiTimer")
                .poolSize(1)
                .maxQueueSize(-1)
                .build();
        timer = manager.newScheduledThreadPool(component, "AmiTimer", unbounded);
    }

    /** Runs tasks that connect to a PBX, read from it, or wait for it. */
    public Executor sessions() {
        return sessions;
    }

    /** Runs short tasks that never block. */
    public ScheduledExecutorService timer() {
        return timer;
    }

    /** Continues routes after an answer, so that the reading thread does not wait for them. */
    public Executor continuations() {
        return continuations;
    }

    /** The resources that a session of this component needs in addition to its settings. */
    public SessionResources resources() {
        return new SessionResources(sessions, timer, System::nanoTime, () -> ThreadLocalRandom.current()
                .nextDouble());
    }

    public void shutdown() {
        manager.shutdownNow(timer);
        manager.shutdownNow(sessions);
        manager.shutdownNow(answers);
    }
}
