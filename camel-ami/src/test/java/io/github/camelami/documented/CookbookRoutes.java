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
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;

/** The routes of {@code docs/cookbook.md}. */
public final class CookbookRoutes extends RouteBuilder {

    @Override
    public void configure() {
        from("ami:pbx?emit=calls")
                .marshal()
                .json()
                .to("file:{{calls.folder}}?fileName=${date:header.CamelMessageTimestamp:yyyy-MM-dd}.jsonl"
                        + "&fileExist=Append&appendChars=\\n");

        from("ami:pbx?emit=calls").bean(CallRow.class, "of").marshal().json().to("direct:rows");

        from("ami:pbx?emit=calls")
                .bean(CallRow.class, "csv")
                .to("file:{{calls.folder}}?fileName=calls.csv&fileExist=Append&appendChars=\\n");

        from("ami:pbx?emit=calls")
                .setProperty("talked", simple("${body.talkTime}"))
                .setBody(simple("${date-with-timezone:header.CamelMessageTimestamp:UTC:yyyy-MM-dd'T'HH:mm:ss'Z'}"
                        + " ${body.callerNumber} to ${body.calledNumber}: ${body.disposition},"
                        + " ${date-with-timezone:exchangeProperty.talked:UTC:HH:mm:ss}"))
                .to("direct:lines");

        from("ami:pbx?emit=calls")
                .filter(simple("${body.recordings.size} > 0 && ${body.recordings[0].file} != null"))
                .setHeader(Exchange.FILE_NAME, simple("${body.recordings[0].file}"))
                .setProperty("recording", simple("${file:onlyname}"))
                .pollEnrich()
                .simple("file:{{pbx.recordings}}?fileName=RAW(${exchangeProperty.recording})"
                        + "&recursive=true&noop=true&idempotent=false&readLock=changed")
                .timeout(60000)
                .cacheSize(-1)
                .allowOptimisedComponents(false)
                .filter(simple("${body} is 'org.apache.camel.component.file.GenericFile'"))
                .to("file:{{calls.folder}}?fileName=${file:onlyname}");

        from("ami:pbx?emit=calls&trunks=PJSIP/provider-*")
                .filter(simple("${body.missed} == true && ${body.direction} == 'INBOUND'"))
                .setBody(simple("Missed call from ${body.callerNumber} (${body.callerName}) to ${body.calledNumber}"))
                .marshal()
                .json()
                .setBody(simple("{\"text\": ${body}}"))
                .setHeader(Exchange.CONTENT_TYPE, constant("application/json"))
                .to("{{chat.webhook}}");

        from("direct:mailboxes")
                .to("ami:pbx?action=VoicemailUsersList")
                .split(body())
                .filter(simple("${body[NewMessageCount]} > 0"))
                .setBody(simple(
                        "${body[VoiceMailbox]}@${body[VMContext]} (${body[Fullname]}): ${body[NewMessageCount]}"))
                .to("direct:mailbox");

        from("direct:registered")
                .to("ami:pbx?action=PJSIPShowContacts")
                .split(body())
                .setBody(simple("${body[Endpoint]}: ${body[Status]} at ${body[Uri]} (${body[UserAgent]})"))
                .to("direct:contact");

        from("direct:pause")
                .toD("ami:pbx?action=QueuePause&field.Interface=RAW(${header.agent})&field.Reason=RAW(${header.reason})"
                        + "&field.Paused=true&throwExceptionOnFailure=false")
                .setBody(simple("${header.agent}: ${header.CamelAmiResponse}, ${header.CamelAmiMessage}"));

        from("ami:pbx?events=security&include=InvalidPassword,ChallengeResponseFailed,InvalidAccountID")
                .setBody(simple("${body[RemoteAddress].split('/')[2]}"))
                .aggregate(simple("${body}"))
                .aggregationStrategy("#class:org.apache.camel.processor.aggregate.UseLatestAggregationStrategy")
                .completionSize(5)
                .completionTimeout(600000)
                .discardOnCompletionTimeout()
                .to("file:{{calls.folder}}?fileName=blocked.txt&fileExist=Append&appendChars=\\n");

        from("ami:pbx?events=call&include=ExtensionStatus&snapshot=ExtensionStateList")
                .setBody(simple("${body[Exten]}@${body[Context]}: ${body[StatusText]}"))
                .to("direct:presence");

        from("ami:pbx?events=system&include=Registry")
                .filter(simple("${body[Status]} != 'Registered'"))
                .setBody(simple("${body[Username]} at ${body[Domain]}: ${body[Status]} ${body[Cause]}"))
                .to("direct:alert");

        from("ami:pbx?events=system&include=ContactStatus&match.EndpointName=provider-*"
                        + "&match.ContactStatus=Unreachable,Removed")
                .setBody(simple("${body[EndpointName]}: ${body[ContactStatus]}"))
                .to("direct:alert");

        from("ami:pbx?events=none&notices=true")
                .filter(simple("${header.CamelAmiNotice} in 'Disconnected,Connected'"))
                .setBody(simple("${header.CamelAmiConnection}: ${header.CamelAmiNotice} ${body[Cause]}"))
                .to("direct:link");

        from("ami:pbx?events=call&include=MessageWaiting")
                .filter(simple("${body[Linkedid]} != null && ${body[New]} > 0"))
                .setHeader("call", simple("${body[Linkedid]}"))
                .to("direct:missed-or-message");

        from("ami:pbx?emit=calls")
                .filter(simple("${body.missed} == true"))
                .setHeader("call", simple("${body.id}"))
                .to("direct:missed-or-message");

        from("direct:missed-or-message")
                .aggregate(header("call"))
                .aggregationStrategy("#class:org.apache.camel.processor.aggregate.GroupedBodyAggregationStrategy")
                .eagerCheckCompletion()
                .completionPredicate(simple("${header.CamelAmiDisposition} != null"))
                .completionTimeout(3600000)
                .discardOnCompletionTimeout()
                .choice()
                .when(simple("${body.size} > 1"))
                .setBody(simple("${body[last].callerNumber} left a message in ${body[0][Mailbox]}"))
                .otherwise()
                .setBody(simple("${body[last].callerNumber} left no message"))
                .end()
                .to("direct:voicemail");
    }
}
