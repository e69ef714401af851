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
import static io.github.camelami.internal.session.ScriptedPbx.TIMEOUT;
import static io.github.camelami.internal.session.ScriptedPbx.action;
import static io.github.camelami.internal.session.ScriptedPbx.event;
import static io.github.camelami.internal.session.ScriptedPbx.response;
import static io.github.camelami.internal.session.ScriptedPbx.subscription;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelami.message.AmiEvent;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The places of answers among the events of the consumer that has asked. */
class AnsweredTest {
    private final ScriptedPbx pbx = new ScriptedPbx();
    private EventSubscription calls = subscription("call");

    @AfterEach
    void close() {
        pbx.close();
    }

    private void start() {
        inTime(pbx.session().subscribe(calls));
        pbx.start();
        pbx.on("Status", id -> call(1) + list(id) + call(2));
    }

    private static String call(int number) {
        return event("Newstate", "Privilege: call,all", "Number: " + number);
    }

    private static String list(String id) {
        return response(id, "Success", "EventList: start")
                + event("Status", "ActionID: " + id)
                + event("StatusComplete", "ActionID: " + id, "EventList: Complete");
    }

    private ActionResult ask(String name) {
        return inTime(pbx.session()
                .send(new ActionRequest(action(name), TIMEOUT, false, false).at(Answered.amongThoseRead(calls))));
    }

    /** What has arrived, without the notice of the login. */
    private List<Object> taken() throws InterruptedException {
        List<Object> taken = new ArrayList<>();
        for (Object next = Polled.from(calls, 0); next != null; next = Polled.from(calls, 0)) {
            taken.add(next instanceof Notice notice ? notice.kind().name() : next);
        }
        taken.remove("Connected");
        taken.replaceAll(each -> each instanceof AmiEvent event ? event.get("Number") : each);
        return taken;
    }

    private ActionResult listAndEventBehindIt() {
        ActionResult list = ask("Status");
        inTime(pbx.link.say(call(3)));
        return list;
    }

    /** All of it is read at once. */
    @Test
    void aListStandsBehindTheEventsBeforeItsEndAndBeforeThoseBehindIt() throws Exception {
        start();
        ActionResult list = listAndEventBehindIt();
        assertThat(taken()).containsExactly("1", list, "2", "3");
    }

    @Test
    void aResponseWithoutListHasItsPlaceToo() throws Exception {
        start();
        pbx.on("CoreStatus", id -> call(1) + response(id, "Success") + call(2));
        ActionResult status = ask("CoreStatus");
        inTime(pbx.link.say(call(3)));
        assertThat(taken()).containsExactly("1", status, "2", "3");
    }

    @Test
    void anAnswerToAnotherSenderHasNoPlace() throws Exception {
        start();
        inTime(pbx.send("Status"));
        inTime(pbx.link.say(call(3)));
        assertThat(taken()).containsExactly("1", "2", "3");
    }

    /** Else nobody would know that the gap is newer than the list. */
    @Test
    void eventsThatAreDroppedBehindAListLeaveTheirGapBehindIt() throws Exception {
        calls = subscription("call", 1, WhenFull.DROP_NEWEST);
        start();
        ActionResult list = listAndEventBehindIt();
        assertThat(taken()).containsExactly("1", list, "Gap");
    }

    @Test
    void eventsThatAreDroppedOnBothSidesOfAListLeaveAGapOnEachSide() throws Exception {
        calls = subscription("call", 1, WhenFull.DROP_OLDEST);
        start();
        ActionResult list = listAndEventBehindIt();
        assertThat(taken()).containsExactly("Gap", list, "Gap", "3");
    }

    @Test
    void aSuspendedConsumerGetsTheAnswerToo() throws Exception {
        start();
        calls.suspend();
        ActionResult list = listAndEventBehindIt();
        assertThat(taken()).containsExactly(list);
        pbx.session().resume(calls);
        assertThat(taken()).containsExactly("Gap");
    }
}
