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
package io.github.camelami.internal.action;

import io.github.camelami.internal.wire.TraceParent;
import io.github.camelami.message.AmiAction;
import org.apache.camel.Exchange;

/** Lets a call carry the trace of the exchange that places it. */
final class CallTrace {
    /** With two underscores, the channels that the dialplan dials for the call get the variable, too. */
    private static final String INHERITED = "__" + TraceParent.VARIABLE;

    private CallTrace() {}

    /**
     * Adds the variable to an Originate, before those of the user: of several with one name, Asterisk uses the last.
     */
    static AmiAction added(AmiAction originate, Exchange exchange) {
        Object parent = exchange.getMessage().getHeader(TraceParent.HEADER);
        if (!TraceParent.isOne(parent)) {
            return originate;
        }
        AmiAction.Builder traced = AmiAction.named(originate.name()).variable(INHERITED, parent.toString());
        originate.fields().forEach(field -> traced.field(field.name(), field.value()));
        return traced.build();
    }
}
