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

import io.github.camelami.internal.session.AmiSession;
import io.github.camelami.internal.uri.ConnectionNames;
import io.github.camelami.internal.uri.EndpointName;
import java.util.Map;
import org.apache.camel.AsyncEndpoint;
import org.apache.camel.Category;
import org.apache.camel.Consumer;
import org.apache.camel.MultipleConsumersSupport;
import org.apache.camel.Processor;
import org.apache.camel.Producer;
import org.apache.camel.spi.EndpointServiceLocation;
import org.apache.camel.spi.HeaderFilterStrategy;
import org.apache.camel.spi.HeaderFilterStrategyAware;
import org.apache.camel.spi.Metadata;
import org.apache.camel.spi.UriEndpoint;
import org.apache.camel.spi.UriParam;
import org.apache.camel.spi.UriPath;
import org.apache.camel.support.DefaultEndpoint;
import org.jspecify.annotations.Nullable;

/**
 * Receive events from and send actions to Asterisk through its Manager Interface (AMI).
 *
 * @since 1.0
 */
@UriEndpoint(
        firstVersion = "1.0.0",
        scheme = "ami",
        title = "Asterisk Manager Interface",
        syntax = "ami:name",
        category = {Category.MOBILE},
        headersClass = AmiConstants.class)
public class AmiEndpoint extends DefaultEndpoint
        implements AsyncEndpoint, MultipleConsumersSupport, EndpointServiceLocation, HeaderFilterStrategyAware {
    @UriPath(description = "A named connection or the host of the PBX. For consumers, also a list or a pattern.")
    @Metadata(required = true)
    private final String name;

    @UriParam
    private final AmiConfiguration configuration;

    @UriParam
    private final AmiConsumerConfiguration consumerConfiguration;

    @UriParam
    private final AmiProducerConfiguration producerConfiguration;

    private boolean singleton = true;
    private boolean onlyUriOptions = true;
    private volatile boolean wasStopped;

    @UriParam(label = "advanced", defaultValue = "false")
    private boolean mapHeaders;

    @UriParam(label = "advanced")
    private @Nullable HeaderFilterStrategy headerFilterStrategy;

    private NamedConnections.Overrides overrides = NamedConnections.Overrides.NONE;

    public AmiEndpoint(String uri, AmiComponent component, String name, AmiConfiguration configuration) {
        super(uri, component);
        this.name = name;
        this.configuration = configuration;
        this.consumerConfiguration = new AmiConsumerConfiguration();
        this.producerConfiguration = new AmiProducerConfiguration();
    }

    /** An endpoint for one of the connections of a group, with the group's options. */
    AmiEndpoint(AmiEndpoint group, String name, AmiConfiguration configuration) {
        super(group.getEndpointUri(), group.getComponent());
        this.name = name;
        this.configuration = configuration;
        this.consumerConfiguration = group.consumerConfiguration;
        this.producerConfiguration = group.producerConfiguration;
        this.mapHeaders = group.mapHeaders;
        this.headerFilterStrategy = group.headerFilterStrategy;
    }

    @Override
    protected void doInit() throws Exception {
        super.doInit();
        getComponent().named().checkOptions(this);
        if (isOfMany()) {
            return; // the settings of each connection are checked when it is opened
        }
        try {
            connection().validate();
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    e.getMessage()
                            + EndpointName.hint(name, getComponent().named().names()),
                    e);
        }
    }

    @Override
    protected void doStart() throws Exception {
        super.doStart();
        wasStopped = false;
    }

    @Override
    protected void doStop() throws Exception {
        wasStopped = true;
        super.doStop();
    }

    /**
     * Whether the component created this endpoint from exactly this text, without further properties, and Camel does
     * not look it up in its registry.
     */
    boolean isUnkept(AmiComponent component, String uri) {
        // Camel's isStopped() is also true before the first start
        return getComponent() == component
                && onlyUriOptions
                && !singleton
                && getEndpointUri().equals(uri)
                && !wasStopped;
    }

    /** Whether the name is that of several connections. */
    boolean isOfMany() {
        return ConnectionNames.areMany(name);
    }

    /** The names of the connections, if there are several. */
    ConnectionNames names() {
        return new ConnectionNames(name, consumerConfiguration.getShard());
    }

    /** The connection options of the URI, which override those of each of several connections. */
    NamedConnections.Overrides overrides() {
        return overrides;
    }

    void setOverrides(NamedConnections.Overrides overrides) {
        this.overrides = overrides;
    }

    @Override
    public Producer createProducer() {
        if (isOfMany()) {
            throw new IllegalArgumentException(
                    "ami:" + name + ": an action is sent to one PBX, so a producer needs the name of one connection");
        }
        getComponent().startingLogins().expectProducer(this);
        return new AmiProducer(this);
    }

    @Override
    public Consumer createConsumer(Processor processor) throws Exception {
        AmiConsumer consumer = new AmiConsumer(this, processor);
        configureConsumer(consumer);
        new SubscriptionFactory(this).warn(getComponent().warnings());
        return consumer;
    }

    AmiSession acquireSession() {
        return getComponent().sharedSessions().acquire(connection());
    }

    void releaseSession(AmiSession session) {
        getComponent().sharedSessions().release(session);
    }

    /** The filter for mapped fields and headers, or null if they are not mapped. */
    @Nullable
    HeaderFilterStrategy mapping() {
        return mapHeaders ? headerFilterStrategy : null;
    }

    /** The current connection settings. */
    ConnectionSettings connection() {
        return new ConnectionSettings(name, configuration);
    }

    @Override
    public AmiComponent getComponent() {
        return (AmiComponent) super.getComponent();
    }

    /**
     * Returns false if a URI with other values has the same normalized text. Camel looks up endpoints by that text, and
     * must not use this endpoint for the other URI.
     */
    @Override
    public boolean isSingleton() {
        return singleton;
    }

    /**
     * Always returns true. Camel calls this method while it prepares a route that sends to the endpoint, and creates
     * the producer only when the route starts. The method therefore also registers the producer for the logins at the
     * start of the context.
     */
    @Override
    public boolean isSingletonProducer() {
        if (!isOfMany()) {
            getComponent().startingLogins().expectProducer(this);
        }
        return true;
    }

    void setSingleton(boolean singleton) {
        this.singleton = singleton;
    }

    /** Sets whether all options are in the text of the URI, and none were given as properties. */
    void setOnlyUriOptions(boolean onlyUriOptions) {
        this.onlyUriOptions = onlyUriOptions;
    }

    @Override
    public boolean isMultipleConsumersSupported() {
        return true;
    }

    /** Null with several connections: Camel may ask for each exchange, and an exchange is of one of them. */
    @Override
    public @Nullable String getServiceUrl() {
        return isOfMany() ? null : connection().address();
    }

    @Override
    public String getServiceProtocol() {
        String protocol = configuration.getTransport() == AmiTransportType.http ? "http" : "ami";
        return configuration.isTls() ? protocol + 's' : protocol;
    }

    @Override
    public @Nullable Map<String, String> getServiceMetadata() {
        String username = configuration.getUsername();
        return isOfMany() || username == null ? null : Map.of("username", username);
    }

    public String getName() {
        return name;
    }

    public AmiConfiguration getConfiguration() {
        return configuration;
    }

    public AmiConsumerConfiguration getConsumerConfiguration() {
        return consumerConfiguration;
    }

    public AmiProducerConfiguration getProducerConfiguration() {
        return producerConfiguration;
    }

    public boolean isMapHeaders() {
        return mapHeaders;
    }

    /**
     * Whether fields of an event become headers, and headers of an exchange become fields of an action. Only those that
     * headerFilterStrategy accepts are mapped.
     */
    public void setMapHeaders(boolean mapHeaders) {
        this.mapHeaders = mapHeaders;
    }

    public @Nullable HeaderFilterStrategy getHeaderFilterStrategy() {
        return headerFilterStrategy;
    }

    /**
     * The filter for the names of headers and fields. It is used if mapHeaders is set. The default excludes names that
     * start with Camel, in upper or lower case.
     */
    public void setHeaderFilterStrategy(@Nullable HeaderFilterStrategy headerFilterStrategy) {
        this.headerFilterStrategy = headerFilterStrategy;
    }
}
