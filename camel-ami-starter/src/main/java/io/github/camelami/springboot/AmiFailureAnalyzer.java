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
package io.github.camelami.springboot;

import io.github.camelami.message.AmiException;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.camel.ResolveEndpointFailedException;
import org.apache.camel.util.StringHelper;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.bind.UnboundConfigurationPropertiesException;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.boot.context.properties.source.MutuallyExclusiveConfigurationPropertiesException;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.diagnostics.FailureAnalyzer;
import org.springframework.boot.ssl.NoSuchSslBundleException;
import org.springframework.core.env.Environment;

/**
 * Explains why the application failed to start, and what to do, if an {@code ami:} endpoint has invalid options or its
 * PBX refuses the login.
 */
final class AmiFailureAnalyzer implements FailureAnalyzer {
    private static final String PREFIX = "camel.component.ami";
    private static final Pattern NAME = Pattern.compile("ami:(?://)?([^?]*)");
    /** An option with a wrong value, or without one; not one that does not exist, as {@code fields.Name does not exist}. */
    private static final Pattern OPTION = Pattern.compile("option (\\w++)(?!\\S* does not exist)( is missing)?");

    private final Environment environment;

    AmiFailureAnalyzer(Environment environment) {
        this.environment = environment;
    }

    @Override
    public FailureAnalysis analyze(Throwable failure) {
        ResolveEndpointFailedException endpoint = null;
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof ResolveEndpointFailedException unresolved) {
                endpoint = unresolved;
            }
            if (cause.getCause() instanceof UnboundConfigurationPropertiesException unbound) {
                return UnknownProperty.analysis(unbound, failure);
            }
            if (cause instanceof BindException
                    || cause instanceof InvalidConfigurationPropertyValueException
                    || cause instanceof MutuallyExclusiveConfigurationPropertiesException) {
                // Spring Boot has its own analyzers for these exceptions
                return null;
            }
            if (cause instanceof AmiException refusal) {
                return new FailureAnalysis(refusal.getMessage(), action(refusal), failure);
            }
            if (cause instanceof NoSuchSecretBeanException) {
                return new FailureAnalysis(
                        cause.getMessage(),
                        "Define the bean, a Supplier<String>. A secret that starts with # itself must come from one, too.",
                        failure);
            }
            if (cause instanceof NoSuchSslBundleException bundle && usesBundle(bundle.getBundleName())) {
                return new FailureAnalysis(
                        "A property ssl-bundle under " + PREFIX + " names the SSL bundle '" + bundle.getBundleName()
                                + "', which is not defined.",
                        "Define it, for example as spring.ssl.bundle.pem." + bundle.getBundleName()
                                + ", or correct the name.",
                        failure);
            }
        }
        if (endpoint == null) {
            return null;
        }
        Matcher name = NAME.matcher(endpoint.getUri());
        return name.lookingAt() ? misconfigured(name.group(1), endpoint) : null;
    }

    private FailureAnalysis misconfigured(String name, ResolveEndpointFailedException failure) {
        Throwable cause = failure.getCause();
        String reason = cause == null || cause.getMessage() == null ? failure.getMessage() : cause.getMessage();
        Matcher option = OPTION.matcher(reason);
        if (!option.find()) {
            return new FailureAnalysis(sentence(reason), "Correct the URI of the endpoint.", failure);
        }
        Set<String> connections = connections().keySet();
        boolean known = connections.contains(name);
        String property =
                PREFIX + (known ? ".connections." + name : "") + '.' + StringHelper.camelCaseToDash(option.group(1));
        String description = sentence(reason);
        String action = (option.group(2) == null ? "Correct " : "Set ") + property + ", or the option in the URI.";
        if (!known && !connections.isEmpty()) {
            if (!description.contains("is not one of the named connections")) {
                description +=
                        " '" + name + "' is not one of the named connections: " + String.join(", ", connections) + '.';
            }
            description += " They are those in " + PREFIX + ".connections; '" + name
                    + "' is used as a host name, with the settings in " + PREFIX + ".*.";
            action = "Correct the name in the URI, or define " + PREFIX + ".connections." + name + ".*. If '" + name
                    + "' is meant as a host: " + Character.toLowerCase(action.charAt(0)) + action.substring(1);
        }
        return new FailureAnalysis(description, action, failure);
    }

    private static String sentence(String reason) {
        return reason.endsWith("?") ? reason : reason + '.';
    }

    private static String action(AmiException failure) {
        if (failure instanceof AmiException.AuthenticationFailed) {
            return "Check username and secret of the connection against manager.conf of the PBX, also its permit and deny"
                    + " lines. To let the application start all the same, set refused-retry-delay.";
        }
        return "Check host, port and tls of the connection, and that the PBX runs with enabled=yes in manager.conf. To let"
                + " the application start all the same, leave out fail-fast.";
    }

    private Map<String, Object> connections() {
        return Binder.get(environment)
                .bind(PREFIX + ".connections", Bindable.mapOf(String.class, Object.class))
                .map(bound -> (Map<String, Object>) new TreeMap<>(bound))
                .orElseGet(Map::of);
    }

    private boolean usesBundle(String bundle) {
        Binder binder = Binder.get(environment);
        return binder.bind(PREFIX + ".ssl-bundle", String.class).orElse("").equals(bundle)
                || connections().keySet().stream()
                        .map(name -> binder.bind(PREFIX + ".connections." + name + ".ssl-bundle", String.class))
                        .anyMatch(property -> property.orElse("").equals(bundle));
    }
}
