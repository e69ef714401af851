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
import io.github.camelami.call.AmiCall;
import io.github.camelami.internal.wire.Catalogue;
import io.github.camelami.message.AmiAction;
import io.github.camelami.message.AmiEvent;
import io.github.camelami.queue.AmiAgent;
import io.github.camelami.queue.AmiQueue;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.apache.camel.Message;
import org.apache.camel.telemetry.Span;
import org.apache.camel.telemetry.TagConstants;
import org.jspecify.annotations.Nullable;

/** The attributes of a span that come from messages. {@code numbers} says whether numbers and names are among them. */
record SpanFacts(Span span, boolean numbers) {
    private static final String CONVERSATION = "messaging.message.conversation_id";

    void tag(String name, @Nullable Object value) {
        if (value != null) {
            span.setTag(name, value instanceof Enum<?> constant ? lower(constant) : value.toString());
        }
    }

    private static String lower(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }

    /** The operation of a span: the name of an event, or the change of a call, a queue or an agent. */
    static String received(@Nullable Object body) {
        if (body instanceof AmiCall call) {
            return "call " + lower(call.state());
        } else if (body instanceof AmiQueue queue) {
            return "queue " + lower(queue.change());
        } else if (body instanceof AmiAgent agent) {
            return "agent " + lower(agent.change());
        }
        return body instanceof AmiEvent event ? event.name() : "event";
    }

    /** The name of the action that is sent. A name that is not known may be any text of a message, and is not shown. */
    static String action(@Nullable AmiEndpoint endpoint, Message message) {
        Object body = message.getBody();
        String option =
                endpoint == null ? null : endpoint.getProducerConfiguration().getAction();
        Object inBody = body instanceof AmiAction given
                ? given.name()
                : body instanceof Map<?, ?> fields ? fields.get("Action") : null;
        return Stream.of(option, inBody, message.getHeader(AmiConstants.ACTION))
                .filter(Objects::nonNull)
                .findFirst()
                .map(Object::toString)
                .filter(Catalogue::isAction)
                .orElse("action");
    }

    void ofReceived(@Nullable Object body) {
        if (body instanceof AmiCall call) {
            call(call);
        } else if (body instanceof AmiEvent event) {
            event(event);
        } else if (body instanceof AmiQueue queue) {
            tag("camel.ami.queue", queue.name());
        } else if (body instanceof AmiAgent agent && numbers) {
            tag("camel.ami.agent.id", agent.id());
            tag("camel.ami.agent.name", agent.name());
        }
    }

    /** The answer to an action, with the call that it has placed. */
    void ofAnswer(Message answer) {
        tag(TagConstants.MESSAGE_ID, answer.getHeader(AmiConstants.ACTION_ID));
        tag(CONVERSATION, answer.getHeader(AmiConstants.CALL_ID));
        tag("camel.ami.response", answer.getHeader(AmiConstants.RESPONSE));
        tag("camel.ami.outcome", lowerText(answer.getHeader(AmiConstants.OUTCOME)));
        tag("camel.ami.reason", lowerText(answer.getHeader(AmiConstants.REASON)));
        if (answer.getBody() instanceof AmiCall call) {
            call(call);
        } else if (answer.getBody() instanceof AmiEvent event) {
            numbers(event);
        }
    }

    private static @Nullable Object lowerText(@Nullable Object value) {
        return value == null ? null : value.toString().toLowerCase(Locale.ROOT);
    }

    private void event(AmiEvent event) {
        String call = event.get("Linkedid");
        tag(CONVERSATION, call != null ? call : event.get("DestLinkedid"));
        numbers(event);
    }

    private void numbers(AmiEvent event) {
        if (numbers) {
            tag("camel.ami.caller.number", event.get("CallerIDNum"));
            tag("camel.ami.caller.name", event.get("CallerIDName"));
            tag("camel.ami.called.number", event.get("Exten"));
        }
    }

    private void call(AmiCall call) {
        tag(CONVERSATION, call.id());
        tag("camel.ami.call.state", call.state());
        tag("camel.ami.call.direction", call.direction());
        tag("camel.ami.call.originated", call.originated());
        tag("camel.ami.call.duration", call.duration());
        tag("camel.ami.call.ring_time", call.ringTime());
        tag("camel.ami.call.talk_time", call.talkTime());
        tag("camel.ami.call.disposition", call.disposition());
        if (call.endedAt() != null) {
            tag(TagConstants.MESSAGE_ID, call.id());
            tag("camel.ami.call.missed", call.missed());
            tag("camel.ami.call.hung_up_by", call.hungUpBy());
            tag("camel.ami.call.failure_reason", call.failureReason());
        }
        if (numbers) {
            tag("camel.ami.caller.number", call.callerNumber());
            tag("camel.ami.caller.name", call.callerName());
            tag("camel.ami.called.number", call.calledNumber());
            tag("camel.ami.called.name", call.calledName());
            tag("camel.ami.answered_by", call.answeredBy());
        }
    }
}
