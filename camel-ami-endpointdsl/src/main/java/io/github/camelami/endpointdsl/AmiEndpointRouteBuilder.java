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

import org.apache.camel.CamelContext;
import org.apache.camel.builder.endpoint.EndpointRouteBuilder;

/**
 * Routes with builders for the endpoints of camel-ami and of all components of Camel:
 *
 * <pre>{@code
 * from(ami("pbx").events("call").include("Hangup")).to(log("hangups"));
 * }</pre>
 *
 * @since 1.0
 */
public abstract class AmiEndpointRouteBuilder extends EndpointRouteBuilder
        implements AmiEndpointBuilderFactory.AmiBuilders {
    protected AmiEndpointRouteBuilder() {}

    protected AmiEndpointRouteBuilder(CamelContext context) {
        super(context);
    }
}
