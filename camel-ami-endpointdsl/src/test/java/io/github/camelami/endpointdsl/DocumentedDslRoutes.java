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
package io.github.camelami.endpointdsl;

import io.github.camelami.AmiConstants;
import io.github.camelami.Emit;

/** The routes of the docs that are written with builders. */
class DocumentedDslRoutes extends AmiEndpointRouteBuilder {
    @Override
    public void configure() {
        from(ami("pbx").events("call").include("Hangup")).to(direct("hangups"));

        from(ami("pbx").events("agent").include("QueueCaller*").match("Queue", "support"))
                .to(direct("support"));

        from(ami("pbx").emit(Emit.calls).advanced().callCheckInterval("1m").basic())
                .to(direct("call-records"));

        from(ami("pbx").events("call").include("DialBegin").advanced().serverFilter("mode", "auto"))
                .to(direct("ringing"));

        from(direct("dial"))
                .to(ami("pbx")
                        .action("Originate")
                        .field("Channel", "PJSIP/200")
                        .field("Context", "outbound")
                        .field("Priority", 1)
                        .variable("CUSTOMER", "R&D, +49 30 123"))
                .choice()
                .when(header(AmiConstants.OUTCOME).isEqualTo("BUSY"))
                .to(direct("later"))
                .when(header(AmiConstants.OUTCOME).isEqualTo("ANSWERED"))
                .to(direct("done"));

        from(direct("pause"))
                .toD(ami("pbx")
                        .action("QueuePause")
                        .field("Interface", "${header.phone}")
                        .field("Paused", true));
    }
}
