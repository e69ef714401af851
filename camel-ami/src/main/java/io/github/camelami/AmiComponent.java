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

import io.github.camelami.internal.health.ProducerChecks;
import io.github.camelami.internal.routing.ComponentThreads;
import io.github.camelami.internal.uri.EndpointName;
import io.github.camelami.internal.uri.OptionCheck;
import io.github.camelami.internal.uri.OptionConfigurer;
import io.github.camelami.internal.uri.ServerFilters;
import io.github.camelami.internal.uri.UnkeptEndpoints;
import io.github.camelami.internal.uri.UnknownOptions;
import io.github.camelami.internal.uri.UriOptionChecks;
import io.github.camelami.internal.uri.UriOptions;
import io.github.camelami.internal.uri.UriValue;
import io.github.camelami.internal.uri.UriWarnings;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.camel.CamelContext;
import org.apache.camel.Endpoint;
import org.apache.camel.RuntimeCamelException;
import org.apache.camel.SSLContextParametersAware;
import org.apache.camel.api.management.ManagedOperation;
import org.apache.camel.api.management.ManagedResource;
import org.apache.camel.spi.HeaderFilterStrategy;
import org.apache.camel.spi.LifecycleStrategy;
import org.apache.camel.spi.Metadata;
import org.apache.camel.spi.OnCamelContextStarted;
import org.apache.camel.spi.OnCamelContextStopping;
import org.apache.camel.spi.annotations.Component;
import org.apache.camel.support.HealthCheckComponent;
import org.apache.camel.support.LifecycleStrategySupport;
import org.jspecify.annotations.Nullable;

/**
 * Creates the endpoints of {@code ami:} and holds what they share: sessions, threads and named connections.
 *
 * @since 1.0
 */
@Component("ami")
@ManagedResource(description = "Managed AMI component")
public class AmiComponent extends HealthCheckComponent implements SSLContextParametersAware {
    static final Set<String> OPTIONS = new AmiEndpointUriFactory().propertyNames();

    @Metadata(description = "The connection settings of all endpoints that do not use a named connection.")
    private AmiConfiguration configuration = new AmiConfiguration();

    @Metadata(
            label = "advanced",
            description =
                    "The named connections. An endpoint ami:name uses the settings of the connection of that name.")
    private volatile Map<String, AmiConfiguration> connections = new LinkedHashMap<>();

    @Metadata(label = "security", defaultValue = "false")
    private boolean useGlobalSslContextParameters;

    @Metadata(label = "filter", description = "The filter for the headers and fields of endpoints that set mapHeaders.")
    private HeaderFilterStrategy headerFilterStrategy = new AmiHeaderFilterStrategy();

    private final NamedConnections named = new NamedConnections(this);
    private final UriWarnings warnings = new UriWarnings();
    private final ComponentSessions sessions = new ComponentSessions(this);
    private ComponentThreads threads;
    private ProducerChecks producerChecks;
    private final StartingLogins startingLogins = new StartingLogins(this);
    private final List<LifecycleStrategy> strategies = List.of(
            // runs before routes wait for their exchanges to end
            LifecycleStrategySupport.adapt((OnCamelContextStopping) context -> sessions.endWaiting()),
            LifecycleStrategySupport.adapt((OnCamelContextStarted) context -> startingLogins.end()));

    /** True: the component needs the URI as it was written, because in a normalized URI, plus signs are blanks. */
    @Override
    public boolean useRawUri() {
        return true;
    }

    /** False: the component needs {@code RAW(…)} in the options, to know which values are not encoded. */
    @Override
    protected boolean resolveRawParameterValues() {
        return false;
    }

    @Override
    public Endpoint createEndpoint(String uri, Map<String, Object> properties) throws Exception {
        if (properties == null || properties.isEmpty()) {
            AmiEndpoint known = UnkeptEndpoints.find(
                    getCamelContext(), AmiEndpoint.class, endpoint -> endpoint.isUnkept(this, uri));
            return known != null ? known : super.createEndpoint(uri, null);
        }
        // options given as properties are not part of the URI's text, and their values are not encoded
        Map<String, Object> texts = new LinkedHashMap<>(properties);
        texts.replaceAll((option, value) -> value instanceof String text ? UriValue.escapePercent(text) : value);
        Endpoint endpoint = super.createEndpoint(UriOptions.withQuery(uri), texts);
        if (endpoint instanceof AmiEndpoint ami) {
            ami.setOnlyUriOptions(false);
        }
        return endpoint;
    }

    @Override
    protected Endpoint createEndpoint(String given, String remaining, Map<String, Object> parameters) throws Exception {
        String uri = UriOptions.withoutEmptyQuery(given);
        String name = EndpointName.of(remaining);
        UriOptions texts = UriOptions.of(uri, parameters);
        Map<String, Object> options = texts.decoded(name);
        warnings.warnOfPlus(name, texts);
        parameters.clear();
        // the catalog declares the option as text, so Camel would bind a bean as its toString()
        Object secret = resolveAndRemoveReferenceParameter(options, "secret", Object.class);
        ServerFilters.label(new OptionCheck(name), options);
        UriOptionChecks.check(new OptionCheck(name), options, new AmiEndpointConfigurer());
        AmiEndpoint endpoint = new AmiEndpoint(uri, this, name, named.settingsOf(name, secret));
        endpoint.setHeaderFilterStrategy(headerFilterStrategy);
        endpoint.setSingleton(texts.areKept());
        endpoint.setOverrides(NamedConnections.Overrides.of(options, secret));
        setProperties(endpoint, options);
        UnknownOptions.refuse(name, options, OPTIONS);
        warnings.warnOfHost(name, endpoint.getConfiguration().getHost(), named::names);
        return endpoint;
    }

