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
package io.github.camelami.transform;

import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.spi.DataType;
import org.apache.camel.spi.DataTypeTransformer;
import org.apache.camel.spi.Transformer;

/**
 * Replaces an event, a notice, a call, a queue, an agent, a response or a list of these by its JSON text.
 *
 * @since 1.0
 */
@DataTypeTransformer(
        name = "ami:application-json",
        description = "Replaces an event, a call, a queue or another value of camel-ami by its JSON text")
public class AmiJsonDataTypeTransformer extends Transformer {

    @Override
    public void transform(Message message, DataType from, DataType to) {
        message.setBody(JsonText.of(message.getBody()));
        message.setHeader(Exchange.CONTENT_TYPE, JsonText.MEDIA_TYPE);
    }
}
