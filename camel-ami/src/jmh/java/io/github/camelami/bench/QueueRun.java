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
package io.github.camelami.bench;

import io.github.camelami.internal.tracking.queue.QueueSettings;
import io.github.camelami.internal.tracking.queue.QueueTracker;
import io.github.camelami.message.AmiEvent;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/**
 * What queues cost: CPU time per event of class agent in the model, for callers who join, ring, are answered and end in a
 * queue of 20 members; and the heap of 1,000 queues with 20 members each.
 *
 * <p>Arguments: rounds (default 5), callers per round (default 100,000).
 */
public final class QueueRun {
    private static final int QUEUES = 1_000;
    private static final int MEMBERS = 20;

    private QueueRun() {}

    public static void main(String[] args) {
        int rounds = args.length > 0 ? Integer.parseInt(args[0]) : 5;
        int callers = args.length > 1 ? Integer.parseInt(args[1]) : 100_000;
        heap();
        double sum = 0;
        for (int round = 0; round <= rounds; round++) {
            double micros = run(callers);
            System.out.printf("%s %.2f µs CPU/event%n", round == 0 ? "warm-up:" : "round " + round + ":", micros);
            sum += round == 0 ? 0 : micros;
        }
        System.out.printf("mean: %.2f µs CPU per event of class agent%n", sum / rounds);
    }

    /** Events are parsed before; what is measured is what the tracker makes of them. */
    private static double run(int callers) {
        long[] given = new long[1];
        QueueTracker tracker = new QueueTracker(QueueSettings.of("pbx", false), out -> given[0]++, System::nanoTime);
        long now = System.currentTimeMillis();
        tracker.queues(list(1), now);
        long cpu = 0;
        long events = 0;
        for (int i = 0; i < callers; i += 1_000) {
            List<AmiEvent> batch = new ArrayList<>();
            for (int caller = i; caller < i + 1_000; caller++) {
                batch.addAll(call(caller, now));
            }
            long before = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
            batch.forEach(tracker::event);
            cpu += ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - before;
            events += batch.size();
        }
        if (given[0] < callers) {
            throw new IllegalStateException("only " + given[0] + " changes were given");
        }
        return cpu / 1e3 / events;
    }

    private static List<AmiEvent> call(int caller, long now) {
        String member = "PJSIP/0-" + caller % MEMBERS;
        String at = "Timestamp: " + (now / 1000 + caller / 10) + ".5\r\n";
        String party = "Channel: PJSIP/1-" + caller
                + "\r\nChannelState: 6\r\nChannelStateDesc: Up\r\nCallerIDNum: 4930555000\r\nCallerIDName: Ann\r\n"
                + "ConnectedLineNum: <unknown>\r\nConnectedLineName: <unknown>\r\nLanguage: en\r\nAccountCode: \r\n"
                + "Context: from-queue\r\nExten: 400\r\nPriority: 7\r\nUniqueid: 1700." + caller + "\r\nLinkedid: 1700."
                + caller + "\r\n";
        String agent = party
                + party.replaceAll("(?m)^", "Dest")
                        .replace("DestUniqueid: 1700", "DestUniqueid: 1800")
                        .replaceAll("Dest$", "");
        String of = "Queue: q0\r\n";
        String who = "Interface: " + member + "\r\nMemberName: Agent\r\n";
        return List.of(
                event("QueueCallerJoin", at + party + of + "Position: 1\r\nCount: 1\r\n"),
                event("AgentCalled", at + agent + of + who),
                status(at, member, 6),
                status(at, member, 2),
                event("QueueCallerLeave", at + party + of + "Position: 1\r\nCount: 0\r\n"),
                event("AgentConnect", at + agent + of + who + "HoldTime: 1\r\nRingTime: 1\r\n"),
                event("AgentComplete", at + agent + of + who + "HoldTime: 1\r\nTalkTime: 1\r\nReason: caller\r\n"),
                status(at, member, 1));
    }

    private static AmiEvent status(String at, String member, int status) {
        return event(
                "QueueMemberStatus",
                at + "Queue: q0\r\nMemberName: Agent\r\nInterface: " + member + "\r\nStateInterface: " + member
                        + "\r\nMembership: dynamic\r\nPenalty: 0\r\nCallsTaken: 0\r\nLastCall: 0\r\nLastPause: 0\r\n"
                        + "LoginTime: 1700000000\r\nInCall: 0\r\nStatus: " + status
                        + "\r\nPaused: 0\r\nPausedReason: \r\nRinginuse: 1\r\nWrapuptime: 0\r\n");
    }

    private static AmiEvent event(String name, String fields) {
        return AmiEvent.parse("Event: " + name + "\r\nPrivilege: agent,all\r\n" + fields + "\r\n");
    }

    private static List<AmiEvent> list(int queues) {
        List<AmiEvent> items = new ArrayList<>();
        for (int queue = 0; queue < queues; queue++) {
            items.add(AmiEvent.parse("Event: QueueParams\r\nQueue: q" + queue
                    + "\r\nMax: 0\r\nStrategy: ringall\r\nCalls: 0\r\nServiceLevel: 20\r\nWeight: 0\r\n\r\n"));
            for (int member = 0; member < MEMBERS; member++) {
                String device = "PJSIP/" + queue + "-" + member;
                items.add(AmiEvent.parse("Event: QueueMember\r\nQueue: q" + queue + "\r\nName: Agent " + member
                        + "\r\nLocation: " + device + "\r\nStateInterface: " + device
                        + "\r\nMembership: dynamic\r\nPenalty: 0\r\nCallsTaken: 5\r\nLastCall: 1700000000\r\n"
                        + "LastPause: 0\r\nLoginTime: 1700000000\r\nInCall: 0\r\nStatus: 1\r\nPaused: 0\r\n"
                        + "PausedReason: \r\nWrapuptime: 0\r\n\r\n"));
            }
        }
        return items;
    }

    private static void heap() {
        long before = used();
        QueueTracker tracker = new QueueTracker(QueueSettings.of("pbx", false), out -> {}, System::nanoTime);
        tracker.queues(list(QUEUES), System.currentTimeMillis());
        long after = used();
        System.out.printf(
                "%d queues with %d members each: %.1f MB of heap%n",
                tracker.readings().size(), MEMBERS, (after - before) / 1048576.0);
    }

    private static long used() {
        Runtime runtime = Runtime.getRuntime();
        for (int i = 0; i < 5; i++) {
            System.gc();
            LockSupport.parkNanos(50_000_000);
        }
        return runtime.totalMemory() - runtime.freeMemory();
    }
}
