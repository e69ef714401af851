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
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;

/**
 * The lists that are requested after a login, at their place among the events. Later events wait until the lists have
 * been routed.
 *
 * @param epoch the epoch of the login
 * @param lists the items of each action, in the order of the actions; a list that fails is empty, and a list that the
 *     PBX cannot provide yet follows in a later snapshot of the same login
 */
public record Snapshot(long epoch, Map<String, CompletableFuture<List<AmiEvent>>> lists) implements Marker {

    @Override
    public void giveTo(EventReceiver receiver) throws InterruptedException {
        receiver.snapshot(this);
    }

    private CompletableFuture<Void> arrival() {
        return CompletableFuture.allOf(lists.values().toArray(CompletableFuture[]::new));
    }

    /** Whether all lists are available. */
    public boolean hasArrived() {
        return arrival().isDone();
    }

    /** Runs a task when all lists are available. The task must not wait. */
    public void whenArrived(Runnable task) {
        arrival().whenComplete((all, failure) -> task.run());
    }

    /** Waits until all lists are available. A list that fails is empty. */
    public void await() throws InterruptedException {
        try {
            arrival().get();
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        }
    }

    /** The number of items that have arrived. */
    public int items() {
        return lists.values().stream()
                .mapToInt(list -> list.getNow(List.of()).size())
                .sum();
    }
}
