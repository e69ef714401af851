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

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.camel.builder.ExpressionClause;
import org.apache.camel.model.BeanDefinition;
import org.apache.camel.model.ChoiceDefinition;
import org.apache.camel.model.HasExpressionType;
import org.apache.camel.model.ProcessorDefinition;
import org.apache.camel.model.language.ExpressionDefinition;
import org.apache.camel.model.language.MethodCallExpression;
import org.apache.camel.model.language.SimpleExpression;

/** Writes what only Java can say about a route as YAML and XML say it, such as {@code header("X").isEqualTo("Y")} in Simple. */
final class PlainModel {
    private static final Pattern COMPARED = Pattern.compile("header\\{([\\w.-]+)\\} == (.*)");
    private static final Pattern PRESENT = Pattern.compile("header\\{([\\w.-]+)\\} is not null");

    private PlainModel() {}

    static void write(List<?> nodes) {
        for (Object node : nodes) {
            if (node instanceof HasExpressionType has && has.getExpressionType() != null) {
                has.setExpressionType(plain(has.getExpressionType()));
            }
            if (node instanceof BeanDefinition bean && bean.getBeanClass() != null) {
                bean.setBeanType(bean.getBeanClass().getName());
            }
            if (node instanceof ChoiceDefinition choice) {
                write(choice.getWhenClauses());
            }
            if (node instanceof ProcessorDefinition<?> processor) {
                write(processor.getOutputs());
            }
        }
    }

    private static ExpressionDefinition plain(ExpressionDefinition expression) {
        if (expression instanceof MethodCallExpression method && method.getBeanType() != null) {
            method.setBeanTypeName(method.getBeanType().getName());
        }
        if (expression.getClass() != ExpressionDefinition.class) {
            return expression;
        }
        if (expression.getExpressionType() != null) {
            return expression.getExpressionType();
        }
        Object value = expression.getPredicate() == null ? expression.getExpressionValue() : expression.getPredicate();
        if (value instanceof ExpressionClause<?> clause
                && clause.getExpressionType() instanceof ExpressionDefinition definition) {
            return definition;
        }
        Matcher compared = COMPARED.matcher(value.toString());
        if (compared.matches()) {
            return new SimpleExpression("${header." + compared.group(1) + "} == '" + compared.group(2) + "'");
        }
        Matcher present = PRESENT.matcher(value.toString());
        return present.matches() ? new SimpleExpression("${header." + present.group(1) + "} != null") : expression;
    }
}
