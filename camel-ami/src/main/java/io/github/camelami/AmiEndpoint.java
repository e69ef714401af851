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

import io.github.camelami.internal.action.ActionOptions;
import io.github.camelami.internal.session.AmiSession;
import io.github.camelami.internal.uri.EndpointName;
import io.github.camelami.internal.uri.UriFields;
import io.github.camelami.message.AmiException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
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
    @UriPath(description = "A named connection, or the host of the PBX.")
    @Metadata(required = true)
    private final String name;

    @UriParam
    private final AmiConfiguration configuration;

    @UriParam
    private final AmiConsumerConfiguration consumerConfiguration = new AmiConsumerConfiguration();

    @UriParam
    private final AmiProducerConfiguration producerConfiguration = new AmiProducerConfiguration();

    private boolean singleton = true;
    private boolean onlyUriOptions = true;
    private volatile boolean wasStopped;

    @UriParam(label = "advanced", defaultValue = "false")
    private boolean mapHeaders;

    @UriParam(label = "advanced")
    private @Nullable HeaderFilterStrategy headerFilterStrategy;

    private final AtomicBoolean warned = new AtomicBoolean();

    public AmiEndpoint(String uri, AmiComponent component, String name, AmiConfiguration configuration) {
        super(uri, component);
        this.name = name;
        this.configuration = configuration;
    }

    @Override
    protected void doInit() throws Exception {
        super.doInit();
        try {
            connection().validate();
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    e.getMessage() + EndpointName.hint(name, getComponent().connectionNames()), e);
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

    /** Whether the endpoint has been stopped; Camel's isStopped() is also true before the first start. */
    boolean wasStopped() {
        return wasStopped;
    }

    @Override
    public Producer createProducer() {
        getComponent().startingLogins().expectProducer(this);
        return new AmiProducer(this);
    }

    @Override
    public Consumer createConsumer(Processor processor) throws Exception {
        AmiConsumer consumer = new AmiConsumer(this, processor);
        configureConsumer(consumer);
        // warns once, because Camel creates a new consumer for each start of its route
        if (warned.compareAndSet(false, true)) {
            new SubscriptionFactory(this).warnOfUnknownNames();
        }
        return consumer;
    }

    AmiSession acquireSession() {
        return getComponent().acquire(connection());
    }

    void releaseSession(AmiSession session) {
        getComponent().release(session);
    }

    /**
     * Starts the session unless it has started, and waits for the first login attempt. While the Camel context starts,
     * the first attempts of all endpoints run at the same time.
     *
     * @throws AmiException if the route must not start without a session
     */
    void start(AmiSession session) throws InterruptedException {
        AmiComponent.all(getCamelContext())
                .forEach(component -> component.startingLogins().beginAll(getCamelContext()));
        AmiException failure = getComponent().startingLogins().await(session, configuration);
        boolean refused = failure instanceof AmiException.AuthenticationFailed;
        if (failure != null && (configuration.isFailFast() || refused && configuration.getRefusedRetryDelay() == 0)) {
            throw failure;
        }
    }

    /** The options that apply to the actions of a producer. */
    ActionOptions actionOptions() {
        AmiProducerConfiguration options = producerConfiguration;
        String allowed = options.getAllowedActions();
        return new ActionOptions(
                name,
                configuration.getUsername(),
                options.getAction(),
                UriFields.of(options.getField(), options.getVariable()),
                allowed,
                allowed == null ? null : connection().option().patterns("allowedActions", allowed),
                options.isAllowDangerousActions(),
                options.isAwaitOutcome(),
                options.isStreamList(),
                options.isThrowExceptionOnFailure(),
                Duration.ofMillis(configuration.getActionTimeout()),
                Duration.ofMillis(options.getEndTimeout()),
                mapping());
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
        getComponent().startingLogins().expectProducer(this);
        return true;
    }

    void setSingleton(boolean singleton) {
        this.singleton = singleton;
    }

    /** Whether all options are in the text of the URI, and none were given as properties. */
    boolean hasOnlyUriOptions() {
        return onlyUriOptions;
    }

    void setOnlyUriOptions(boolean onlyUriOptions) {
        this.onlyUriOptions = onlyUriOptions;
    }

    @Override
    public boolean isMultipleConsumersSupported() {
        return true;
    }

    @Override
    public String getServiceUrl() {
        return connection().address();
    }

    @Override
    public String getServiceProtocol() {
        String protocol = configuration.getTransport() == AmiTransportType.http ? "http" : "ami";
        return configuration.isTls() ? protocol + 's' : protocol;
    }

    @Override
    public @Nullable Map<String, String> getServiceMetadata() {
        return configuration.getUsername() == null ? null : Map.of("username", configuration.getUsername());
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
