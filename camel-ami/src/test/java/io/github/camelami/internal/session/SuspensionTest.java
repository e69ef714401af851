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

import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelami.internal.wire.EventClasses;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a consumer learns when it resumes, of a session that changed while it was suspended. */
class SuspensionTest {
    private final Subscriptions subscriptions = new Subscriptions(() -> EventClasses.NONE);
    private final EventSubscription calls = ScriptedPbx.withNotices("call");

    @BeforeEach
    void subscribe() {
        subscriptions.add(calls);
    }

    @Test
    void D5_aFirstLoginDuringASuspensionIsReportedAtItsEnd() throws Exception {
        calls.suspend();
        subscriptions.connected(1, "PBX", "10:00");
        calls.resume(1);
        assertThat(read()).containsExactly("Connected 1");
    }

    @Test
    void D5_aLossDuringASuspensionIsReportedAtItsEndWhileItLasts() throws Exception {
        subscriptions.connected(1, "PBX", "10:00");
        calls.suspend();
        subscriptions.disconnected("cut");
        calls.resume(1);
        subscriptions.connected(2, "PBX", "10:00");
        assertThat(read())
                .containsExactly(
                        "Connected 1", "Disconnected 1", "Connected 2", "Gap 2 disconnected", "Gap 1 suspended");
    }

    @Test
    void D5_aLossThatIsOverAtTheEndOfASuspensionIsALoginAndAGap() throws Exception {
        subscriptions.connected(1, "PBX", "10:00");
        subscriptions.disconnected("first");
        calls.suspend();
        subscriptions.connected(2, "PBX", "10:00");
        subscriptions.disconnected("second");
        subscriptions.connected(3, "PBX", "10:00");
        calls.resume(3);
        assertThat(read()).containsExactly("Connected 1", "Disconnected 1", "Connected 3", "Gap 3 suspended");
    }

    @Test
    void D5_aRestartDuringASuspensionIsReportedAtItsEnd() throws Exception {
        subscriptions.connected(1, "PBX", "10:00");
        calls.suspend();
        subscriptions.disconnected("restart");
        subscriptions.connected(2, "PBX", "10:07");
        subscriptions.disconnected("cut");
        subscriptions.connected(3, "PBX", "10:07");
        subscriptions.disconnected("cut again");
        calls.resume(3);
        List<Notice> read = notices();
        assertThat(read)
                .extracting(SuspensionTest::text)
                .containsExactly("Connected 1", "Connected 3", "Disconnected 3", "Gap 3 suspended");
        assertThat(read.get(1).event()).containsEntry("Restarted", "true");
        assertThat(read.get(2).event()).containsEntry("Cause", "cut again");
    }

    @Test
    void D5_aSuspensionWithoutAChangeIsNotReported() throws Exception {
        subscriptions.connected(1, "PBX", "10:00");
        calls.suspend();
        subscriptions.disconnected("cut");
        calls.resume(1);
        calls.suspend();
        calls.resume(1);
        assertThat(read()).containsExactly("Connected 1", "Disconnected 1", "Gap 1 suspended");
    }

    private List<String> read() throws InterruptedException {
        return notices().stream().map(SuspensionTest::text).toList();
    }

    private static String text(Notice notice) {
        String reason = notice.event().get("Reason");
        return notice.kind() + " " + notice.event().get("Epoch") + (reason == null ? "" : " " + reason);
    }

    private List<Notice> notices() throws InterruptedException {
        List<Notice> read = new ArrayList<>();
        for (Object next = Polled.from(calls, 0); next != null; next = Polled.from(calls, 0)) {
            read.add((Notice) next);
        }
        return read;
    }
}
