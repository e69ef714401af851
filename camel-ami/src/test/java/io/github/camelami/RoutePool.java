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

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.CamelContext;
import org.apache.camel.spi.ThreadPoolProfile;
import org.apache.camel.support.DefaultThreadPoolFactory;
import org.apache.camel.util.concurrent.CamelThreadFactory;
import org.apache.camel.util.concurrent.ThreadPoolRejectedPolicy;

/** Executors on which a Camel context may have an ami: route with concurrentConsumers run. */
enum RoutePool {
    /** As Camel makes them, with platform threads or, with {@code camel.threads.virtual.enabled}, virtual ones. */
    DEFAULT,
    /** {@code camel.threadpool.rejected-policy=Abort}, {@code camel.threadpool.max-queue-size=5}. */
    ABORT {
        @Override
        void prepare(CamelContext camel) {
            profile(camel, 5, ThreadPoolRejectedPolicy.Abort);
        }
    },
    CALLER_RUNS_WITHOUT_QUEUE {
        @Override
        void prepare(CamelContext camel) {
            profile(camel, 0, ThreadPoolRejectedPolicy.CallerRuns);
        }
    },
    /** Of somebody's own thread pool factory: too small, and the rest runs on the thread that gives it. */
    ONE_THREAD {
        @Override
        ExecutorService pool(ThreadFactory threads) {
            return new ThreadPoolExecutor(
                    1,
                    1,
                    0,
                    TimeUnit.SECONDS,
                    new SynchronousQueue<>(),
                    threads,
                    new ThreadPoolExecutor.CallerRunsPolicy());
        }
    },
    /** Takes the first tasks and never runs them. */
    FORGETFUL {
        @Override
        ExecutorService pool(ThreadFactory threads) {
            return forgetting(threads, 1, 2);
        }
    },
    /** Runs the first task, and takes the second one and never runs it. */
    FORGETFUL_LATER {
        @Override
        ExecutorService pool(ThreadFactory threads) {
            return forgetting(threads, 2, 2);
        }
    },
    /** A thread for each task, as many as there are tasks. */
    VIRTUAL {
        @Override
        void prepare(CamelContext camel) {
            assumeTrue(Runtime.version().feature() >= 21, "virtual threads need Java 21 or later");
            super.prepare(camel);
        }

        @Override
        ExecutorService pool(ThreadFactory threads) {
            try {
                Object builder = Thread.class.getMethod("ofVirtual").invoke(null);
                Class<?> type = Class.forName("java.lang.Thread$Builder");
                builder = type.getMethod("name", String.class).invoke(builder, "virtual - AmiConsumerRoute");
                Object factory = type.getMethod("factory").invoke(builder);
                return (ExecutorService) Executors.class
                        .getMethod("newThreadPerTaskExecutor", ThreadFactory.class)
                        .invoke(null, factory);
            } catch (ReflectiveOperationException e) {
                throw new IllegalStateException(e);
            }
        }
    };

    void prepare(CamelContext camel) {
        if (this != DEFAULT) {
            camel.getExecutorServiceManager().setThreadPoolFactory(factory());
        }
    }

    /** How many of two events are routed at one time. */
    int ofTwo() {
        return this == ONE_THREAD ? 1 : 2;
    }

    ExecutorService pool(ThreadFactory threads) {
        throw new IllegalStateException();
    }

    private static ExecutorService forgetting(ThreadFactory threads, int first, int last) {
        AtomicInteger given = new AtomicInteger();
        return new ThreadPoolExecutor(4, 4, 0, TimeUnit.SECONDS, new SynchronousQueue<>(), threads) {
            @Override
            public void execute(Runnable task) {
                int number = given.incrementAndGet();
                if (number < first || number > last) {
                    super.execute(task);
                }
            }
        };
    }

    private DefaultThreadPoolFactory factory() {
        return new DefaultThreadPoolFactory() {
            @Override
            public ExecutorService newThreadPool(ThreadPoolProfile profile, ThreadFactory threads) {
                boolean ofRoute = threads instanceof CamelThreadFactory named
                        && named.getName().equals("AmiConsumerRoute");
                return ofRoute ? pool(threads) : super.newThreadPool(profile, threads);
            }
        };
    }

    private static void profile(CamelContext camel, int queue, ThreadPoolRejectedPolicy policy) {
        ThreadPoolProfile profile = camel.getExecutorServiceManager().getDefaultThreadPoolProfile();
        profile.setMaxQueueSize(queue);
        profile.setRejectedPolicy(policy);
    }
}
