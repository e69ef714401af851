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
package io.github.camelami.examples.campaign;

import io.github.camelami.simulator.CallOutcome;
import io.github.camelami.simulator.SimulatedPbx;
import io.github.camelami.simulator.SimulatedQueue;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;

/** A simulated PBX with four agents and some customers. Most customers answer the call, others are busy or away. */
final class SimulatedCustomers implements AutoCloseable {
    private static final String ANSWERS = "+493010000";
    private static final String BUSY = "+4930200001";
    private static final String AWAY = "+4930200002";
    private static final String MACHINE = "+4930200003";
    private static final String UNREACHABLE = "+4930200004";
    private static final String DO_NOT_CALL = "+4930200005";

    private final SimulatedPbx pbx = SimulatedPbx.builder()
            .talkTime(Duration.ofMillis(300))
            .dialTimeout(Duration.ofMillis(500))
            .start();

    SimulatedCustomers() {
        SimulatedQueue queue = pbx.data().queue("campaign");
        for (String agent : new String[] {"201", "202", "203", "204"}) {
            pbx.data().phone(agent, "Agent " + agent);
            queue.member("PJSIP/" + agent, "Agent " + agent, 0);
        }
        pbx.data().queueExtension("s", "campaign");
        for (int i = 1; i <= 3; i++) {
            pbx.data().extension(ANSWERS + i, CallOutcome.ANSWER);
        }
        pbx.data().extension(BUSY, CallOutcome.BUSY);
        pbx.data().extension(AWAY, CallOutcome.NO_ANSWER);
        pbx.data().extension(MACHINE, CallOutcome.ANSWER);
        pbx.data().variable(MACHINE, "AMDSTATUS", "MACHINE");
    }

    String host() {
        return pbx.host();
    }

    int port() {
        return pbx.port();
    }

    /** Stores the numbers of the customers, and shortens the times of the rules. */
    static void store(Statement database) throws SQLException {
        database.execute("INSERT INTO numbers (number) VALUES ('" + ANSWERS + "1'), ('" + ANSWERS + "2'), ('" + ANSWERS
                + "3'), ('" + BUSY + "'), ('" + AWAY + "'), ('" + MACHINE + "'), ('" + UNREACHABLE + "'), ('"
                + DO_NOT_CALL + "')");
        database.execute("INSERT INTO do_not_call VALUES ('" + DO_NOT_CALL + "')");
        database.execute("UPDATE rules SET retry_after = INTERVAL '1' SECOND, max_attempts = 2");
    }

    @Override
    public void close() {
        pbx.close();
    }
}
