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

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.DoubleBinaryOperator;
import java.util.stream.IntStream;

/** What was measured, each figure as often as there were rounds. */
final class Figures {
    private final Map<String, List<Double>> all = new TreeMap<>();

    void add(String subject, String figure, double value) {
        all.computeIfAbsent(subject + ' ' + figure, key -> new ArrayList<>()).add(value);
    }

    /** NaN where it was not measured. */
    double median(String subject, String figure) {
        List<Double> sorted = sorted(subject, figure);
        int size = sorted.size();
        return size == 0 ? Double.NaN : (sorted.get((size - 1) / 2) + sorted.get(size / 2)) / 2;
    }

    double least(String subject, String figure) {
        List<Double> sorted = sorted(subject, figure);
        return sorted.isEmpty() ? Double.NaN : sorted.get(0);
    }

    double most(String subject, String figure) {
        List<Double> sorted = sorted(subject, figure);
        return sorted.isEmpty() ? Double.NaN : sorted.get(sorted.size() - 1);
    }

    boolean has(String subject, String figure) {
        return all.containsKey(subject + ' ' + figure);
    }

    /** How one subject compares with another in each round, from the least to the most. */
    List<Double> compared(String subject, String other, String figure, DoubleBinaryOperator how) {
        List<Double> one = all.getOrDefault(subject + ' ' + figure, List.of());
        List<Double> two = all.getOrDefault(other + ' ' + figure, List.of());
        return IntStream.range(0, Math.min(one.size(), two.size()))
                .mapToObj(round -> how.applyAsDouble(one.get(round), two.get(round)))
                .sorted()
                .toList();
    }

    private List<Double> sorted(String subject, String figure) {
        return all.getOrDefault(subject + ' ' + figure, List.of()).stream()
                .sorted()
                .toList();
    }
}
