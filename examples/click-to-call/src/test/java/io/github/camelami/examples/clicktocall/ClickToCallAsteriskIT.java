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
package io.github.camelami.examples.clicktocall;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelami.examples.EachAsterisk;
import io.github.camelami.examples.ManagerUser;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.Map;

class ClickToCallAsteriskIT {

    @EachAsterisk
    void outcomesOfARealAsterisk(String version) throws Exception {
        try (ManagerUser user = new ManagerUser(version, Path.of("manager.conf"));
                CallsApi api = new CallsApi(
                        user.asterisk().host(),
                        user.asterisk().port(),
                        Map.of(
                                "ami.username", user.name(),
                                "ami.secret", user.secret(),
                                "call.channel", "Local/%s@test",
                                "call.context", "test",
                                "call.timeout", "1500"))) {
            assertOutcome(api, "100", "ANSWERED");
            assertOutcome(api, "102", "BUSY");
            assertOutcome(api, "103", "NO_ANSWER");
            assertOutcome(api, "104", "CONGESTION");
            assertOutcome(api, "999", "FAILED");
        }
    }

    private static void assertOutcome(CallsApi api, String phone, String outcome) {
        HttpResponse<String> answer = api.call(phone, "113");
        assertThat(answer.statusCode()).as(phone).isEqualTo(200);
        assertThat(answer.body()).as(phone).isEqualTo("{\"outcome\":\"" + outcome + "\"}");
    }
}
