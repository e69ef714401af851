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

/** The routes that README shows. */
class ReadmeRoutes extends RouteBuilder {

    @Override
    public void configure() {
        from("ami:pbx?emit=calls").marshal().json().to("direct:call-records");

        from("ami:pbx?emit=queues&queues=support,sales-*").marshal().json().to("direct:wallboard");

        from("direct:dial")
                .to("ami:pbx?action=Originate&field.Context=outbound&field.Priority=1")
                .choice()
                .when(simple("${header.CamelAmiOutcome} == 'BUSY'"))
                .to("direct:later")
                .when(simple("${header.CamelAmiOutcome} == 'ANSWERED'"))
                .to("direct:done");
    }
}
