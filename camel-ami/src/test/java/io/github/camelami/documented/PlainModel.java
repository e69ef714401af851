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
import org.apache.camel.Predicate;
import org.apache.camel.builder.ExpressionClause;
import org.apache.camel.model.AggregateDefinition;
import org.apache.camel.model.BeanDefinition;
import org.apache.camel.model.ChoiceDefinition;
import org.apache.camel.model.ExpressionNodeHelper;
import org.apache.camel.model.ExpressionSubElementDefinition;
import org.apache.camel.model.HasExpressionType;
import org.apache.camel.model.OnExceptionDefinition;
import org.apache.camel.model.ProcessorDefinition;
import org.apache.camel.model.ThrottlingMode;
import org.apache.camel.model.TryDefinition;
import org.apache.camel.model.language.ConstantExpression;
import org.apache.camel.model.language.ExpressionDefinition;
import org.apache.camel.model.language.MethodCallExpression;
import org.apache.camel.model.language.SimpleExpression;

/** Writes what only Java can say about a route as YAML and XML say it, such as {@code header("X").isEqualTo("Y")} in Simple. */
final class PlainModel {
    private static final Pattern COMPARED = Pattern.compile("header\\{([\\w.-]+)\\} == (.*)");
    private static final Pattern PRESENT = Pattern.compile("header\\{([\\w.-]+)\\} is not null");

    private PlainModel() {}

    static <T> void write(List<T> nodes) {
        nodes.replaceAll(PlainModel::dumpable);
        for (T node : nodes) {
            if (node instanceof HasExpressionType has && has.getExpressionType() != null) {
                has.setExpressionType(plain(has.getExpressionType()));
            }
            if (node instanceof BeanDefinition bean && bean.getBeanClass() != null) {
                bean.setBeanType(bean.getBeanClass().getName());
            }
            if (node instanceof OnExceptionDefinition caught && caught.getHandledPolicy() != null) {
                ConstantExpression handled =
                        new ConstantExpression(caught.getHandledPolicy().toString());
                caught.setHandled(new ExpressionSubElementDefinition((ExpressionDefinition) handled));
            }
            if (node instanceof AggregateDefinition aggregate && aggregate.getCompletionPredicate() != null) {
                Predicate complete =
                        aggregate.getCompletionPredicate().getExpressionType().getPredicate();
                if (complete != null) {
                    aggregate.setCompletionPredicate(
                            new ExpressionSubElementDefinition(ExpressionNodeHelper.toExpressionDefinition(complete)));
                }
            }
            if (node instanceof ChoiceDefinition choice) {
                write(choice.getWhenClauses());
            }
            if (node instanceof TryDefinition attempt && attempt.getCatchClauses() != null) {
                // YAML keeps them apart from the steps
                attempt.getCatchClauses().stream()
                        .filter(clause -> !attempt.getOutputs().contains(clause))
                        .forEach(attempt.getOutputs()::add);
            }
            if (node instanceof ProcessorDefinition<?> processor) {
                write(processor.getOutputs());
            }
        }
    }

    @SuppressWarnings("unchecked")
    private static <T> T dumpable(T node) {
        return node instanceof org.apache.camel.model.ThrottleDefinition throttle
                ? (T) new ThrottleDefinition(throttle)
                : node;
    }

    /** A throttle of concurrent requests has no time period, and Camel cannot dump it because its getter fails. */
    private static final class ThrottleDefinition extends org.apache.camel.model.ThrottleDefinition {
        private ThrottleDefinition(org.apache.camel.model.ThrottleDefinition throttle) {
            super(throttle);
        }

        @Override
        public String getTimePeriodMillis() {
            return ThrottlingMode.toMode(getMode()) == ThrottlingMode.TotalRequests
                    ? super.getTimePeriodMillis()
                    : null;
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
