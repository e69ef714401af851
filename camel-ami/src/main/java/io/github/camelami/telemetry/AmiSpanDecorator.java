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
package io.github.camelami.telemetry;

import io.github.camelami.AmiConstants;
import io.github.camelami.AmiEndpoint;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangePropertyKey;
import org.apache.camel.Message;
import org.apache.camel.spi.InterceptSendToEndpoint;
import org.apache.camel.telemetry.Span;
import org.apache.camel.telemetry.TagConstants;
import org.apache.camel.telemetry.decorators.AbstractMessagingSpanDecorator;
import org.jspecify.annotations.Nullable;

/**
 * Describes the spans of {@code ami:} endpoints. Camel's telemetry finds this class by itself. No attribute contains an
 * option of the URI. Numbers, names and the messages of exceptions need the option {@code traceNumbers}.
 *
 * @since 1.0
 */
public class AmiSpanDecorator extends AbstractMessagingSpanDecorator {
    /** The exchange property that holds the endpoint while the exchange is sent to it. */
    private static final String SENT_TO = "CamelAmiSpanOf";

    @Override
    public String getComponent() {
        return "ami";
    }

    @Override
    public String getComponentClassName() {
        return "io.github.camelami.AmiComponent";
    }

    /** The operation and the PBX, for example {@code Originate pbx} or {@code call ended pbx}. */
    @Override
    public String getOperationName(Exchange exchange, Endpoint endpoint) {
        return clipMaxLength(operation(exchange, endpoint) + ' ' + getDestination(exchange, endpoint));
    }

    /** The name of the PBX. */
    @Override
    protected String getDestination(Exchange exchange, Endpoint endpoint) {
        String connection = isReceived(exchange, endpoint)
                ? exchange.getMessage().getHeader(AmiConstants.CONNECTION, String.class)
                : null;
        return connection != null ? connection : stripSchemeAndOptions(endpoint);
    }

    @Override
    public void beforeTracingEvent(Span span, Exchange exchange, Endpoint endpoint) {
        // not the method of the superclass, whose attributes contain all options of the URI
        boolean received = isReceived(exchange, endpoint);
        span.setComponent("camel-ami");
        span.setTag(TagConstants.URL_SCHEME, "ami");
        span.setTag(TagConstants.EXCHANGE_ID, exchange.getExchangeId());
        span.setTag("messaging.system", "asterisk");
        span.setTag(TagConstants.MESSAGE_BUS_DESTINATION, getDestination(exchange, endpoint));
        span.setTag("messaging.operation.name", operation(exchange, endpoint));
        span.setTag("messaging.operation.type", received ? "process" : "send");
        AmiEndpoint ami = ami(endpoint);
        if (ami != null) {
            SpanFacts facts = new SpanFacts(span, ami.getConfiguration().isTraceNumbers());
            facts.tag(TagConstants.SERVER_ADDRESS, ami.getServiceUrl());
            facts.tag(TagConstants.SERVER_PROTOCOL, ami.getServiceProtocol());
            if (received) {
                facts.ofReceived(exchange.getMessage().getBody());
            } else {
                exchange.setProperty(SENT_TO, ami);
            }
        }
    }

    @Override
    public void afterTracingEvent(Span span, Exchange exchange) {
        AmiEndpoint sentTo = (AmiEndpoint) exchange.removeProperty(SENT_TO);
        AmiEndpoint endpoint = sentTo != null ? sentTo : ami(exchange.getFromEndpoint());
        boolean numbers = endpoint != null && endpoint.getConfiguration().isTraceNumbers();
        if (sentTo != null) {
            new SpanFacts(span, numbers).ofAnswer(exchange.getMessage());
        }
        Exception failure = exchange.getException();
        if (failure != null) {
            Map<String, String> error = new LinkedHashMap<>();
            error.put("event", "error");
            error.put("error.kind", failure.getClass().getName());
            if (numbers && failure.getMessage() != null) {
                error.put("message", failure.getMessage());
            }
            span.log(error);
            span.setTag("error.type", failure.getClass().getName());
        }
        if (exchange.isFailed() || sentTo != null && isRefused(exchange.getMessage())) {
            span.setError(true);
        }
    }

    /** Whether the PBX has refused the action, also if the exchange does not fail then. */
    private static boolean isRefused(Message answer) {
        return "Error".equalsIgnoreCase(answer.getHeader(AmiConstants.RESPONSE, String.class));
    }

    private static String operation(Exchange exchange, Endpoint endpoint) {
        return isReceived(exchange, endpoint)
                ? SpanFacts.received(exchange.getMessage().getBody())
                : SpanFacts.action(ami(endpoint), exchange.getMessage());
    }

    /**
     * Whether the exchange has just come from this endpoint. A route may also send to the endpoint from which it
     * receives.
     */
    private static boolean isReceived(Exchange exchange, Endpoint endpoint) {
        return exchange.getFromEndpoint() == endpoint
                && exchange.getFromRouteId() != null
                && exchange.getProperty(ExchangePropertyKey.TO_ENDPOINT) == null;
    }

    private static @Nullable AmiEndpoint ami(@Nullable Endpoint endpoint) {
        Endpoint original =
                endpoint instanceof InterceptSendToEndpoint intercepted ? intercepted.getOriginalEndpoint() : endpoint;
        return original instanceof AmiEndpoint ami ? ami : null;
    }
}
