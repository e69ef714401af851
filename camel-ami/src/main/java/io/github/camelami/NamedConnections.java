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

import io.github.camelami.internal.uri.ConnectionNames;
import io.github.camelami.internal.uri.EndpointName;
import io.github.camelami.internal.uri.OptionCheck;
import io.github.camelami.internal.uri.UriValue;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.camel.CamelContext;
import org.apache.camel.support.CamelContextHelper;
import org.jspecify.annotations.Nullable;

/**
 * The named connections of a component: its option {@code connections}, and the beans of type {@link AmiConfiguration}
 * in the registry, which take precedence. Tells the consumers of many connections about changes.
 */
final class NamedConnections {
    /** The names that an endpoint can have in its URI. A comma and an asterisk make a list and a pattern. */
    private static final Pattern NAME =
            Pattern.compile("[^\\p{Cntrl}\\s,*?@/]([^\\p{Cntrl},*?@/]*[^\\p{Cntrl}\\s,*?@/])?");

    /**
     * The connection options of a URI.
     *
     * @param secret the secret of the URI, or null
     */
    record Overrides(Map<String, Object> options, @Nullable Object secret) {
        static final Overrides NONE = new Overrides(Map.of(), null);

        /** Those of these options that concern connections. */
        static Overrides of(Map<String, Object> options, @Nullable Object secret) {
            AmiConfigurationConfigurer types = new AmiConfigurationConfigurer();
            Map<String, Object> given = new LinkedHashMap<>(options);
            given.keySet().removeIf(option -> types.getOptionType(option.replaceFirst("\\..*", ""), true) == null);
            return new Overrides(given, secret);
        }

        /** The names only, because the values may be secrets. */
        @Override
        public String toString() {
            return options.keySet().toString();
        }
    }

    /** Makes changes one after the other, each including the log-offs that it causes. */
    private final ReentrantLock changes = new ReentrantLock();

    private final List<ConsumerConnections> consumers = new CopyOnWriteArrayList<>();
    private final AmiComponent component;

    NamedConnections(AmiComponent component) {
        this.component = component;
    }

    /**
     * The settings of an endpoint of this name: those of the connection if there is one, and otherwise those of the
     * component.
     *
     * @param secret overrides the secret, unless it is null
     */
    AmiConfiguration settingsOf(String name, @Nullable Object secret) {
        AmiConfiguration bean = bean(name);
        AmiConfiguration own = component.getConnections().getOrDefault(name, component.getConfiguration());
        return settingsOf(name, bean != null ? bean : own, secret);
    }

    private static AmiConfiguration settingsOf(String name, AmiConfiguration base, @Nullable Object secret) {
        AmiConfiguration settings = base.copy();
        if (settings.getHost() == null) {
            settings.setHost(name);
        }
        if (secret != null && !UriValue.isUnresolved(secret)) {
            settings.setSecret(secret);
        }
        return settings;
    }

    /**
     * The endpoints of the connections that there are now, each with the options of this one. A pattern may match nothing
     * yet. A name that is written out must exist: the route does not wait for it, because nobody would notice a typing
     * error.
     *
     * @throws IllegalArgumentException if the endpoint's list has a name that is not that of a connection
     */
    List<AmiEndpoint> members(AmiEndpoint group) {
        if (!group.isOfMany()) {
            return List.of(group);
        }
        Set<String> known = names();
        for (String each : group.names().writtenOut()) {
            if (!known.contains(each)) {
                throw new IllegalArgumentException("ami:" + group.getName() + ": " + EndpointName.unknown(each, known)
                        + "; define it in the option connections of the component, or call addConnection before the"
                        + " route starts");
            }
        }
        return matching(group).toList();
    }

    private Stream<AmiEndpoint> matching(AmiEndpoint group) {
        ConnectionNames names = group.names();
        return names().stream().filter(names::include).map(name -> member(group, name));
    }

    /** The endpoint of one connection, with the options of a group. */
    AmiEndpoint member(AmiEndpoint group, String name) {
        return bound(group, name, settingsOf(name, group.overrides().secret()));
    }

    /** Like {@link #member(AmiEndpoint, String)}, for a connection that is about to be added. */
    AmiEndpoint member(AmiEndpoint group, String name, AmiConfiguration settings) {
        return bound(group, name, settingsOf(name, settings, group.overrides().secret()));
    }

    private AmiEndpoint bound(AmiEndpoint group, String name, AmiConfiguration settings) {
        AmiEndpoint member = new AmiEndpoint(group, name, settings);
        component.bind(member, group.overrides().options());
        return member;
    }

    /** Whether two endpoints use a connection in the same way. */
    static boolean areSame(AmiEndpoint one, AmiEndpoint other) {
        return one.connection().identity().equals(other.connection().identity())
                && one.getConfiguration().getActionTimeout()
                        == other.getConfiguration().getActionTimeout()
                && one.getConfiguration().isTraceCalls()
                        == other.getConfiguration().isTraceCalls();
    }

