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

import org.apache.camel.builder.RouteBuilder;

/** Routes whose connection uses HTTP; docs/http.md shows them. */
class HttpRoutes extends RouteBuilder {

    @Override
    public void configure() {
        from("ami:pbx?events=call&include=Hangup")
                .setBody(simple("${body[CallerIDNum]}: ${body[Cause-txt]}"))
                .to("direct:hangups");

        from("direct:mailbox")
                .toD("ami:pbx?action=MailboxCount&field.Mailbox=RAW(${header.mailbox})")
                .marshal()
                .json();
    }
}
