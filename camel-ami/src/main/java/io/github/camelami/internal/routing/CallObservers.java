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

import io.github.camelami.internal.session.AmiSession;
import java.util.HashMap;
import java.util.Map;
import org.apache.camel.CamelContext;

/**
 * The {@link CallEnds} of a Camel context. All producers of a session that await the ends of calls share one, unless
 * their options for calls differ.
 */
public final class CallObservers {

    private record Key(AmiSession session, CallStage.Options options) {}

    private static final class Shared {
        private final CallEnds ends;
        private int producers;

        Shared(CallEnds ends) {
            this.ends = ends;
        }
    }

    private final CamelContext context;
    private final Map<Key, Shared> observers = new HashMap<>();

    private CallObservers(CamelContext context) {
        this.context = context;
    }

    /** The observers of this context. */
    public static CallObservers of(CamelContext context) {
        synchronized (CallObservers.class) {
            var extension = context.getCamelContextExtension();
            CallObservers observers = extension.getContextPlugin(CallObservers.class);
            if (observers == null) {
                observers = new CallObservers(context);
                extension.addContextPlugin(CallObservers.class, observers);
            }
            return observers;
        }
    }

    /** Returns the observer of a session, for one more producer. The producer must release it. */
    public synchronized CallEnds acquire(AmiSession session, CallStage.Options options) {
        Shared shared = observers.computeIfAbsent(
                new Key(session, options),
                key -> new Shared(new CallEnds(context.getExecutorServiceManager(), options, session)));
        shared.producers++;
        return shared.ends;
    }

    /** Releases an observer. The last release stops it. */
    public void release(CallEnds ends) {
        synchronized (this) {
            boolean isLast = observers.values().removeIf(shared -> shared.ends == ends && --shared.producers == 0);
            if (!isLast) {
                return;
            }
        }
        ends.stop();
    }
}
