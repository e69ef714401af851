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

import io.github.camelami.call.AmiCall;
import io.github.camelami.call.QueueVisit;
import io.github.camelami.queue.AmiQueue;
import io.github.camelami.queue.QueueCaller;
import io.github.camelami.queue.QueueChange;
import io.github.camelami.queue.QueueFigures;
import io.github.camelami.simulator.Cut;
import io.github.camelami.simulator.FaultProxy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

/** Many callers of queues: the figures are those that the server itself writes into its queue_log. */
@Order(Integer.MAX_VALUE - 2)
class QueueFiguresAsteriskIT extends OnCalls {
    private static final int CALLS = Integer.getInteger("calls", 60);
    private static final List<String> KINDS = List.of("404", "405", "405", "406");

    private final Random random = new Random(Long.getLong("calls.seed", 7));

    /** What the log says of one who waited. */
    private record Logged(String queue, String event, long seconds) {}

    private void dialplan() throws Exception {
        queue("gone", "ringinuse = yes");
        queue("there", "ringinuse = yes");
        extension("410", "Ringing()", "Wait(0.${RAND(1,9)})", "Answer()", "Wait(${RAND(1,3)})", "Hangup()");
        extension("413", "Ringing()", "Wait(30)");
        extension("404", "Answer()", "Queue(" + own + "gone,,,,2)", "Wait(0.5)", "Hangup()");
        extension("405", "Answer()", "Queue(" + own + "there,,,,20)", "Hangup()");
        extension("406", "Answer()", "Queue(" + own + "gone,,,,30)", "Hangup()");
        plain.ask("QueueAdd", "Queue: " + own + "gone", "Interface: Local/413@" + own + "/n", "MemberName: Nobody");
        plain.ask("QueueAdd", "Queue: " + own + "there", "Interface: Local/410@" + own + "/n", "MemberName: Ann");
    }

    private void startOne(int number) throws IOException {
        String kind = KINDS.get(random.nextInt(KINDS.size()));
        plain.ask(
                "Originate",
                "Channel: " + phone(kind),
                "Application: Wait",
                "Data: " + (kind.equals("406") ? "0." + (5 + random.nextInt(5)) : "40"),
                "Timeout: 20000",
                "CallerID: Load <" + number + ">",
                "Async: true");
    }

    private void awaitRoom(int most) throws IOException {
        soon().until(() -> ownCallers() <= most);
    }

    private int ownCallers() throws IOException {
        return (int) plain.command("core show channels concise")
                .lines()
                .filter(line -> line.contains("!" + own + "!") && line.contains("!Queue!"))
                .count();
    }

    private List<String[]> log() throws IOException {
        Path log =
                asterisk.users().resolve("../../../var/log/asterisk/queue_log").normalize();
        return Files.readAllLines(log).stream()
                .map(line -> line.split("\\|", -1))
                .filter(line -> line.length > 5 && line[2].startsWith(own))
                .toList();
    }

    private Map<String, Logged> logged() throws IOException {
        Map<String, Logged> ends = new HashMap<>();
        for (String[] line : log()) {
            switch (line[4]) {
                case "CONNECT" -> ends.put(line[1], new Logged(line[2], line[4], Long.parseLong(line[5])));
                case "ABANDON", "EXITWITHTIMEOUT" ->
                    ends.put(line[1], new Logged(line[2], line[4], Long.parseLong(line[7])));
                default -> {
                    // joins and completions are counted
                }
            }
        }
        return ends;
    }

    private long count(String queue, String... events) throws IOException {
        return log().stream()
                .filter(line -> line[2].equals(queue) && List.of(events).contains(line[4]))
                .count();
    }

    private QueueFigures figures(String queue) {
        return last(queue).figures();
    }

    private AmiQueue last(String queue) {
        AmiQueue last = null;
        for (AmiQueue each : queues) {
            last = each.name().equals(queue) ? each : last;
        }
        return last;
    }