    /** Checks the options that depend on whether an endpoint is of one or of several connections. */
    void checkOptions(AmiEndpoint endpoint) {
        OptionCheck check = new OptionCheck(endpoint.getName());
        String shard = endpoint.getConsumerConfiguration().getShard();
        if (endpoint.isOfMany()) {
            endpoint.names();
            boolean failFast = endpoint.overrides().options().containsKey("failFast")
                    && endpoint.getConfiguration().isFailFast();
            check.check(!failFast, "failFast", true, "false with several connections, which start independently");
        } else {
            check.check(shard == null, "shard", shard, "nothing with one connection");
        }
    }

    /** The names of all connections, in the component and in the registry. */
    Set<String> names() {
        Set<String> names = new TreeSet<>(component.getConnections().keySet());
        var registry = component.getCamelContext().getRegistry();
        names.addAll(registry.findByTypeWithName(AmiConfiguration.class).keySet());
        return names;
    }

    /** Adds a connection, or replaces it if its settings are different. */
    void add(String name, AmiConfiguration settings) {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException(
                    "'" + name + "' cannot be the name of a connection: a name has no comma, *, ?, @, / or line break");
        }
        refuseBean(name);
        AmiConfiguration own = settings.copy();
        exclusively(() -> {
            consumers.forEach(each -> each.check(name, own));
            Map<String, AmiConfiguration> changed = new LinkedHashMap<>(component.getConnections());
            changed.put(name, own);
            component.setConnections(changed);
            // all log off before one logs in again, because a user may be allowed only one session
            try {
                forEach(consumers.iterator(), each -> each.closeChanged(name));
            } finally {
                forEach(consumers.iterator(), each -> each.openMissing(name));
            }
        });
    }

    /** Runs a step for all consumers, even if it fails for one of them. */
    private static void forEach(Iterator<ConsumerConnections> all, Consumer<ConsumerConnections> step) {
        if (all.hasNext()) {
            try {
                step.accept(all.next());
            } finally {
                forEach(all, step);
            }
        }
    }

    /** The settings of the component, except for those given here. An empty value stands for that of the component. */
    AmiConfiguration withComponentSettings(
            @Nullable String host, int port, @Nullable String username, @Nullable String secret) {
        AmiConfiguration settings = component.getConfiguration().copy();
        if (isGiven(host)) {
            settings.setHost(host);
        }
        if (port != 0) {
            settings.setPort(port);
        }
        if (isGiven(username)) {
            settings.setUsername(username);
        }
        if (isGiven(secret)) {
            settings.setSecret(referenced(secret));
        }
        return settings;
    }

    private static boolean isGiven(@Nullable String value) {
        return value != null && !value.isBlank();
    }

    /** JMX clients may log or store the arguments of an operation, so they only say where the secret is. */
    private Object referenced(String secret) {
        CamelContext context = component.getCamelContext();
        if (secret.startsWith("#")) {
            String bean = secret.replaceFirst("#(bean:)?", "");
            return CamelContextHelper.mandatoryLookup(context, bean);
        }
        if (secret.matches("\\{\\{.+}}")) {
            return context.resolvePropertyPlaceholders(secret);
        }
        throw new IllegalArgumentException(
                "the secret of the connection must be a reference: {{property}}, or #bean for a bean in the registry");
    }

    /** @return whether there was one */
    boolean remove(String name) {
        refuseBean(name);
        changes.lock();
        try {
            Map<String, AmiConfiguration> changed = new LinkedHashMap<>(component.getConnections());
            boolean was = changed.remove(name) != null;
            component.setConnections(changed);
            forEach(consumers.iterator(), each -> each.close(name));
            return was;
        } finally {
            changes.unlock();
        }
    }

    private void refuseBean(String name) {
        if (bean(name) != null) {
            throw new IllegalArgumentException("the connection " + name
                    + " is a bean in the registry, and such a connection cannot be changed while the context runs");
        }
    }

    private @Nullable AmiConfiguration bean(String name) {
        CamelContext context = component.getCamelContext();
        return context == null ? null : CamelContextHelper.lookup(context, name, AmiConfiguration.class);
    }

    /**
     * Starts a consumer, and tells it about changes from then on. {@code start} opens the connections that there are now.
     */
    void begin(ConsumerConnections consumer, Runnable start) {
        exclusively(() -> {
            start.run();
            consumers.add(consumer);
        });
    }

    /** Removes a consumer. {@code stop} closes its connections. */
    void end(ConsumerConnections consumer, Runnable stop) {
        exclusively(() -> {
            consumers.remove(consumer);
            stop.run();
        });
    }

    /** Runs a task while no connection is added or removed. */
    void exclusively(Runnable task) {
        changes.lock();
        try {
            task.run();
        } finally {
            changes.unlock();
        }
    }
}
