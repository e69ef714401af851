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
package io.github.camelami.endurance;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.stream.Stream;

/**
 * What a process holds of the machine at one moment.
 *
 * @param threads those that do something or wait for something else than work
 * @param heap bytes in use after a collection of garbage
 */
public record Resources(int threads, long files, long sockets, long heap) {

    /** Descriptors are known where there is a {@code /proc}. */
    public static Resources now() {
        for (int i = 0; i < 3; i++) {
            System.gc();
        }
        Runtime runtime = Runtime.getRuntime();
        return new Resources(
                busyThreads(), descriptors(""), descriptors("socket:"), runtime.totalMemory() - runtime.freeMemory());
    }

    private static int busyThreads() {
        return (int) Thread.getAllStackTraces().values().stream()
                .filter(stack -> Arrays.stream(stack).noneMatch(Resources::waitsForWork))
                .count();
    }

    /** An idle thread of a pool ends by itself, or is there to stay. */
    private static boolean waitsForWork(StackTraceElement frame) {
        return frame.getClassName().equals(ThreadPoolExecutor.class.getName())
                && frame.getMethodName().equals("getTask");
    }

    private static long descriptors(String kind) {
        Path all = Path.of("/proc/self/fd");
        if (!Files.isDirectory(all)) {
            return 0;
        }
        try (Stream<Path> each = Files.list(all)) {
            return each.filter(descriptor -> target(descriptor).startsWith(kind))
                    .count();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String target(Path descriptor) {
        try {
            return Files.readSymbolicLink(descriptor).toString();
        } catch (IOException e) {
            return "closed meanwhile";
        }
    }
}
