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

import io.github.camelami.internal.wire.Catalogue;
import io.github.camelami.message.AmiException;
import org.apache.camel.Exchange;

/** Adds to the refusal of a message which endpoint and which action it is about. */
public final class Refusals {
    private final String endpoint;
    private final String uriAction;

    public Refusals(ActionOptions options) {
        this.endpoint = "ami:" + options.endpoint() + ": ";
        this.uriAction = options.action();
    }

    /**
     * The same failure. If it is a refusal of the component, its message begins with the endpoint and the action, as far as
     * it is known. Those of the PBX begin with the session, in brackets.
     */
    public Throwable named(Throwable failure, Exchange exchange) {
        if (!(failure instanceof AmiException.Refused refused)) {
            return failure;
        }
        String text = refused.getMessage();
        if (text.startsWith(endpoint) || text.startsWith("[")) {
            return failure;
        }
        String action = uriAction != null ? uriAction : chosen(exchange);
        boolean named = action == null || text.regionMatches(true, 0, action, 0, action.length());
        AmiException.Refused whole = new AmiException.Refused(
                endpoint + (named ? "" : action + ": ") + text,
                refused.response().orElse(null));
        whole.setStackTrace(refused.getStackTrace());
        return whole;
    }

    /** The action that the message chooses, or null. An unknown one may be any text, and is not shown. */
    private static String chosen(Exchange exchange) {
        return exchange.getMessage().getHeader(ActionHeaderNames.ACTION) instanceof String action
                        && Catalogue.isAction(action)
                ? action
                : null;
    }
}
