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

import javax.xml.stream.XMLStreamReader;
import javax.xml.stream.util.StreamReaderDelegate;

/**
 * Tells JAXB that all names in the XML are interned Strings. The JDK's reader interns them, but does not say so. JAXB
 * would therefore intern them once more, which is expensive.
 */
final class InternedNames extends StreamReaderDelegate {

    InternedNames(XMLStreamReader reader) {
        super(reader);
    }

    @Override
    public Object getProperty(String name) {
        return name.startsWith("org.codehaus.stax2.intern") ? Boolean.TRUE : super.getProperty(name);
    }
}
