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
package io.github.camelami.documented;

import com.example.CallRow;
import java.util.Map;
import org.apache.camel.builder.RouteBuilder;

/** The routes of {@code docs/cookbook.md} with a database. */
public final class CookbookSql extends RouteBuilder {

    @Override
    public void configure() {
        from("ami:pbx?emit=calls")
                .bean(CallRow.class, "of")
                .to("sql:INSERT INTO calls (id, started, caller, called, disposition, talk_seconds) VALUES (:#id,"
                        + " CAST(:#started AS TIMESTAMP WITH TIME ZONE), :#caller, :#called, :#disposition,"
                        + " :#talkSeconds)");

        from("ami:pbx?emit=calls")
                .split(simple("${body.queues}"))
                .filter(simple("${body.outcome} == 'CONNECTED'"))
                .setProperty("connected", simple("${body.leftAt}"))
                .setHeader("connected", simple("${date:exchangeProperty.connected:yyyy-MM-dd HH:00}"))
                .convertBodyTo(Map.class)
                .to("sql:INSERT INTO visits (hour_start, agent, queue, wait_millis, talk_millis)"
                        + " VALUES (:#connected, :#agentNumber, :#queue, :#waitTime, :#talkTime)");

        from("direct:agent-hours")
                .setHeader("day", simple("${date:now:yyyy-MM-dd}"))
                .to("sql:SELECT hour_start, agent, COUNT(*) AS calls, ROUND(SUM(wait_millis) / 1000) AS wait_seconds,"
                        + " ROUND(COALESCE(SUM(talk_millis), 0) / 1000) AS talk_seconds FROM visits"
                        + " WHERE hour_start >= :#day GROUP BY hour_start, agent ORDER BY hour_start, agent")
                .split(body())
                .setBody(simple("${body[hour_start]},${body[agent]},${body[calls]},${body[wait_seconds]},"
                        + "${body[talk_seconds]}"))
                .to("direct:agent-hour");
    }
}
