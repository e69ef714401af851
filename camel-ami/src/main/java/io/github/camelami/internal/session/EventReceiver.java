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

import io.github.camelami.message.AmiEvent;

/**
 * Receives the events, notices and snapshots of a consumer in their order. Called by the thread that polls the
 * subscription.
 */
public interface EventReceiver {
    void event(AmiEvent event) throws InterruptedException;

    void notice(Notice notice) throws InterruptedException;

    /** Receives the lists of a snapshot. Only consumers that route events unchanged request snapshots. */
    default void snapshot(Snapshot snapshot) throws InterruptedException {
        // no snapshot is requested
    }

    /**
     * Called at the place of an answer, if its request was sent with {@link ActionRequest#at}. The future of the
     * request has the same result.
     */
    default void answered(ActionResult result) throws InterruptedException {
        // no request was sent
    }
}
