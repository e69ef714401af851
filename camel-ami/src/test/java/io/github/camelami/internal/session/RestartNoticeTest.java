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
import static io.github.camelami.internal.session.ScriptedPbx.next;
import static io.github.camelami.internal.session.ScriptedPbx.response;
import static io.github.camelami.internal.session.ScriptedPbx.subscription;
import static io.github.camelami.internal.session.ScriptedPbx.withNotices;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.camelami.message.AmiEvent;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** After a lost link calls may still be up, after a restart of the PBX none is. */
class RestartNoticeTest {
    private final ScriptedPbx pbx = new ScriptedPbx();
    private final EventSubscription calls = withNotices("call");

    @AfterEach
    void close() {
        pbx.close();
    }

    @Test
    void D5_theNoticesTellARestartOfThePbxFromALostLink() {
        startedAt("10:00:00");
        inTime(pbx.session().subscribe(calls));
        pbx.start();
        assertThat(notice("Connected")).containsEntry("Started", "2026-11-21 10:00:00");
        lose(2);
        assertThat(notice("Disconnected")).containsEntry("Epoch", "1");
        assertThat(notice("Connected")).containsEntry("Restarted", "false");
        assertThat(notice("Gap")).containsEntry("Restarted", "false");
        startedAt("10:07:01");
        lose(3);
        notice("Disconnected");
        assertThat(notice("Connected"))
                .containsEntry("Restarted", "true")
                .containsEntry("Started", "2026-11-21 10:07:01");
        assertThat(notice("Gap")).containsEntry("Restarted", "true");
    }

    @Test
    void D5_aUserWhoMayNotAskForTheStartIsToldThatItIsUnknown() {
        pbx.on("CoreStatus", id -> response(id, "Error", "Message: Permission denied"));
        inTime(pbx.session().subscribe(calls));
        pbx.start();
        notice("Connected");
        lose(2);
        notice("Disconnected");
        assertThat(notice("Connected")).containsEntry("Restarted", "unknown").containsEntry("Started", "");
        assertThat(notice("Gap")).containsEntry("Restarted", "unknown");
    }

    @Test
    void D5_aLoginThatCouldNotAskDoesNotHideARestart() {
        startedAt("10:00:00");
        inTime(pbx.session().subscribe(calls));
        pbx.start();
        notice("Connected");
        pbx.on("CoreStatus", id -> response(id, "Error", "Message: Permission denied"));
        lose(2);
        assertThat(gap()).containsEntry("Restarted", "unknown");
        startedAt("10:07:01");
        lose(3);
        assertThat(gap()).containsEntry("Restarted", "true");
    }

    @Test
    void D5_aConsumerThatComesLaterLearnsOfTheNextRestart() {
        startedAt("10:00:00");
        pbx.start();
        assertThat(pbx.sent("CoreStatus")).isEmpty();
        inTime(pbx.session().subscribe(calls));
        assertThat(notice("Connected")).containsEntry("Started", "");
        await().until(() -> pbx.sent("CoreStatus").size() == 1);
        startedAt("10:07:01");
        lose(2);
        notice("Disconnected");
        assertThat(notice("Connected")).containsEntry("Restarted", "true");
    }

    @Test
    void withoutNoticesNobodyAsks() {
        inTime(pbx.session().subscribe(subscription("call", "Agents")));
        pbx.start();
        assertThat(pbx.sent("CoreStatus")).isEmpty();
        assertThat(pbx.masks()).containsExactly("call");
    }

    @Test
    void D5_noEventIsAskedForBeforeTheNoticeIsComplete() {
        startedAt("10:00:00");
        inTime(pbx.session().subscribe(calls));
        pbx.start();
        assertThat(pbx.masks()).containsExactly("off", "call");
    }

    private void startedAt(String time) {
        pbx.on("CoreStatus", id -> response(id, "Success", "CoreStartupDate: 2026-11-21", "CoreStartupTime: " + time));
    }

    private void lose(long nextEpoch) {
        pbx.link.close();
        await().until(() -> pbx.session().status().epoch() == nextEpoch);
    }

    private AmiEvent gap() {
        notice("Disconnected");
        notice("Connected");
        return notice("Gap");
    }

    private AmiEvent notice(String name) {
        AmiEvent notice = ((Notice) next(calls)).event();
        assertThat(notice.name()).isEqualTo(name);
        return notice;
    }
}
