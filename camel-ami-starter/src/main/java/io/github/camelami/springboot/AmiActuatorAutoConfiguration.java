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

import org.apache.camel.CamelContext;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.actuate.endpoint.SanitizingFunction;
import org.springframework.boot.actuate.info.InfoContributor;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.core.env.Environment;

/**
 * Shows the sessions in Actuator's {@code info}, and hides secrets in all endpoints of Actuator. The health checks are
 * those of Camel.
 */
@AutoConfiguration
@ConditionalOnClass({SanitizingFunction.class, InfoContributor.class})
public class AmiActuatorAutoConfiguration {

    @Bean
    public SanitizingFunction amiSanitizingFunction(Environment environment) {
        return new AmiSanitizingFunction(environment);
    }

    @Bean
    @ConditionalOnProperty(name = "management.info.ami.enabled", matchIfMissing = true)
    public InfoContributor amiInfoContributor(ObjectProvider<CamelContext> camel) {
        return new AmiInfoContributor(camel);
    }
}
