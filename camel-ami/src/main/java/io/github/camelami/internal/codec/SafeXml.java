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

import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamException;

/** Creates a reader for XML that may be malformed or malicious. */
final class SafeXml {
    private SafeXml() {}

    /**
     * Returns the factory of the JDK's own XML reader, even if other implementations are installed. Its readers accept
     * no document types, and open no files or network resources.
     */
    static XMLInputFactory factory() {
        XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        factory.setXMLResolver((publicId, systemId, base, namespace) -> {
            throw new XMLStreamException("external entities are refused");
        });
        // The output of a Command has one attribute for each line. The size of a message has already been checked.
        factory.setProperty("jdk.xml.elementAttributeLimit", "0");
        factory.setProperty("jdk.xml.maxXMLNameLimit", "0");
        // Since Java 24, these limits count each &amp; of an answer, and an answer may have the events of a whole hour.
        factory.setProperty("jdk.xml.maxGeneralEntitySizeLimit", "0");
        factory.setProperty("jdk.xml.totalEntitySizeLimit", "0");
        return factory;
    }
}
