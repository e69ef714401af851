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
package io.github.camelami;

import io.github.camelami.call.CallValue;
import io.github.camelami.message.AmiMessage;
import io.github.camelami.message.AmiResponse;
import io.github.camelami.queue.QueueValue;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.util.Map;
import org.apache.camel.Converter;

/**
 * Camel's type converters for the values of this component. A message becomes the text or the bytes that the PBX sent,
 * but the response to a Command becomes the output of the command. Calls, queues and agents, and their parts,
 * become a Map of plain values.
 *
 * @since 1.0
 */
@Converter(generateLoader = true)
public final class AmiConverters {

    private AmiConverters() {}

    @Converter
    public static String toString(AmiMessage message) {
        return message instanceof AmiResponse response && response.hasOutput() ? response.output() : message.wireText();
    }

    @Converter
    public static byte[] toBytes(AmiMessage message) {
        return message instanceof AmiResponse response && response.hasOutput()
                ? response.output().getBytes(response.charset())
                : message.wireBytes();
    }

    @Converter
    public static InputStream toInputStream(AmiMessage message) {
        return new ByteArrayInputStream(toBytes(message));
    }

    /**
     * Converts a call, or a part of a call such as a leg, to a Map of plain values. Enums become their names, and parts
     * become Maps.
     */
    @Converter
    public static Map<String, Object> toMap(CallValue value) {
        return value.toMap();
    }

    /** Converts a queue, an agent, or a part such as a member of a queue, to a Map of plain values. */
    @Converter
    public static Map<String, Object> toMap(QueueValue value) {
        return value.toMap();
    }
}
