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
package io.github.camelami.internal.tcp;

import io.github.camelami.internal.codec.AmiEncoder;
import io.github.camelami.internal.transport.OutgoingAction;
import java.io.ByteArrayOutputStream;
import java.nio.charset.Charset;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;

/**
 * Writes the actions of a connection in the order in which they are sent. Usually, the thread that sends an action also
 * writes it. Many actions are written together, by a thread that gathers them.
 */
final class ActionWriter {

    private record Frame(OutgoingAction outgoing, byte[] bytes) {}

    /** When this number of bytes has been put together, they are written. */
    private static final int BATCH = 4 * 1024;

    /**
     * The largest action, in bytes, that is written together with others. The sender itself writes a larger action,
     * which slows down a sender that is faster than the PBX.
     */
    private static final int MAX_GATHERED = 2 * 1024;

    /** How long the thread that writes for others waits for further actions, in nanoseconds. */
    private static final long GATHERING = 50_000;

    private final Charset charset;
    private final Executor threads;
    private final Consumer<ByteArrayOutputStream> out;
    private final Queue<Frame> frames = new ConcurrentLinkedQueue<>();
    private final ReentrantLock writing = new ReentrantLock();
    private final AtomicBoolean gathering = new AtomicBoolean();
    private volatile boolean closed;

    /**
     * Creates the writer of one connection.
     *
     * @param threads runs the thread that gathers actions
     * @param out writes bytes to the PBX; called by one thread at a time
     */
    ActionWriter(Charset charset, Executor threads, Consumer<ByteArrayOutputStream> out) {
        this.charset = charset;
        this.threads = threads;
        this.out = out;
    }

    /** Writes an action, or leaves it to the thread that is writing. */
    void send(OutgoingAction outgoing) {
        writeNow(queued(outgoing));
    }

    /** Writes an action soon, together with others. */
    void sendSoon(OutgoingAction outgoing) {
        Frame frame = queued(outgoing);
        if (frame.bytes().length > MAX_GATHERED) {
            writeNow(frame);
        } else if (!gathering.get() && gathering.compareAndSet(false, true)) {
            try {
                threads.execute(this::writeGathered);
            } catch (RuntimeException | Error e) {
                // the context is stopping, or the machine has no more threads
                gathering.set(false);
                writeNow(frame);
            }
        }
    }

    /** Discards the actions that are not written yet, and all later ones. */
    void close() {
        closed = true;
    }

    private Frame queued(OutgoingAction outgoing) {
        Frame frame = new Frame(outgoing, AmiEncoder.encode(outgoing.action(), outgoing.actionId(), charset));
        frames.add(frame);
        return frame;
    }

    /** Writes an action that has just been queued, and usually waits alone. */
    private void writeNow(Frame frame) {
        writeWaiting(new ByteArrayOutputStream(frame.bytes().length));
    }

    /** Writes until no action is waiting, or until another thread writes. */
    private void writeGathered() {
        ByteArrayOutputStream batch = new ByteArrayOutputStream(BATCH + MAX_GATHERED);
        try {
            do {
                writeWaiting(batch);
                LockSupport.parkNanos(GATHERING);
            } while (!frames.isEmpty() && !writing.isLocked());
        } finally {
            gathering.set(false);
        }
        // an action may have been queued in the meantime by a sender that relied on this thread to write it
        writeWaiting(batch);
    }

    /**
     * Writes the waiting actions, unless another thread is writing. That thread then writes them, too.
     *
     * @param batch the buffer in which to put actions together
     */
    private void writeWaiting(ByteArrayOutputStream batch) {
        while (!frames.isEmpty() && writing.tryLock()) {
            try {
                write(batch);
            } finally {
                writing.unlock();
            }
        }
    }

    private void write(ByteArrayOutputStream batch) {
        batch.reset();
        Frame frame;
        while (batch.size() < BATCH && (frame = frames.poll()) != null) {
            if (!closed && frame.outgoing().leaving()) {
                batch.writeBytes(frame.bytes());
            }
        }
        out.accept(batch);
    }
}
