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

import io.github.camelami.internal.uri.ConnectionNames;
import io.github.camelami.message.AmiException;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.camel.ResolveEndpointFailedException;
import org.apache.camel.spring.boot.util.HierarchicalPropertiesEvaluator;
import org.apache.camel.util.StringHelper;
import org.springframework.beans.BeansException;
import org.springframework.beans.factory.BeanNotOfRequiredTypeException;
import org.springframework.beans.factory.NoSuchBeanDefinitionException;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.bind.UnboundConfigurationPropertiesException;
import org.springframework.boot.context.properties.source.ConfigurationProperty;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.boot.context.properties.source.MutuallyExclusiveConfigurationPropertiesException;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.diagnostics.FailureAnalyzer;
import org.springframework.boot.ssl.NoSuchSslBundleException;
import org.springframework.core.NestedExceptionUtils;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.core.env.Environment;

/**
 * Explains why the application failed to start, and what to do, if an {@code ami:} endpoint has invalid options or its
 * PBX refuses the login. Without the order, the class path would decide whether Spring Boot's own analyzers, which know
 * less of these failures, come first.
 */
@Order(Ordered.HIGHEST_PRECEDENCE)
final class AmiFailureAnalyzer implements FailureAnalyzer {
    private static final String PREFIX = "camel.component.ami";
    private static final Pattern NAME = Pattern.compile("ami:(?://)?([^?]*)");
    /** What the component says of an endpoint, and of a name in a list of connections. */
    private static final Pattern REFUSED = Pattern.compile("ami:(\\S+): ");

    private static final Pattern UNKNOWN_NAME =
            Pattern.compile("(ami:.*: '([^']*)' is not one of the named connections: .*); define it in .*");
    private static final String CREATION = "Cannot auto create component";
    private static final String PLAIN_TEXT = "Security policy violations detected";
    private static final String NOT_EVALUATED = "; use toD()";
    private static final String DANGEROUS = "; set allowDangerousActions=true";
    /** An option with a wrong value, or without one; not one that does not exist, as {@code fields.Name does not exist}. */
    private static final Pattern OPTION = Pattern.compile("option (\\w++)(?!\\S* does not exist)( is missing)?");

    private final Environment environment;

    AmiFailureAnalyzer(Environment environment) {
        this.environment = environment;
    }

    @Override
    public FailureAnalysis analyze(Throwable failure) {
        ResolveEndpointFailedException endpoint = null;
        Throwable refused = null;
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof ResolveEndpointFailedException unresolved) {
                endpoint = unresolved;
            }
            // the outermost one says the most
            if (refused == null
                    && cause instanceof IllegalArgumentException
                    && REFUSED.matcher(message(cause)).lookingAt()) {
                refused = cause;
            }
            String uri = endpoint == null ? null : endpoint.getUri();
            FailureAnalysis placeholder = UnresolvedPlaceholder.analysis(cause, uri, environment, failure);
            if (placeholder != null) {
                return placeholder;
            }
            if (message(cause).startsWith(PLAIN_TEXT) && message(cause).contains('[' + PREFIX + '.')) {
                return plainText(cause);
            }
            if (cause.getCause() instanceof UnboundConfigurationPropertiesException unbound) {
                return UnknownProperty.analysis(unbound, environment, failure);
            }
            if (cause instanceof BindException binding
                    && binding.getProperty() != null
                    && binding.getProperty().getName().toString().startsWith(PREFIX + '.')
                    && NestedExceptionUtils.getRootCause(binding) instanceof BeansException bean
                    && isAbout(bean, binding.getProperty())) {
                // Spring Boot's analysis of the bean would not name the property
                return new FailureAnalysis(
                        sentence("The property " + binding.getProperty().getName()
                                + " does not refer to a bean that fits: " + bean.getMessage()),
                        "Define the bean, or correct its name.",
                        failure);
            }
            if (cause instanceof BindException
                    || cause instanceof InvalidConfigurationPropertyValueException
                    || cause instanceof MutuallyExclusiveConfigurationPropertiesException) {
                // Spring Boot has its own analyzers for these exceptions
                return null;
            }
            if (cause instanceof AmiException refusal) {
                return isOfLogin(refusal) ? new FailureAnalysis(refusal.getMessage(), action(refusal), failure) : null;
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
        if (refused != null) {
            Matcher name = REFUSED.matcher(message(refused));
            return name.lookingAt() ? misconfigured(name.group(1), message(refused), failure) : null;
        }
        if (endpoint == null) {
            return null;
        }
        Matcher name = NAME.matcher(endpoint.getUri());
        return name.lookingAt() ? misconfigured(name.group(1), reason(endpoint), failure) : null;
    }

    private static String message(Throwable failure) {
        return String.valueOf(failure.getMessage());
    }

