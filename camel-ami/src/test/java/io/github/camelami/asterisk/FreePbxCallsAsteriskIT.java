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
package io.github.camelami.asterisk;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelami.asterisk.phones.Leg;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Each scenario of a FreePBX, played side by side with all others, comes out as the phones know it. */
class FreePbxCallsAsteriskIT extends OnFreePbx {
    private static final long TALK_TOLERANCE = 500;
    private static final long TALK = 1_500;
    private static final int AT_A_TIME = 30;

    /** Where to write what came of each scenario, if anywhere. */
    private static final String RECORD = System.getProperty("calls.record");

    @Test
    void L5_eachScenarioIsToldAsThePhonesKnowIt() throws Exception {
        collect("emit=calls&callVariables=CALLNO");
        lag = new EventLag(asterisk);
        afterwards(lag::close);
        List<Played> played;
        try (PlainClient all = asterisk.connect().login("admin", "on").collect()) {
            beside = all;
            played = playedToTheEnd(play(scenarios(), AT_A_TIME, () -> TALK, i -> {}));
            awaitCalls(played);
            if (RECORD != null) {
                new Recordings(all.collected()).write(Path.of(RECORD, asterisk.version()), played);
            }
        }
        List<String> wrong = wrongAlsoInQuiet(played, TALK_TOLERANCE);
        System.out.printf(
                "%s: %d scenarios with %d legs of phones, %d wrong; events late by %d ms at most%n",
                asterisk, played.size(), phones.legs().size(), wrong.size(), lag.most(0, Long.MAX_VALUE));
        assertThat(wrong).as(asterisk + "").isEmpty();
        assertThat(phones.legs()).allMatch(Leg::hasEnded);
    }
}
