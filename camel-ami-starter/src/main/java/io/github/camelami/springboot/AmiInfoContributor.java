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

import io.github.camelami.AmiDevConsole;
import java.util.Map;
import org.apache.camel.CamelContext;
import org.apache.camel.console.DevConsole;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.actuate.info.Info;
import org.springframework.boot.actuate.info.InfoContributor;

/**
 * Shows the sessions and consumers in Actuator's {@code info} under {@code ami}, with the same content as the
 * component's developer console.
 */
final class AmiInfoContributor implements InfoContributor {
    private final ObjectProvider<CamelContext> contexts;

    AmiInfoContributor(ObjectProvider<CamelContext> contexts) {
        this.contexts = contexts;
    }

    @Override
    public void contribute(Info.Builder info) {
        CamelContext camel = contexts.getIfUnique();
        if (camel != null && camel.hasComponent("ami") != null) {
            AmiDevConsole console = new AmiDevConsole();
            console.setCamelContext(camel);
            info.withDetail("ami", (Map<?, ?>) console.call(DevConsole.MediaType.JSON));
        }
    }
}
