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
package io.github.camelami.internal.codec;

import io.github.camelami.internal.wire.FieldNames;
import jakarta.xml.bind.annotation.XmlAccessType;
import jakarta.xml.bind.annotation.XmlAccessorType;
import jakarta.xml.bind.annotation.XmlAnyAttribute;
import java.util.LinkedHashMap;
import java.util.Map;
import javax.xml.namespace.QName;

/**
 * One message of an answer, as JAXB fills it from {@link MxmlReader}. The attributes of its {@code <generic>} element,
 * in their order, are the fields of the message. The namespace of each is its number.
 */
@XmlAccessorType(XmlAccessType.FIELD)
class MxmlMessage {
    private static final String LINES_WITHOUT_KEY = "opaque_data";
    private static final String CHANNEL_VARIABLE = "chanvariable_";

    @XmlAnyAttribute
    private Map<QName, String> fields = new LinkedHashMap<>();

    /**
     * Whether this element continues the previous message, because a line of blanks in the message ended its element.
     */
    boolean isContinuation() {
        String first = firstName();
        return !first.equals("event") && !first.equals("response");
    }

    /** Appends the lines that the message has over TCP and rawman, without the final empty line. */
    void appendTo(StringBuilder wire) {
        FieldNames names = firstName().equals("event")
                ? FieldNames.ofEvent(fields.values().iterator().next())
                : FieldNames.ofResponse();
        int left = fields.size();
        for (Map.Entry<QName, String> field : fields.entrySet()) {
            String name = field.getKey().getLocalPart();
            if (--left > 0 || !name.equals(LINES_WITHOUT_KEY)) {
                String known = names.restore(name);
                wire.append(known != null ? known : unknown(name)).append(": ");
            }
            appendLines(field.getValue(), wire);
        }
    }

    private static void appendLines(String value, StringBuilder wire) {
        int line = 0;
        for (int end = value.indexOf('\n'); end >= 0; end = value.indexOf('\n', line)) {
            if (end > line) {
                wire.append(value, line, end).append("\r\n");
            }
            line = end + 1;
        }
        wire.append(value, line, value.length()).append("\r\n");
    }

    private String firstName() {
        return fields.isEmpty() ? "" : fields.keySet().iterator().next().getLocalPart();
    }

    /**
     * Restores what can be restored of an unknown name. A channel in the name regains its spelling: {@code
     * ChanVariable(Local/100@test-00000000;1)}. Any other name is returned unchanged.
     */
    private String unknown(String name) {
        if (name.startsWith(CHANNEL_VARIABLE)) {
            for (String value : fields.values()) {
                String key = "ChanVariable(" + value + ')';
                if (FieldNames.inMxml(key).equals(name)) {
                    return key;
                }
            }
        }
        return name;
    }
}
