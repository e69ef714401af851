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

/** Routes that used camel-asterisk or asterisk-java before; docs/migrating.md shows them. */
class MigratedRoutes extends RouteBuilder {

    @Override
    public void configure() {
        from("ami:pbx?include=Hangup")
                .log("${header.CamelAmiEventName}: ${body[Cause-txt]}")
                .to("direct:hangups");

        from("direct:state")
                .toD("ami:pbx?action=ExtensionState&field.Context=from-internal&field.Exten=RAW(${header.extension})")
                .setBody(simple("${body[StatusText]}"));

        from("direct:originate")
                .to("ami:pbx?action=Originate&field.Channel=PJSIP/100&field.Context=from-internal"
                        + "&field.Exten=200&field.Priority=1&field.Timeout=20000&variable.CUSTOMER=4711")
                .to("direct:originated");
    }
}