    @Test
    void M2_theFiguresAreThoseOfTheQueueLogAndAgreeWithTheCalls() throws Exception {
        dialplan();
        collect("emit=calls");
        collectQueues();
        for (int i = 0; i < CALLS; i++) {
            startOne(i);
            LockSupport.parkNanos(30_000_000);
            awaitRoom(20);
        }
        soon().atMost(Duration.ofMinutes(4)).until(() -> ownCallers() == 0);
        for (String queue : List.of(own + "gone", own + "there")) {
            soon().untilAsserted(() -> {
                QueueFigures figures = figures(queue);
                assertThat(figures.offered()).as("offered").isEqualTo(count(queue, "ENTERQUEUE"));
                assertThat(figures.answered()).as("answered").isEqualTo(count(queue, "CONNECT"));
                assertThat(figures.abandoned()).as("abandoned").isEqualTo(count(queue, "ABANDON"));
                assertThat(figures.timedOut()).as("timed out").isEqualTo(count(queue, "EXITWITHTIMEOUT"));
                assertThat(figures.completed())
                        .as("completed")
                        .isEqualTo(count(queue, "COMPLETEAGENT", "COMPLETECALLER"));
                assertThat(figures.left() + figures.unseen()).isZero();
            });
        }
        compareWaits();
        compareVisits();
    }

    private Map<String, AmiQueue> ends() {
        Map<String, AmiQueue> ends = new HashMap<>();
        for (AmiQueue queue : queues) {
            if (queue.caller() != null && queue.caller().waitTime() != null) {
                assertThat(ends.put(queue.caller().id(), queue)).isNull();
            }
        }
        return ends;
    }

    private static QueueChange change(String logged) {
        return switch (logged) {
            case "CONNECT" -> QueueChange.MEMBER_CONNECTED;
            case "ABANDON" -> QueueChange.CALLER_ABANDONED;
            default -> QueueChange.CALLER_TIMED_OUT;
        };
    }

    /** As the log counts it: the difference of two times of which each is cut to whole seconds. */
    private static long seconds(QueueCaller caller) {
        return (caller.since() + caller.waitTime()) / 1000 - caller.since() / 1000;
    }

    private void compareWaits() throws IOException {
        Map<String, AmiQueue> ends = ends();
        Map<String, Logged> log = logged();
        assertThat(ends.keySet()).isEqualTo(log.keySet());
        List<String> wrong = new ArrayList<>();
        long worst = 0;
        int equal = 0;
        for (Map.Entry<String, Logged> each : log.entrySet()) {
            AmiQueue end = ends.get(each.getKey());
            long logged = each.getValue().seconds();
            worst = Math.max(worst, Math.abs(end.caller().waitTime() - logged * 1000));
            long off = Math.abs(seconds(end.caller()) - logged);
            equal += off == 0 ? 1 : 0;
            if (end.change() != change(each.getValue().event()) || off > 1) {
                wrong.add(end + " " + end.caller() + ", logged " + each.getValue());
            }
        }
        System.out.printf(
                "%s: %d callers, offered %d, answered %d, abandoned %d, timed out %d; %d waits have the logged seconds,"
                        + " one is off by %d ms at most%n",
                asterisk,
                log.size(),
                figures(own + "gone").offered() + figures(own + "there").offered(),
                figures(own + "there").answered(),
                figures(own + "gone").abandoned(),
                figures(own + "gone").timedOut(),
                equal,
                worst);
        assertThat(wrong).isEmpty();
    }

    private void compareVisits() {
        soon().until(() ->
                calls.stream().filter(call -> !call.queues().isEmpty()).count() == ends().size());
        Map<String, AmiQueue> byCall = new HashMap<>();
        ends().values().forEach(queue -> byCall.put(queue.caller().callId(), queue));
        List<String> otherwise = new ArrayList<>();
        for (AmiCall call : calls) {
            for (QueueVisit visit : call.queues()) {
                AmiQueue end = byCall.get(call.id());
                boolean same = end != null
                        && visit.queue().equals(end.name())
                        && end.change()
                                == switch (visit.outcome()) {
                                    case CONNECTED -> QueueChange.MEMBER_CONNECTED;
                                    case ABANDONED -> QueueChange.CALLER_ABANDONED;
                                    case TIMEOUT -> QueueChange.CALLER_TIMED_OUT;
                                    case LEFT -> QueueChange.CALLER_LEFT;
                                    case WAITING -> null;
                                }
                        && visit.joinedAt() == end.caller().since()
                        && visit.waitTime() == end.caller().waitTime();
                if (!same) {
                    otherwise.add(call + " " + visit + ", queue " + end);
                }
            }
        }
        assertThat(otherwise).isEmpty();
    }

