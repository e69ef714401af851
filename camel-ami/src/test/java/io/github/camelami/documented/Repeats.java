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

import io.github.camelami.message.AmiException;
import org.apache.camel.builder.RouteBuilder;

/** A route that repeats an action only if it did not run; docs/actions.md shows it. */
class Repeats extends RouteBuilder {

    @Override
    public void configure() {
        onException(AmiException.NotSent.class).maximumRedeliveries(3).redeliveryDelay(100);
        onException(AmiException.OutcomeUnknown.class)
                .maximumRedeliveries(0)
                .handled(true)
                .setHeader("CamelAmiOutcome", constant("UNKNOWN"));

        from("direct:ring")
                .to("ami:pbx?action=Originate&field.Channel=PJSIP/100"
                        + "&field.Application=Playback&field.Data=hello-world");
    }
}
