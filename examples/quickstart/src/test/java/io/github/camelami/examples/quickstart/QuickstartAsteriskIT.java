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
package io.github.camelami.examples.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelami.examples.EachAsterisk;
import io.github.camelami.examples.ManagerUser;
import java.nio.file.Path;

class QuickstartAsteriskIT {

    @EachAsterisk
    void runsUnchangedAgainstARealAsterisk(String version) throws Exception {
        try (ManagerUser user = new ManagerUser(version, Path.of("manager.conf"))) {
            String output = QuickstartRun.output(
                    "-Dami.host=" + user.asterisk().host(),
                    "-Dami.port=" + user.asterisk().port(),
                    "-Dami.username=" + user.name(),
                    "-Dami.secret=" + user.secret(),
                    "-Dami.channel=Local/113@test",
                    "-Dami.seconds=7",
                    "-Dami.dialAfter=500");

            assertThat(output)
                    .containsSubsequence("Newchannel", "Newstate", "Hangup")
                    .contains("OUTCOME of the call to Local/113@test: ANSWERED")
                    .doesNotContain("Exception", user.secret());
        }
    }
}