    /** Sets options of a URI. */
    void bind(AmiEndpoint endpoint, Map<String, Object> options) {
        try {
            setProperties(endpoint, new LinkedHashMap<>(options));
        } catch (Exception e) {
            throw RuntimeCamelException.wrapRuntimeCamelException(e);
        }
    }

    /** The connections that have a name. */
    NamedConnections named() {
        return named;
    }

    /**
     * Adds a named connection, also while the context runs. Consumers whose names match, such as {@code ami:*}, log in
     * to it, and the call does not wait for that. If it exists with other settings, they log off from it first. Other
     * connections are not affected, nor are endpoints that name this one alone, which keep their settings.
     *
     * @throws IllegalArgumentException if the name or a setting is not valid, or a bean has the name; nothing is changed then
     * @throws RuntimeCamelException if a key store cannot be read; nothing is changed then
     */
    public void addConnection(String name, AmiConfiguration settings) {
        named.add(name, settings);
    }

    /**
     * Adds a named connection with the settings of the component, except for those given here.
     *
     * @param host null or empty for the name
     * @param port 0 for the default
     * @param username null or empty for that of the component
     * @param secret where the secret is, <code>{{property}}</code> or {@code #bean}; null or empty for that of the
     *     component
     */
    @ManagedOperation(
            description = "Adds a named connection, or replaces it: name, host, port, username, and a reference to the"
                    + " secret ({{property}} or #bean). An empty value is taken from the component.")
    public void addConnection(
            String name, @Nullable String host, int port, @Nullable String username, @Nullable String secret) {
        named.add(name, named.withComponentSettings(host, port, username, secret));
    }

    /**
     * Removes a named connection, also while the context runs. Consumers whose names match, such as {@code ami:*}, log off
     * from it, and route the events that they have received. Other connections are not affected.
     *
     * @return whether there was a connection of this name
     * @throws IllegalArgumentException if the connection is a bean in the registry
     */
    @ManagedOperation(description = "Removes a named connection; returns whether there was one")
    public boolean removeConnection(String name) {
        return named.remove(name);
    }

    @Override
    protected void doBuild() throws Exception {
        OptionConfigurer.bind(getCamelContext(), OPTIONS, "ami-component-configurer", AmiConfiguration.class.getName());
        super.doBuild();
    }

    @Override
    protected void doInit() throws Exception {
        super.doInit();
        threads = new ComponentThreads(this, getCamelContext());
        producerChecks = ProducerChecks.of(getCamelContext());
        sessions.init();
    }

    @Override
    protected void doStart() throws Exception {
        super.doStart();
        strategies.forEach(getCamelContext()::addLifecycleStrategy);
    }

    @Override
    protected void doStop() throws Exception {
        getCamelContext().getLifecycleStrategies().removeAll(strategies);
        startingLogins.end();
        super.doStop();
    }

    @Override
    protected void doShutdown() throws Exception {
        // producers of a template, or of an endpoint without a route, still hold their sessions, and release them later
        sessions.closeAll();
        threads.shutdown();
        super.doShutdown();
    }

    /** The readiness checks of the sessions that producers use. */
    ProducerChecks producerChecks() {
        return producerChecks;
    }

    /** The logins that run together while the Camel context starts. */
    StartingLogins startingLogins() {
        return startingLogins;
    }

    /** All components of this class in the context, under any name. */
    static List<AmiComponent> all(CamelContext context) {
        return context.getComponentNames().stream()
                .map(context::hasComponent)
                .filter(AmiComponent.class::isInstance)
                .map(AmiComponent.class::cast)
                .distinct()
                .toList();
    }

    ComponentSessions sharedSessions() {
        return sessions;
    }

    /** The warnings about URIs, which all endpoints share. */
    UriWarnings warnings() {
        return warnings;
    }

    /** The threads of the component. */
    ComponentThreads threads() {
        return threads;
    }

    public AmiConfiguration getConfiguration() {
        return configuration;
    }

    /** The connection settings of all endpoints that do not use a named connection. */
    public void setConfiguration(AmiConfiguration configuration) {
        this.configuration = configuration;
    }

    public Map<String, AmiConfiguration> getConnections() {
        return connections;
    }

    /** The named connections. An endpoint ami:name uses the settings of the connection of that name. */
    public void setConnections(Map<String, AmiConfiguration> connections) {
        this.connections = connections;
    }

    @Override
    public boolean isUseGlobalSslContextParameters() {
        return useGlobalSslContextParameters;
    }

    /** Whether TLS uses the global SSLContextParameters of the Camel context. */
    @Override
    public void setUseGlobalSslContextParameters(boolean useGlobalSslContextParameters) {
        this.useGlobalSslContextParameters = useGlobalSslContextParameters;
    }

    public HeaderFilterStrategy getHeaderFilterStrategy() {
        return headerFilterStrategy;
    }

    /** The filter for the headers and fields of endpoints that set mapHeaders. */
    public void setHeaderFilterStrategy(HeaderFilterStrategy headerFilterStrategy) {
        this.headerFilterStrategy = headerFilterStrategy;
    }
}
