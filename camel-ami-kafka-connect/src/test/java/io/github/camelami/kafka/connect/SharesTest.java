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

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SharesTest {

    @Test
    void eachPbxBelongsToExactlyOneTask() {
        for (int tasks = 1; tasks <= 12; tasks++) {
            assertThat(Shares.of(pbxes(120), tasks))
                    .hasSize(tasks)
                    .flatExtracting(share -> share)
                    .containsExactlyInAnyOrderElementsOf(pbxes(120));
        }
    }

    @Test
    void theSharesDoNotDependOnTheOrderOfTheConfiguration() {
        List<String> reversed = new ArrayList<>(pbxes(30));
        java.util.Collections.reverse(reversed);
        assertThat(Shares.of(reversed, 4)).isEqualTo(Shares.of(pbxes(30), 4));
    }

    @Test
    void asManyPbxesAsTasksGiveEachTaskOne() {
        assertThat(Shares.of(Set.of("berlin", "paris", "rome"), 3))
                .allSatisfy(share -> assertThat(share).hasSize(1));
    }

    @Test
    void noShareIsMoreThanAQuarterAboveAnEvenOne() {
        for (int tasks = 2; tasks <= 8; tasks++) {
            int limit = (int) Math.ceil(240.0 / tasks * 1.25) + 1;
            assertThat(Shares.of(pbxes(240), tasks))
                    .allSatisfy(share -> assertThat(share).hasSizeLessThanOrEqualTo(limit));
        }
    }

    @Test
    void aPbxAddedOrRemovedMovesNoOther() {
        for (int tasks = 2; tasks <= 4; tasks++) {
            for (int pbxes = 100; pbxes < 200; pbxes++) {
                assertThat(moved(Shares.of(pbxes(pbxes), tasks), Shares.of(pbxes(pbxes + 1), tasks)))
                        .as("%s PBXes, %s tasks", pbxes, tasks)
                        .isZero();
            }
        }
    }

    @Test
    void ofSmallSharesAPbxAddedOrRemovedMovesFew() {
        int moved = 0;
        for (int pbxes = 12; pbxes < 60; pbxes++) {
            int step = moved(Shares.of(pbxes(pbxes), 6), Shares.of(pbxes(pbxes + 1), 6));
            assertThat(step).as("%s PBXes", pbxes).isLessThanOrEqualTo(4);
            moved += step;
        }
        assertThat(moved / 48.0).isLessThan(1);
    }

    @Test
    void aFurtherTaskTakesOnlyItsOwnShare() {
        int moved = moved(Shares.of(pbxes(120), 3), Shares.of(pbxes(120), 4));
        assertThat(moved).isBetween(20, 42);
    }

    private static List<String> pbxes(int count) {
        return IntStream.range(0, count).mapToObj(i -> "pbx-" + i).toList();
    }

    /** How many PBXes of both are in another share than before. */
    private static int moved(List<Set<String>> before, List<Set<String>> after) {
        Map<String, Integer> places = places(after);
        int moved = 0;
        for (Map.Entry<String, Integer> each : places(before).entrySet()) {
            Integer now = places.get(each.getKey());
            moved += now != null && !now.equals(each.getValue()) ? 1 : 0;
        }
        return moved;
    }

    private static Map<String, Integer> places(List<? extends Collection<String>> shares) {
        Map<String, Integer> places = new HashMap<>();
        for (int i = 0; i < shares.size(); i++) {
            for (String pbx : shares.get(i)) {
                places.put(pbx, i);
            }
        }
        return places;
    }
}
