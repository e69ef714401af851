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
package io.github.camelami.transform;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.github.camelami.call.AmiCall;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The schemas of the jar, with which tests validate what data types write. */
public final class Schemas {
    static final ObjectMapper JSON = new ObjectMapper();
    static final SchemaRegistry REGISTRY = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);

    private static final Map<String, Schema> STRICT = new ConcurrentHashMap<>();

    private Schemas() {}

    /**
     * Fails unless the JSON text of a call, a queue, an agent or an event is as its schema says, without further
     * properties and without further values of an enum.
     */
    public static void assertValid(Object value) {
        String type = value instanceof Map ? "AmiEvent" : value.getClass().getSimpleName();
        assertValid(type, JsonText.of(value));
    }

    /** As {@link #assertValid(Object)}, for a text that a route has sent. */
    public static void assertValid(String type, String text) {
        Schema schema = STRICT.computeIfAbsent(type, each -> REGISTRY.getSchema(strict(read(each))));
        try {
            assertThat(schema.validate(JSON.readTree(text))).as(text).isEmpty();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Whether a schema that is no part of the jar accepts an instance. */
    public static boolean accepts(JsonNode schema, JsonNode instance) {
        return REGISTRY.getSchema(schema).validate(instance).isEmpty();
    }

    static JsonNode read(String type) {
        try (InputStream in = AmiCall.class.getResourceAsStream(resource(type))) {
            return JSON.readTree(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static String resource(Object type) {
        return "/io/github/camelami/schema/" + type + ".schema.json";
    }

    /** The schema without the freedom to have more properties and values than it names. */
    private static JsonNode strict(JsonNode schema) {
        schema.findParents("properties").forEach(object -> {
            if (!object.has("additionalProperties") && object.path("type").isTextual()) {
                ((ObjectNode) object).put("additionalProperties", false);
            }
        });
        schema.findParents("examples")
                .forEach(constants -> ((ObjectNode) constants).set("enum", constants.get("examples")));
        return schema;
    }
}
