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
package io.github.camelami.examples.ivr;

import io.github.camelami.simulator.ReceivedAction;
import io.github.camelami.simulator.Reply;
import io.github.camelami.simulator.SimulatedEvent;
import io.github.camelami.simulator.SimulatedPbx;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Callers of a simulated PBX, whose dialplan runs AGI for their calls. They press keys when the route requests some.
 */
final class SimulatedCallers {
    /** A key that stands for hanging up. */
    static final String HANGS_UP = "hangs up";

    /** The results of commands: the operator is busy. */
    private static final Map<String, String> RESULTS = Map.of("GET VARIABLE DIALSTATUS", "1 (BUSY)");

    private final SimulatedPbx pbx;
    private final AtomicInteger numbered = new AtomicInteger();
    private final Map<String, Call> calls = new ConcurrentHashMap<>();

    private record Call(Queue<String> keys, List<String> commands, CompletableFuture<Void> ended) {}

    SimulatedCallers(SimulatedPbx pbx) {
        this.pbx = pbx;
        pbx.on("AGI", this::answer);
    }

    /** The answer to an action AGI, whose command then runs. */
    Reply answer(ReceivedAction action) {
        return Reply.success("Added AGI command to queue").then(() -> run(action));
    }

    /** Places one call, and returns the commands that ran on it until it was hung up. */
    List<String> call(List<String> keys) {
        String channel = "PJSIP/100-%08x".formatted(numbered.incrementAndGet());
        Call call = new Call(new ArrayDeque<>(keys), new CopyOnWriteArrayList<>(), new CompletableFuture<>());
        calls.put(channel, call);
        pbx.emit(event("AsyncAGIStart", channel));
        call.ended().orTimeout(30, TimeUnit.SECONDS).join();
        return call.commands();
    }

    private void run(ReceivedAction action) {
        String channel = action.field("Channel");
        String command = action.field("Command");
        Call call = calls.get(channel);
        String key = command.startsWith("GET DATA") ? call.keys().poll() : null;
        boolean over = HANGS_UP.equals(key) || command.equals("HANGUP");
        String result = over ? "-1" : key != null ? key : RESULTS.getOrDefault(command, "0");
        call.commands().add(key == null ? command : command + " -> " + key);
        pbx.emit(event("AsyncAGIExec", channel)
                .with(
                        "Result",
                        URLEncoder.encode("200 result=" + result + "\n", StandardCharsets.UTF_8)
                                .replace("+", "%20"))
                .with("CommandId", action.field("CommandID")));
        if (over) {
            pbx.emit(event("AsyncAGIEnd", channel));
            call.ended().complete(null);
        }
    }

    private static SimulatedEvent event(String name, String channel) {
        return SimulatedEvent.named(name, "agi")
                .with("Channel", channel)
                .with("Exten", "600")
                .with("Uniqueid", channel)
                .with("Linkedid", channel);
    }
}
