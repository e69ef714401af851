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

/** The routes to Kafka that docs/cloudevents.md shows. The file cloudevents-kafka.yaml has the same ones. */
class CloudEventsToKafka extends RouteBuilder {

    @Override
    public void configure() {
        from("ami:pbx?emit=calls&notices=true").to("direct:cloudevent").to("kafka:pbx-calls");

        from("ami:pbx?emit=queues&notices=true").to("direct:cloudevent").to("kafka:pbx-queues");

        from("direct:cloudevent")
                .transformDataType("ami:application-cloudevents")
                .removeHeader("Content-Type")
                .setHeader("content-type", simple("${header.CamelCloudEventDataContentType}"))
                .setHeader("ce_specversion", simple("${header.CamelCloudEventVersion}"))
                .setHeader("ce_id", simple("${header.CamelCloudEventID}"))
                .setHeader("ce_type", simple("${header.CamelCloudEventType}"))
                .setHeader("ce_source", simple("${header.CamelCloudEventSource}"))
                .setHeader("ce_subject", simple("${header.CamelCloudEventSubject}"))
                .setHeader("ce_time", simple("${header.CamelCloudEventTime}"))
                .setHeader("ce_dataschema", simple("${header.CamelCloudEventSchemaURL}"))
                .setHeader("kafka.KEY", simple("${header.ce_source}/${header.ce_subject}"))
                .setHeader("CamelKafkaKey", simple("${header.ce_source}/${header.ce_subject}"));
    }
}
