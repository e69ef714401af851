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
package io.github.camelami.internal.routing;

import io.github.camelami.message.AmiAction;
import java.util.function.LongConsumer;

/** Detects that the PBX was restarted, because its start time has changed. */
final class RestartWatch {
    private final PbxLists pbx;
    private String startedAt;

    RestartWatch(PbxLists pbx) {
        this.pbx = pbx;
    }

    /**
     * Asks the PBX for its start time.
     *
     * @param restarted called if the PBX was restarted since the last comparison; receives the time of the answer, in
     *     milliseconds since 1970
     */
    void look(LongConsumer restarted) throws InterruptedException, NoAnswer {
        var answer = pbx.ask(AmiAction.named("CoreStatus").build());
        var status = answer.response();
        if (!status.isError()) {
            String start = status.get("CoreStartupDate") + " " + status.get("CoreStartupTime");
            pbx.then(answer, now -> {
                if (startedAt != null && !startedAt.equals(start)) {
                    restarted.accept(now);
                }
                startedAt = start;
            });
        }
    }
}