    @Test
    void M2_afterEachCutAndARestartTheStateIsRightWithinOneResync() throws Exception {
        dialplan();
        try (FaultProxy proxy = FaultProxy.to(asterisk.host(), asterisk.port())) {
            var cut = connection("admin");
            cut.setPort(proxy.port());
            cut.setReconnectDelay(200);
            cut.setMaxReconnectDelay(400);
            camel.getRegistry().bind("pbx", cut);
            collectQueues();
            for (int i = 0; i < 20; i++) {
                for (int more = 0; more < Math.max(1, CALLS / 20); more++) {
                    startOne(i);
                }
                awaitRoom(20);
                int before = queues.size();
                proxy.cutAll(Cut.RST);
                plain.ask(
                        "QueuePause",
                        "Queue: " + own + "there",
                        "Interface: Local/410@" + own + "/n",
                        "Paused: " + (i % 2 == 0),
                        "Reason: cut " + i);
                boolean paused = i % 2 == 0;
                soon().untilAsserted(() -> {
                    assertThat(last(own + "there").members().get(0).paused()).isEqualTo(paused);
                    // the pause came before the next login, or behind it
                    assertThat(queues.stream().skip(before)).anyMatch(queue -> says(queue, paused));
                });
                soon().untilAsserted(() -> assertThat(waiting()).isEqualTo(listed()));
                if (i == 9) {
                    restart();
                }
            }
            soon().atMost(Duration.ofMinutes(2)).until(() -> ownCallers() == 0);
            soon().untilAsserted(() -> {
                for (String queue : List.of(own + "gone", own + "there")) {
                    String state = described(queue);
                    assertThat(last(queue).callers()).as("callers of " + state).isEmpty();
                    assertThat(last(queue).members().get(0).inCall())
                            .as("in call of " + state)
                            .isFalse();
                    QueueFigures figures = figures(queue);
                    assertThat(figures.answered()
                                    + figures.abandoned()
                                    + figures.timedOut()
                                    + figures.left()
                                    + figures.unseen())
                            .as("ended of " + state)
                            .isEqualTo(figures.offered());
                }
            });
        }
    }

    /** The last messages about a queue, with all their values. */
    private String described(String queue) {
        List<AmiQueue> about =
                queues.stream().filter(each -> each.name().equals(queue)).toList();
        return about.stream()
                .skip(Math.max(0, about.size() - 8))
                .map(each -> each.at() + " " + each + " caller " + each.caller() + " callers " + each.callers()
                        + " members " + each.members() + " " + each.figures() + " differences " + each.differences())
                .collect(Collectors.joining("\n", asterisk + " " + queue + ":\n", "\n"));
    }

    private static boolean says(AmiQueue queue, boolean paused) {
        return queue.change() == (paused ? QueueChange.MEMBER_PAUSED : QueueChange.MEMBER_UNPAUSED)
                || queue.change() == QueueChange.RESYNCED
                        && queue.differences().stream()
                                .anyMatch(each -> each.value().equals("paused")
                                        && each.is().equals(String.valueOf(paused)));
    }

    private List<String> waiting() {
        return Stream.of("gone", "there")
                .flatMap(name -> last(own + name).callers().stream())
                .map(QueueCaller::id)
                .sorted()
                .toList();
    }

    /** As the server says itself. */
    private List<String> listed() {
        return list("action=QueueStatus", Map.of()).stream()
                .filter(item ->
                        item.name().equals("QueueEntry") && item.get("Queue").startsWith(own))
                .map(item -> item.get("Uniqueid"))
                .sorted()
                .toList();
    }

    private void restart() throws Exception {
        int before = queues.size();
        plain.close();
        try (PlainClient last = asterisk.connect().login("admin", "off")) {
            last.send("Action: Command\r\nCommand: core restart now\r\n\r\n");
            soon().until(() -> last.block() == null);
        }
        soon().ignoreExceptions().until(() -> asterisk.connect()
                .login("admin", "off")
                .command("core waitfullybooted")
                .contains("fully booted"));
        plain = asterisk.connect().login("admin", "off");
        dialplan();
        soon().untilAsserted(() -> assertThat(queues.stream().skip(before))
                .anyMatch(queue ->
                        queue.name().equals(own + "there") && !queue.members().isEmpty()));
    }
}
