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

import org.apache.camel.LoggingLevel;
import org.apache.camel.builder.RouteBuilder;

/** Routes that answer calls; docs/ivr.md shows them. The files ivr.yaml and ivr.xml have the same ones. */
public class Ivr extends RouteBuilder {

    @Override
    public void configure() {
        onException(Exception.class)
                .handled(true)
                .log(LoggingLevel.WARN, "${exception.message}")
                .toD("{{agi}}STREAM FILE im-sorry \"\"")
                .toD("{{agi}}HANGUP");

        from("ami:pbx?events=agi&include=AsyncAGIStart&concurrentConsumers=20")
                .setHeader("call", simple("${body[Channel]}"))
                .setHeader("number", simple("${body[CallerIDNum]}"))
                .toD("{{agi}}ANSWER")
                .toD("{{agi}}GET DATA vm-opts 5000 1")
                .choice()
                .when(simple("${header.CamelAmiAgiResult} == '1'"))
                .to("direct:sales")
                .when(simple("${header.CamelAmiAgiResult} == '2'"))
                .to("direct:message")
                .otherwise()
                .to("direct:balance")
                .end()
                .toD("{{agi}}HANGUP");

        from("direct:message")
                .toD("{{agi}}STREAM FILE vm-intro \"\"")
                .setHeader("file", simple("/tmp/${exchangeId}"))
                .toD("{{agi}}RECORD FILE ${header.file} wav * 60000 BEEP&allowDangerousActions=true")
                .filter(simple("${header.CamelAmiOutcome} == 'COMPLETED'"))
                .toD("{{agi}}STREAM FILE auth-thankyou \"\"");

        from("direct:balance")
                .toD("ami:pbx?action=DBGet&field.Family=balance&field.Key=RAW(${header.number})")
                .toD("{{agi}}SAY NUMBER ${body[0][Val]} *");

        from("direct:sales")
                .toD("{{agi}}EXEC Dial {{sales.phone}},20")
                .toD("{{agi}}GET VARIABLE DIALSTATUS")
                .filter(simple("${body.data} in 'BUSY,NOANSWER,CHANUNAVAIL,CONGESTION'"))
                .to("direct:message");
    }
}
