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
package io.github.camelami.internal.codec;

import io.github.camelami.Volume;
import java.util.Random;
import java.util.function.Consumer;

/**
 * Repeats a check with random numbers from a fixed seed, so that a failure comes again.
 *
 * <p>The number of jqwik's own cases is raised by {@code -Djqwik.tries.default}.
 */
final class Cases {
    private Cases() {}

    static void repeat(int ordinarily, int full, Consumer<Random> check) {
        Random random = new Random(5038);
        int cases = Volume.of(ordinarily, full);
        for (int i = 0; i < cases; i++) {
            check.accept(random);
        }
    }

    /** Up to five positions to cut {@code length} bytes at. */
    static int[] cuts(Random random, int length) {
        return random.ints(1 + random.nextInt(5), 0, length + 1).toArray();
    }
}
