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

/** The route over HTTP that docs/cloudevents.md shows. */
class DocumentedCloudEvents extends RouteBuilder {

    @Override
    public void configure() {
        from("ami:pbx?emit=calls&notices=true")
                .transformDataType("ami:application-cloudevents")
                .setHeader("ce-specversion", simple("${header.CamelCloudEventVersion}"))
                .setHeader("ce-id", simple("${header.CamelCloudEventID}"))
                .setHeader("ce-type", simple("${header.CamelCloudEventType}"))
                .setHeader("ce-source", simple("${header.CamelCloudEventSource}"))
                .setHeader("ce-subject", simple("${header.CamelCloudEventSubject}"))
                .setHeader("ce-time", simple("${header.CamelCloudEventTime}"))
                .setHeader("ce-dataschema", simple("${header.CamelCloudEventSchemaURL}"))
                .to("http://{{receiver}}");
    }
}