    /** Why there is no such endpoint. If the component could not be configured, only the last cause says why. */
    private static String reason(ResolveEndpointFailedException failure) {
        Throwable cause = failure.getCause();
        if (cause == null || cause.getMessage() == null) {
            return failure.getMessage();
        }
        Throwable root = cause;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        boolean more = root != cause && message(cause).startsWith(CREATION);
        return more ? message(cause) + ": " + (root.getMessage() == null ? root : root.getMessage()) : message(cause);
    }

    private static FailureAnalysis plainText(Throwable failure) {
        return new FailureAnalysis(
                failure.getMessage(),
                "In username and secret, write {{env:NAME}} instead of the text or of ${NAME}, which Spring replaces by the"
                        + " text. To allow a property as it is, add it to camel.security.allowed-properties.",
                failure);
    }

    private FailureAnalysis misconfigured(String name, String reason, Throwable failure) {
        Matcher unknown = UNKNOWN_NAME.matcher(reason);
        if (unknown.matches()) {
            return new FailureAnalysis(
                    sentence(unknown.group(1)) + " They are those in " + PREFIX + ".connections.",
                    "Correct the name in the URI, or define " + PREFIX + ".connections." + unknown.group(2) + ".*.",
                    failure);
        }
        Matcher option = OPTION.matcher(reason);
        if (reason.contains(NOT_EVALUATED) || reason.contains(DANGEROUS) || !option.find()) {
            return new FailureAnalysis(sentence(reason), actionForUri(reason), failure);
        }
        Optional<String> off = switchedOffBy();
        if (off.isPresent()) {
            return new FailureAnalysis(
                    sentence(reason) + " The properties under " + PREFIX + " have no effect, because " + off.get()
                            + " is false.",
                    "Remove " + off.get() + ", or set the option in the URI.",
                    failure);
        }
        Set<String> connections = connections().keySet();
        boolean known = connections.contains(name);
        String setting = StringHelper.camelCaseToDash(option.group(1));
        String verb = option.group(2) == null ? "Correct " : "Set ";
        if (ConnectionNames.areMany(name) || !UnknownProperty.ofConnections().contains(setting)) {
            return new FailureAnalysis(sentence(reason), verb + "the option in the URI.", failure);
        }
        String property = PREFIX + (known ? ".connections." + name : "") + '.' + setting;
        String description = sentence(reason);
        String action = verb + property + ", or the option in the URI.";
        if (reason.contains(" is empty; ")) {
            action = "Set " + property + ", or the variable or the property that it names.";
        } else if (reason.contains(" is a placeholder ")) {
            action = "Define the variable or the property that " + property + " names, or correct the name.";
        }
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

    private static String actionForUri(String reason) {
        if (reason.contains(NOT_EVALUATED)) {
            return "Write toD instead of to. If the text itself is meant, give it in RAW(...).";
        }
        if (reason.contains(DANGEROUS)) {
            return "Use another action. If you intend this one, set allowDangerousActions=true in the URI of the endpoint.";
        }
        return "Correct " + (reason.startsWith(CREATION) ? "the properties under " + PREFIX : "the URI of the endpoint")
                + '.';
    }

    private static String sentence(String reason) {
        return reason.endsWith("?") ? reason : reason + '.';
    }

    /** If not, an action failed, for example that of an ApplicationRunner. */
    private static boolean isOfLogin(AmiException failure) {
        return failure instanceof AmiException.AuthenticationFailed
                || failure instanceof AmiException.ConnectionFailed
                || failure instanceof AmiException.ProtocolViolation;
    }

    private static String action(AmiException failure) {
        if (failure instanceof AmiException.AuthenticationFailed) {
            return "Check username and secret of the connection against manager.conf of the PBX, also its permit and deny"
                    + " lines. To let the application start all the same, set refused-retry-delay.";
        }
        return "Check host, port and tls of the connection, and that the PBX runs with enabled=yes in manager.conf. To let"
                + " the application start all the same, leave out fail-fast.";
    }

    /** Whether the bean to which a property refers does not exist, or is of another type. */
    private boolean isAbout(BeansException failure, ConfigurationProperty reference) {
        String name = null;
        if (failure instanceof NoSuchBeanDefinitionException missing) {
            name = missing.getBeanName();
        } else if (failure instanceof BeanNotOfRequiredTypeException other) {
            name = other.getBeanName();
        }
        return name != null
                && environment
                        .resolvePlaceholders(String.valueOf(reference.getValue()))
                        .endsWith(name);
    }

    /** The property because of which the other properties of the component have no effect. */
    private Optional<String> switchedOffBy() {
        return Stream.of("", ".customizer")
                .filter(group -> !HierarchicalPropertiesEvaluator.evaluate(
                        environment, "camel.component" + group, PREFIX + group))
                .flatMap(group -> Stream.of(PREFIX + group + ".enabled", "camel.component" + group + ".enabled"))
                .filter(environment::containsProperty)
                .findFirst();
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
