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
package io.github.camelami.endpointdsl;

import io.github.camelami.endpointdsl.AmiEndpointBuilderFactory.AmiEndpointBuilder;
import io.github.camelami.endpointdsl.AmiEndpointBuilderFactory.AmiHeaderNameBuilder;

/**
 * The methods of {@link AmiEndpointRouteBuilder} for routes that do not extend it, to be imported as static methods:
 *
 * <pre>{@code
 * from(ami("pbx").events("call").include("Hangup")).to("log:hangups");
 * }</pre>
 *
 * @since 1.0
 */
public final class AmiEndpoints {
    private static final AmiEndpointBuilderFactory.AmiBuilders BUILDERS =
            new AmiEndpointBuilderFactory.AmiBuilders() {};

    private AmiEndpoints() {}

    /**
     * A builder for an endpoint.
     *
     * @param name a named connection, or the host of the PBX. For consumers, also a list or a pattern
     */
    public static AmiEndpointBuilder ami(String name) {
        return BUILDERS.ami(name);
    }

    /**
     * A builder for an endpoint of a component that has another name than {@code ami}.
     *
     * @param componentName the name of the component in the Camel context
     * @param name a named connection, or the host of the PBX. For consumers, also a list or a pattern
     */
    public static AmiEndpointBuilder ami(String componentName, String name) {
        return BUILDERS.ami(componentName, name);
    }

    /** The names of the headers. */
    public static AmiHeaderNameBuilder ami() {
        return BUILDERS.ami();
    }
}
