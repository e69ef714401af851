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
import io.github.camelami.message.AmiException;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/**
 * An iterator over the items of a list while they arrive. {@code hasNext} waits for the next item, and throws the
 * failure if the list ends early.
 */
final class ListStream implements Iterator<AmiEvent> {
    private static final Object END = new Object();

    private final BlockingQueue<Object> arrived = new LinkedBlockingQueue<>();
    private final ListMemory.Part memory;
    private Object next;

    /** @param memory counts the items until they are taken */
    ListStream(ListMemory.Part memory) {
        this.memory = memory;
    }

    void add(AmiEvent item) {
        arrived.add(item);
    }

    /** Ends the list; {@code failure} is null if the list is complete. */
    void end(AmiException failure) {
        arrived.add(failure == null ? END : failure);
    }

    @Override
    public boolean hasNext() {
        try {
            next = next == null ? arrived.take() : next;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while waiting for the next item of a list", e);
        }
        if (next instanceof AmiException failure) {
            throw failure;
        }
        return next != END;
    }

    @Override
    public AmiEvent next() {
        if (!hasNext()) {
            throw new NoSuchElementException();
        }
        AmiEvent item = (AmiEvent) next;
        next = null;
        memory.remove(item);
        return item;
    }
}
