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
import org.apache.camel.builder.RouteBuilder;

/** The route of {@code docs/cookbook.md} that writes calls into a database. */
public final class CookbookSql extends RouteBuilder {

    @Override
    public void configure() {
        from("ami:pbx?emit=calls")
                .bean(CallRow.class, "of")
                .to("sql:INSERT INTO calls (id, started, caller, called, disposition, talk_seconds) VALUES (:#id,"
                        + " CAST(:#started AS TIMESTAMP WITH TIME ZONE), :#caller, :#called, :#disposition,"
                        + " :#talkSeconds)");
    }
}
