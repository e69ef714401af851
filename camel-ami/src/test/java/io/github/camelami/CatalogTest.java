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

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import org.apache.camel.catalog.DefaultCamelCatalog;
import org.apache.camel.catalog.EndpointValidationResult;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class CatalogTest {
    private final DefaultCamelCatalog catalog = new DefaultCamelCatalog();
    private String json;

    @BeforeEach
    void addComponent() throws Exception {
        try (InputStream in = getClass().getResourceAsStream("/META-INF/io/github/camelami/ami.json")) {
            json = new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
        catalog.addComponent("ami", AmiComponent.class.getName(), json);
    }

    @Test
    void urisOfTheContractAreValid() {
        for (String uri : new String[] {
            "ami:pbx?events=call&include=Hangup",
            "ami:pbx?action=Originate&field.Context=outbound&variable.A=b&awaitOutcome=false",
            "ami:pbx.example.com?username=u&secret=s&tls=true&sslContextParameters=#ssl&connectTimeout=5s",
            "ami:pbx?include=Hangup&serverFilter.mode=auto",
            "ami:pbx?match.Queue=support&serverFilter.a=!x&overflow=dropNewest&concurrentConsumers=4",
            "ami:pbx?allowedActions=Ping&allowDangerousActions=true&lazyStartProducer=true&authType=plain"
        }) {
            EndpointValidationResult result = catalog.validateEndpointProperties(uri);
            assertThat(result.isSuccess())
                    .as(uri + ": " + result.summaryErrorMessage(false))
                    .isTrue();
        }
    }

    @Test
    void wrongOptionsAreFound() {
        EndpointValidationResult result =
                catalog.validateEndpointProperties("ami:pbx?evnts=call&tls=perhaps&overflow=never&port=many");
        assertThat(result.isSuccess()).isFalse();
        assertThat(result.getUnknown()).containsExactly("evnts");
        assertThat(result.getInvalidBoolean()).containsOnlyKeys("tls");
        assertThat(result.getInvalidEnum()).containsOnlyKeys("overflow");
        assertThat(result.getInvalidInteger()).containsOnlyKeys("port");
        assertThat(catalog.validateEndpointProperties("ami:").isSuccess()).isFalse();
    }

    @Test
    void everyOptionAndHeaderIsDescribed() throws Exception {
        JsonNode root = new ObjectMapper().readTree(json);
        for (String part : new String[] {"componentProperties", "properties", "headers"}) {
            assertThat(root.get(part).size()).as(part).isGreaterThan(10);
            root.get(part).fields().forEachRemaining(option -> assertThat(
                            option.getValue().path("description").asText())
                    .as(part + " " + option.getKey())
                    .isNotBlank());
        }
    }

    @Test
    void theSecretAloneIsSecret() throws Exception {
        JsonNode root = new ObjectMapper().readTree(json);
        for (String part : new String[] {"componentProperties", "properties"}) {
            root.get(part).fields().forEachRemaining(option -> assertThat(
                            option.getValue().path("secret").asBoolean())
                    .as(option.getKey())
                    .isEqualTo(option.getKey().equals("secret")));
        }
    }
}
