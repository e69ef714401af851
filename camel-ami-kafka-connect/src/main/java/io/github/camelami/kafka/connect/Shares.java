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
package io.github.camelami.kafka.connect;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.apache.kafka.common.utils.Utils;

/**
 * Shares PBXes among tasks. Which task a PBX belongs to depends on its name and on the number of tasks, as in
 * rendezvous hashing, so that adding or removing a PBX leaves the others where they are. A limit on the size of a share
 * keeps small shares even. Where the limit is reached, a few others may move.
 */
final class Shares {
    private static final int TOLERANCE_PERCENT = 25;

    private Shares() {}

    /** Returns as many shares as there are tasks. Some may be empty. */
    static List<Set<String>> of(Collection<String> pbxes, int tasks) {
        List<Set<String>> shares = new ArrayList<>();
        for (int i = 0; i < tasks; i++) {
            shares.add(new TreeSet<>());
        }
        int limit = limit(pbxes.size(), tasks);
        List<String> order = new ArrayList<>(pbxes);
        // a fixed order, so that the same PBXes find a share full
        order.sort((one, other) -> {
            int byHash = Integer.compare(hash(one), hash(other));
            return byHash != 0 ? byHash : one.compareTo(other);
        });
        for (String pbx : order) {
            shares.get(choose(pbx, shares, limit)).add(pbx);
        }
        return shares;
    }

    /** The size of the largest share: a quarter more than with equal shares. */
    private static int limit(int pbxes, int tasks) {
        int even = (pbxes + tasks - 1) / tasks;
        return even + pbxes * TOLERANCE_PERCENT / (100 * tasks);
    }

    private static int choose(String pbx, List<Set<String>> shares, int limit) {
        int best = -1;
        int highest = 0;
        for (int task = 0; task < shares.size(); task++) {
            int weight = hash(task + ":" + pbx);
            if (shares.get(task).size() < limit && (best < 0 || weight > highest)) {
                best = task;
                highest = weight;
            }
        }
        return best;
    }

    private static int hash(String text) {
        return Utils.murmur2(text.getBytes(StandardCharsets.UTF_8));
    }
}
