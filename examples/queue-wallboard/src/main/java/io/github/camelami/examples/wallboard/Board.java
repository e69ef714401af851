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
package io.github.camelami.examples.wallboard;

import io.github.camelami.queue.AgentChange;
import io.github.camelami.queue.AmiAgent;
import io.github.camelami.queue.AmiQueue;
import io.github.camelami.queue.QueueChange;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;

/**
 * The last state of each queue and each agent. Each message of the routes contains the whole queue or agent, so the
 * board only stores it. The component limits their number.
 */
public final class Board {
    private static final String QUEUE = "queue:";

    private final InstantSource clock;
    private final Map<String, Row> rows = new HashMap<>();
    private View.Pbx pbx;
    private String server = "";
    private boolean loggedIn;
    private long behind;
    private View view;

    Board(InstantSource clock) {
        this.clock = clock;
        this.pbx = new View.Pbx(false, now(), "");
    }

    /**
     * Records that the route is connected to the PBX. The page still shows the rows as outdated, until the component
     * has compared them with the PBX.
     */
    public synchronized void connected(Map<String, String> notice) {
        server = notice.getOrDefault("Server", "");
        loggedIn = true;
        if (hasNoQueue()) {
            current();
        }
    }

    /** Records that the connection to the PBX is lost. The rows remain unchanged. */
    public synchronized void disconnected() {
        loggedIn = false;
        pbx = new View.Pbx(false, now(), server);
        view = null;
    }

    /** Whether there is no queue, and therefore no outdated one. */
    private boolean hasNoQueue() {
        return rows.keySet().stream().noneMatch(id -> id.startsWith(QUEUE));
    }

    /** Records that the rows are up to date. */
    private void current() {
        if (loggedIn && !pbx.connected()) {
            pbx = new View.Pbx(true, now(), server);
            view = null;
        }
    }

    /** Stores a queue that has changed. */
    public synchronized void queue(AmiQueue queue) {
        if (queue.change() == QueueChange.INTERVAL) {
            behind = clock.millis() - queue.at();
        }
        put(QUEUE + queue.name(), queue.removed() ? null : Row.Queue.of(queue));
        // after a loss, the first INTERVAL follows the comparison with the PBX
        if (queue.change() == QueueChange.INTERVAL || hasNoQueue()) {
            current();
        }
    }

    /** Stores an agent who has changed. An agent who is neither in one of the queues nor logged in is not shown. */
    public synchronized void agent(AmiAgent agent) {
        boolean out = agent.channel() == null || agent.change() == AgentChange.LOGGED_OUT;
        boolean gone = agent.queues().isEmpty() && out;
        put("agent:" + agent.id(), gone ? null : Row.Agent.of(agent));
    }

    private void put(String id, Row row) {
        if (row == null) {
            rows.remove(id);
        } else {
            rows.put(id, row);
        }
        view = null;
    }

    /** The current time by the clock of the PBX, which may differ from that of this machine. */
    synchronized long now() {
        return clock.millis() - behind;
    }

    /** The current content of the page. */
    synchronized View view() {
        if (view == null) {
            view = new View(pbx, Map.copyOf(rows));
        }
        return view;
    }
}
