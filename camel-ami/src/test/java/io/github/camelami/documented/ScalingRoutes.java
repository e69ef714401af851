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

/** The routes of docs/scaling.md. */
class ScalingRoutes extends RouteBuilder {

    @Override
    public void configure() {
        from("ami:pbx?emit=callProgress&notices=true&concurrentConsumers=8")
                .setHeader("kafka.KEY", simple("${header.CamelAmiConnection}/${header.CamelAmiCallId}"))
                .marshal()
                .json()
                .to("kafka:pbx-calls");

        from("ami:*?emit=calls")
                .log("${header.CamelAmiConnection}: ${body.callerNumber} called ${body.calledNumber}")
                .to("direct:call-records");

        from("ami:*?emit=calls&shard={{env:POD_INDEX:1}}/3").to("direct:calls-of-the-shard");
    }
}
