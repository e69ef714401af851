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
package io.github.camelami.internal.session;

import static io.github.camelami.Futures.inTime;
import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.LockInfo;
import java.lang.management.ManagementFactory;
import java.lang.management.MonitorInfo;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** A write may wait for the PBX, and the thread that writes may be a virtual one: up to Java 23 a monitor pins it. */
class UnpinnedThreadsTest {
    @AutoClose
    private final ScriptedPbx pbx = new ScriptedPbx();

    /** The monitors of ours that the thread holds. */
    private static List<String> monitors() {
        MonitorInfo[] all = ManagementFactory.getThreadMXBean()
                .getThreadInfo(new long[] {Thread.currentThread().getId()}, true, false)[0]
                .getLockedMonitors();
        return Stream.of(all)
                .map(LockInfo::getClassName)
                .filter(name -> name.startsWith("io.github.camelami."))
                .toList();
    }

    @Test
    void K1_nothingIsSentWithAMonitorHeld() {
        Map<String, List<String>> held = new ConcurrentHashMap<>();
        pbx.wire = (link, outgoing) -> {
            held.merge(outgoing.action().name(), monitors(), (one, other) -> one.isEmpty() ? other : one);
            link.answer(outgoing);
        };
        pbx.on("CoreStatus", id -> ScriptedPbx.response(id, "Success"));
        pbx.on("Originate", id -> ScriptedPbx.response(id, "Error"));
        pbx.on("CoreShowChannels", id -> ScriptedPbx.response(id, "Error"));
        pbx.start();
        EventSubscription agents = ScriptedPbx.withNotices("agent");
        inTime(pbx.session().subscribe(agents));
        inTime(pbx.session().subscribe(ScriptedPbx.subscription("user", "CoreShowChannels")));
        inTime(pbx.send("Originate"));
        pbx.session().drain();
        pbx.session().unsubscribe(agents);
        pbx.session().close();
        assertThat(held.keySet()).contains("Events", "Originate", "Ping", "CoreStatus", "CoreShowChannels", "Logoff");
        assertThat(held.values()).allMatch(List::isEmpty, held.toString());
    }
}
