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

import java.util.stream.IntStream;
import javax.xml.namespace.NamespaceContext;
import javax.xml.stream.XMLStreamReader;
import javax.xml.stream.util.StreamReaderDelegate;

/**
 * Passes one mxml message at a time to JAXB, as the element {@code <generic>} and its attributes. It reads them from
 * the positions that {@link Attributes} has found, without an XML parser. Whatever the bytes of a message are, JAXB
 * therefore receives one element. There are no document types, no entities to resolve and no limits.
 *
 * <p>Asterisk repeats names ({@code KEY} and {@code key} both become {@code key}), but the names of an element must
 * differ. Each attribute therefore is in a namespace of its own, which is its number.
 *
 * <p>The class implements only the methods of {@link XMLStreamReader} that JAXB calls.
 */
final class MxmlReader extends StreamReaderDelegate {
    private static final String[] NUMBERS =
            IntStream.range(0, 128).mapToObj(MxmlReader::number).toArray(String[]::new);

    private final Attributes attributes;
    private String[] names = new String[NUMBERS.length];
    private int event = END_DOCUMENT;

    MxmlReader(Attributes attributes) {
        this.attributes = attributes;
    }

    /** Starts the element of the message whose attributes have been found. */
    MxmlReader start() {
        int count = attributes.count();
        if (names.length < count) {
            names = new String[count];
        }
        for (int i = 0; i < count; i++) {
            names[i] = attributes.name(i);
        }
        event = START_ELEMENT;
        return this;
    }

    @Override
    public int next() {
        event = event == START_ELEMENT ? END_ELEMENT : END_DOCUMENT;
        return event;
    }

    @Override
    public int getEventType() {
        return event;
    }

    @Override
    public String getLocalName() {
        return "generic";
    }

    @Override
    public String getNamespaceURI() {
        return null;
    }

    @Override
    public int getNamespaceCount() {
        return 0;
    }

    @Override
    public NamespaceContext getNamespaceContext() {
        return null;
    }

    @Override
    public int getAttributeCount() {
        return attributes.count();
    }

    @Override
    public String getAttributeLocalName(int index) {
        return names[index];
    }

    @Override
    public String getAttributeNamespace(int index) {
        return index < NUMBERS.length ? NUMBERS[index] : number(index);
    }

    private static String number(int index) {
        return Integer.toString(index).intern();
    }

    @Override
    public String getAttributePrefix(int index) {
        return null;
    }

    @Override
    public String getAttributeValue(int index) {
        return attributes.value(index);
    }

    /** Tells JAXB that all names and namespaces are interned Strings, so that it need not intern them. */
    @Override
    public Object getProperty(String name) {
        return name.startsWith("org.codehaus.stax2.intern");
    }
}
