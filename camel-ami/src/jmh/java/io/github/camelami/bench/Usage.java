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
package io.github.camelami.bench;

import com.sun.management.OperatingSystemMXBean;
import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;

/**
 * What this process has used.
 *
 * @param nanos when that was
 * @param cpu nanoseconds of CPU time of the whole process, the garbage collector's included
 * @param bytes allocated by the threads that live
 */
record Usage(long nanos, long cpu, long bytes) {
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private static final OperatingSystemMXBean PROCESS =
            (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

    static Usage now() {
        long bytes = 0;
        for (long each : THREADS.getThreadAllocatedBytes(THREADS.getAllThreadIds())) {
            bytes += Math.max(0, each);
        }
        return new Usage(System.nanoTime(), PROCESS.getProcessCpuTime(), bytes);
    }

    /** As a line of a process to the one that asked. */
    @Override
    public String toString() {
        return nanos + " " + cpu + ' ' + bytes;
    }

    Usage since(Usage before) {
        return new Usage(nanos - before.nanos, cpu - before.cpu, bytes - before.bytes);
    }
}
