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
package io.github.camelami.examples.manypbxes;

import io.github.camelami.AmiConstants;
import io.github.camelami.call.AmiCall;
import java.util.function.Consumer;
import org.apache.camel.Exchange;
import org.apache.camel.Handler;

/** Prints each call and each login with the name of its PBX. */
public final class Printer {
    private final Consumer<String> lines;

    public Printer() {
        this(System.out::println);
    }

    Printer(Consumer<String> lines) {
        this.lines = lines;
    }

    @Handler
    public void print(Exchange exchange) {
        String pbx = exchange.getMessage().getHeader(AmiConstants.CONNECTION, String.class);
        String notice = exchange.getMessage().getHeader(AmiConstants.NOTICE, String.class);
        if (notice != null) {
            lines.accept(pbx + ": " + notice);
            return;
        }
        AmiCall call = exchange.getMessage().getBody(AmiCall.class);
        lines.accept(pbx + ": call from " + call.callerNumber() + ", " + call.disposition());
    }
}
