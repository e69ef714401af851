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

import java.time.format.DateTimeFormatter;
import org.apache.camel.Message;
import org.apache.camel.cloudevents.CloudEvent;
import org.apache.camel.cloudevents.CloudEvents;
import org.apache.camel.spi.DataType;
import org.apache.camel.spi.DataTypeTransformer;
import org.apache.camel.spi.Transformer;

/**
 * Makes a CloudEvent of an event, a notice, a call, a queue or an agent. The body becomes its JSON text, and the
 * headers {@code CamelCloudEvent…} become the attributes of the CloudEvent.
 *
 * @since 1.0
 */
@DataTypeTransformer(
        name = "ami:application-cloudevents",
        description =
                "Makes a CloudEvent of an event, a notice, a call, a queue or an agent: the attributes as headers,"
                        + " and the JSON text as body")
public class AmiCloudEventDataTypeTransformer extends Transformer {

    @Override
    public void transform(Message message, DataType from, DataType to) {
        EventAttributes attributes = EventAttributes.of(message);
        message.setBody(JsonText.of(message.getBody()));
        message.setHeader(CloudEvent.CAMEL_CLOUD_EVENT_VERSION, CloudEvents.v1_0.version());
        message.setHeader(CloudEvent.CAMEL_CLOUD_EVENT_ID, attributes.id());
        message.setHeader(CloudEvent.CAMEL_CLOUD_EVENT_TYPE, attributes.type());
        message.setHeader(CloudEvent.CAMEL_CLOUD_EVENT_SOURCE, attributes.source());
        message.setHeader(CloudEvent.CAMEL_CLOUD_EVENT_TIME, DateTimeFormatter.ISO_INSTANT.format(attributes.time()));
        message.setHeader(CloudEvent.CAMEL_CLOUD_EVENT_SCHEMA_URL, attributes.schema());
        message.setHeader(CloudEvent.CAMEL_CLOUD_EVENT_DATA_CONTENT_TYPE, JsonText.MEDIA_TYPE);
        message.setHeader(CloudEvent.CAMEL_CLOUD_EVENT_CONTENT_TYPE, JsonText.MEDIA_TYPE);
        if (attributes.subject() == null) {
            message.removeHeader(CloudEvent.CAMEL_CLOUD_EVENT_SUBJECT);
        } else {
            message.setHeader(CloudEvent.CAMEL_CLOUD_EVENT_SUBJECT, attributes.subject());
        }
    }
}
