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

import io.github.camelami.simulator.SimulatedPbx;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.StringReader;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.xml.parsers.DocumentBuilderFactory;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.component.stub.StubComponent;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.impl.engine.DefaultDataFormatResolver;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.spi.DataFormat;
import org.apache.camel.spi.DataFormatResolver;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;
import org.apache.camel.support.service.ServiceSupport;
import org.apache.camel.util.URISupport;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.xml.sax.InputSource;

/** The routes of a snippet in one language: as a text that is the same in each language, and started on a simulated PBX. */
final class SnippetRoutes implements AutoCloseable {
    @FunctionalInterface
    interface Loader {
        void load(DefaultCamelContext camel) throws Exception;
    }

    private static final Pattern PLACEHOLDER = Pattern.compile("\\{\\{([\\w.-]+)}}");
    private static final Pattern URI = Pattern.compile("([\\w+.-]+):(?://)?([^?]*)(?:\\?(.*))?", Pattern.DOTALL);
    /** The default of {@code fromType}, which only Java sets. */
    private static final String ANY_TYPE = "camel:any";

    private static final Set<String> NOT_COMPARED = Set.of("id", "customId", "routeId");
    /** The other ends of routes that reach no outside system by themselves; all others are replaced. */
    private static final Set<String> REAL = Set.of("ami", "direct", "seda", "mock", "log", "language", "validator");

    private final DefaultCamelContext camel = new DefaultCamelContext();

    /** Values of placeholders are those of the page, or 1. */
    SnippetRoutes(String code, Properties ofThePage, ClassLoader classes, Loader loader) throws Exception {
        camel.setApplicationContextClassLoader(classes);
        camel.getShutdownStrategy().setTimeout(2);
        Matcher placeholder = PLACEHOLDER.matcher(code);
        while (placeholder.find()) {
            String name = placeholder.group(1);
            camel.getPropertiesComponent().addInitialProperty(name, ofThePage.getProperty(name, "1"));
        }
        loader.load(camel);
        camel.getRouteDefinitions().forEach(route -> PlainModel.write(route.getOutputs()));
    }

    static Loader text(String name, String text) {
        return camel -> PluginHelper.getRoutesLoader(camel).loadRoutes(ResourceHelper.fromString(name, text));
    }

    /** The routes as Camel dumps them, without ids, with the options of each URI in the order of their names. */
    List<String> models() throws Exception {
        List<String> models = new ArrayList<>();
        for (RouteDefinition route : camel.getRouteDefinitions()) {
            models.add(text(dumped(route).getDocumentElement(), 0));
        }
        return models;
    }

    void start(SimulatedPbx pbx) throws Exception {
        Set<String> schemes = new TreeSet<>();
        for (RouteDefinition route : camel.getRouteDefinitions()) {
            addEndpoints(dumped(route).getDocumentElement(), schemes, pbx);
        }
        schemes.removeAll(REAL);
        for (String scheme : schemes) {
            StubComponent stub = new StubComponent();
            // else Camel looks for what the component of this name would take from the registry
            stub.setAutowiredEnabled(false);
            camel.addComponent(scheme, stub);
        }
        camel.getCamelContextExtension().addContextPlugin(DataFormatResolver.class, new AnyDataFormat());
        camel.start();
    }

    boolean isStarted() {
        return !camel.getRoutes().isEmpty()
                && camel.getRoutes().stream().allMatch(route -> camel.getRouteController()
                        .getRouteStatus(route.getRouteId())
                        .isStarted());
    }

    @Override
    public void close() {
        camel.stop();
    }

    private Document dumped(RouteDefinition route) throws Exception {
        String xml = PluginHelper.getModelToXMLDumper(camel).dumpModelAsXml(camel, route);
        return DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(new InputSource(new StringReader(xml)));
    }

    private void addEndpoints(Element element, Set<String> schemes, SimulatedPbx pbx) {
        String uri = camel.resolvePropertyPlaceholders(element.getAttribute("uri"));
        Matcher parts = URI.matcher(uri);
        if (parts.matches()) {
            schemes.add(parts.group(1));
            if (parts.group(1).equals("ami")) {
                for (String name : parts.group(2).split(",")) {
                    camel.getRegistry().bind(name.replace("*", "x"), PageRoutes.connection(pbx));
                }
            }
        }
        for (Element child : children(element)) {
            addEndpoints(child, schemes, pbx);
        }
    }

    private static String text(Element element, int depth) throws Exception {
        StringWriter text = new StringWriter();
        text.append("  ".repeat(depth)).append(element.getTagName());
        Map<String, String> attributes = new TreeMap<>();
        for (int i = 0; i < element.getAttributes().getLength(); i++) {
            Node attribute = element.getAttributes().item(i);
            if (!NOT_COMPARED.contains(attribute.getNodeName())
                    && !attribute.getNodeValue().equals(ANY_TYPE)
                    && !attribute.getNodeName().startsWith("xmlns")) {
                attributes.put(attribute.getNodeName(), value(attribute));
            }
        }
        attributes.forEach((name, value) -> text.append(' ' + name + '=' + value));
        List<Element> children = children(element);
        if (children.isEmpty() && !element.getTextContent().isBlank()) {
            text.append(": ").append(element.getTextContent().strip());
        }
        text.append('\n');
        for (Element child : children) {
            text.append(text(child, depth + 1));
        }
        return text.toString();
    }

    private static String value(Node attribute) throws Exception {
        String value = attribute.getNodeValue();
        Matcher uri = URI.matcher(value);
        if (attribute.getNodeName().equals("type")) {
            return value.replaceFirst("^java\\.(lang|util)\\.", "");
        }
        if (!attribute.getNodeName().equals("uri") || !uri.matches()) {
            return value;
        }
        String query = uri.group(3) == null ? "" : uri.group(3).replaceAll("\\n\\s*", "");
        return uri.group(1) + ':' + uri.group(2) + new TreeMap<>(URISupport.parseQuery(query, true, true));
    }

    private static List<Element> children(Element element) {
        List<Element> children = new ArrayList<>();
        for (Node child = element.getFirstChild(); child != null; child = child.getNextSibling()) {
            if (child instanceof Element each) {
                children.add(each);
            }
        }
        return children;
    }

    /** A data format whose module is not here is one that is never used. */
    private static final class AnyDataFormat extends DefaultDataFormatResolver {
        @Override
        public DataFormat createDataFormat(String name, CamelContext camel) {
            DataFormat found = super.createDataFormat(name, camel);
            return found == null ? new UnusedDataFormat() : found;
        }
    }

    private static final class UnusedDataFormat extends ServiceSupport implements DataFormat {
        @Override
        public void marshal(Exchange exchange, Object graph, OutputStream stream) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Object unmarshal(Exchange exchange, InputStream stream) {
            throw new UnsupportedOperationException();
        }
    }
}
