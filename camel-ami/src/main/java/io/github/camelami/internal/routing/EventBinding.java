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
package io.github.camelami.internal.routing;

import io.github.camelami.AmiConstants;
import io.github.camelami.call.AmiCall;
import io.github.camelami.message.AmiEvent;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.spi.HeaderFilterStrategy;

/**
 * Makes messages of events and calls.
 *
 * @param connection the name of the PBX in the URI
 * @param mapHeaders which fields become headers; null for none
 */
public record EventBinding(String connection, HeaderFilterStrategy mapHeaders) {

    /** Makes the exchange of an event. */
    void fill(Exchange exchange, AmiEvent event) {
        Message message = exchange.getMessage();
        if (mapHeaders != null) {
            event.forEach((name, value) -> {
                if (!mapHeaders.applyFilterToExternalHeaders(name, value, exchange)) {
                    message.setHeader(name, value);
                }
            });
        }
        message.setBody(event);
        message.setHeader(AmiConstants.EVENT_NAME, event.name());
        message.setHeader(AmiConstants.CONNECTION, connection);
        message.setHeader(AmiConstants.MESSAGE_TIMESTAMP, event.occurredAt());
        message.setHeader(AmiConstants.EPOCH, event.epoch());
    }

    /** Makes the exchange of a call. */
    void fill(Exchange exchange, AmiCall call, long epoch) {
        Message message = exchange.getMessage();
        message.setBody(call);
        message.setHeader(AmiConstants.CALL_ID, call.id());
        message.setHeader(AmiConstants.CALL_STATE, call.state().name());
        if (call.disposition() != null) {
            message.setHeader(AmiConstants.DISPOSITION, call.disposition().name());
        }
        message.setHeader(AmiConstants.CONNECTION, connection);
        message.setHeader(AmiConstants.EPOCH, epoch);
        message.setHeader(AmiConstants.MESSAGE_TIMESTAMP, call.startedAt() + call.duration());
    }
}
