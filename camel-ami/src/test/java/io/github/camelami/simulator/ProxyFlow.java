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
package io.github.camelami.simulator;

import java.time.Duration;
import java.util.Random;

/**
 * The faults that a {@link FaultProxy} applies to the bytes of one direction. They take effect at once, also on open
 * connections. A method whose name ends with {@code After} counts bytes from its call, over all connections together,
 * and its fault happens once. A method whose name ends with {@code EachAt} takes an offset, counted from the start of
 * each connection.
 */
public final class ProxyFlow {

    /** The next step: forward this many bytes and then, if {@code cut} is not null, cut the connection. */
    record Step(int forward, Cut cut) {}

    private static final long NEVER = Long.MAX_VALUE;

    private long total;
    private long cutTotal = NEVER;
    private long cutOffset = NEVER;
    private Cut cut = Cut.FIN;
    private long stallTotal = NEVER;
    private long stallOffset = NEVER;
    private boolean stalled;
    private long corruptTotal = NEVER;
    private long corruptOffset = NEVER;
    private int corruptMask;
    private int chunk = Integer.MAX_VALUE;
    private Random chunkRandom;
    private long bytesPerSecond = NEVER;
    private Duration latency = Duration.ZERO;

    ProxyFlow() {}

    /**
     * Forwards this many more bytes, and then cuts the connection on which the last of them arrived. With 0, cuts the
     * connection on which the next byte arrives.
     */
    public synchronized ProxyFlow cutAfter(long bytes, Cut how) {
        cutTotal = total + bytes;
        cut = how;
        return this;
    }

    /** Cuts every connection at this offset. */
    public synchronized ProxyFlow cutEachAt(long offset, Cut how) {
        cutOffset = offset;
        cut = how;
        return this;
    }

    /** Stops forwarding. Connections stay open. */
    public synchronized ProxyFlow stall() {
        stalled = true;
        return this;
    }

    /** Forwards this many more bytes, and then stalls. */
    public synchronized ProxyFlow stallAfter(long bytes) {
        stallTotal = total + bytes;
        return this;
    }

    /** Stalls when a connection reaches this offset. */
    public synchronized ProxyFlow stallEachAt(long offset) {
        stallOffset = offset;
        return this;
    }

    /** Forwards again, beginning with the bytes that were held back. */
    public synchronized ProxyFlow resume() {
        stalled = false;
        stallTotal = NEVER;
        stallOffset = NEVER;
        notifyAll();
        return this;
    }

    /** Forwards at most this many bytes with one write. */
    public synchronized ProxyFlow chunks(int bytes) {
        chunk = bytes;
        chunkRandom = null;
        return this;
    }

    /** Forwards between 1 and {@code most} bytes with one write. The same seed gives the same random sizes. */
    public synchronized ProxyFlow randomChunks(long seed, int most) {
        chunk = most;
        chunkRandom = new Random(seed);
        return this;
    }

    /** Forwards at most this many bytes a second. */
    public synchronized ProxyFlow throttle(long bytes) {
        bytesPerSecond = bytes;
        return this;
    }

    /** Holds back all bytes for at least this time. */
    public synchronized ProxyFlow latency(Duration value) {
        latency = value;
        return this;
    }

    /**
     * Forwards this many more bytes, and then flips bits of the next byte.
     *
     * @param mask the bits to flip
     */
    public synchronized ProxyFlow corruptAfter(long bytes, int mask) {
        corruptTotal = total + bytes;
        corruptMask = mask;
        return this;
    }

    /**
     * Flips bits of the byte at this offset of every connection.
     *
     * @param mask the bits to flip
     */
    public synchronized ProxyFlow corruptEachAt(long offset, int mask) {
        corruptOffset = offset;
        corruptMask = mask;
        return this;
    }

    /** Ends all faults of this direction. */
    public synchronized void clear() {
        cutTotal = NEVER;
        cutOffset = NEVER;
        corruptTotal = NEVER;
        corruptOffset = NEVER;
        chunk = Integer.MAX_VALUE;
        chunkRandom = null;
        bytesPerSecond = NEVER;
        latency = Duration.ZERO;
        resume();
    }

    /** The number of bytes forwarded so far. */
    public synchronized long bytes() {
        return total;
    }

    /** Waits for the latency. */
    synchronized void holdBack() throws InterruptedException {
        if (!latency.isZero()) {
            wait(latency.toMillis());
        }
    }

    /**
     * Decides what happens to the bytes that have arrived at this offset of a connection. While the flow is stalled,
     * waits until it continues or the connection is closed.
     */
    synchronized Step next(byte[] bytes, int start, int length, long offset, ProxyConnection connection)
            throws InterruptedException {
        while (isStalledAt(offset) && connection.isOpen()) {
            wait(50);
        }
        long untilCut = Math.min(distance(cutTotal, total), distance(cutOffset, offset));
        if (untilCut == 0) {
            cutTotal = NEVER;
            return new Step(0, cut);
        }
        long untilStall = Math.min(distance(stallTotal, total), distance(stallOffset, offset));
        int most = chunkRandom == null ? chunk : 1 + chunkRandom.nextInt(chunk);
        int forward = (int) Math.min(Math.min(length, most), Math.min(untilCut, untilStall));
        corrupt(bytes, start, forward, distance(corruptTotal, total));
        corrupt(bytes, start, forward, distance(corruptOffset, offset));
        total += forward;
        boolean cutNow = forward == untilCut;
        cutTotal = cutNow ? NEVER : cutTotal;
        return new Step(forward, cutNow ? cut : null);
    }

    /** Waits as long as the throttle requires for this many bytes. */
    synchronized void pace(int bytes) throws InterruptedException {
        if (bytesPerSecond != NEVER) {
            wait(Math.max(1, bytes * 1000L / bytesPerSecond));
        }
    }

    /** The number of bytes from a position to a target; NEVER if there is no target, or it has been passed. */
    private static long distance(long target, long position) {
        return target == NEVER || target < position ? NEVER : target - position;
    }

    private boolean isStalledAt(long offset) {
        stalled |= distance(stallTotal, total) == 0 || distance(stallOffset, offset) == 0;
        return stalled;
    }

    private void corrupt(byte[] bytes, int start, int length, long distance) {
        if (distance < length) {
            bytes[start + (int) distance] ^= (byte) corruptMask;
        }
    }
}
