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

import io.github.camelami.AmiConfiguration;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.util.Map;
import java.util.Set;
import org.apache.camel.spi.HeaderFilterStrategy;
import org.apache.camel.support.jsse.SSLContextParameters;
import org.springframework.beans.factory.BeanNotOfRequiredTypeException;
import org.springframework.beans.factory.NoSuchBeanDefinitionException;
import org.springframework.boot.context.properties.ConfigurationPropertiesBinding;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.convert.TypeDescriptor;
import org.springframework.core.convert.converter.ConditionalGenericConverter;

/**
 * Converts the texts {@code #bean:name} and {@code #name} to the bean of that name, for options that are objects, and
 * {@code auto} to the map that the option {@code serverFilter} is.
 */
@Configuration(proxyBeanMethods = false)
@ConfigurationPropertiesBinding
public class AmiComponentConverter implements ConditionalGenericConverter {
    private static final String AUTO = "auto";

    private final ApplicationContext application;

    public AmiComponentConverter(ApplicationContext application) {
        this.application = application;
    }

    @Override
    public Set<ConvertiblePair> getConvertibleTypes() {
        return Set.of(
                new ConvertiblePair(String.class, AmiConfiguration.class),
                new ConvertiblePair(String.class, HeaderFilterStrategy.class),
                new ConvertiblePair(String.class, SSLContextParameters.class),
                new ConvertiblePair(String.class, Map.class));
    }

    /** Leaves the maps of other properties alone. */
    @Override
    public boolean matches(TypeDescriptor sourceType, TypeDescriptor targetType) {
        return targetType.getType() != Map.class || targetType.hasAnnotation(OrAuto.class);
    }

    @Override
    public Object convert(Object source, TypeDescriptor sourceType, TypeDescriptor targetType) {
        if (source == null) {
            return null;
        }
        String reference = source.toString();
        if (targetType.getType() == Map.class) {
            return filters(reference);
        }
        if (!reference.startsWith("#")) {
            throw new IllegalArgumentException(notAReference(reference));
        }
        String bean = reference.substring(reference.startsWith("#bean:") ? 6 : 1);
        try {
            return application.getBean(bean, targetType.getType());
        } catch (NoSuchBeanDefinitionException | BeanNotOfRequiredTypeException e) {
            // without the cause, because Spring Boot's analysis of the cause would not name the property
            throw new IllegalArgumentException(e.getMessage());
        }
    }

    static String notAReference(String value) {
        return "'" + value + "' is not a reference to a bean; accepted: #bean:name";
    }

    private static Map<String, String> filters(String value) {
        if (!value.strip().equalsIgnoreCase(AUTO)) {
            throw new IllegalArgumentException("serverFilter=" + value
                    + " is not valid; accepted: auto, as serverFilter.mode=auto; an expression needs a label, as"
                    + " serverFilter.label");
        }
        return Map.of(AUTO, AUTO);
    }

    /** Marks a map that can also be written as {@code auto}. */
    @Retention(RetentionPolicy.RUNTIME)
    @interface OrAuto {}
}
