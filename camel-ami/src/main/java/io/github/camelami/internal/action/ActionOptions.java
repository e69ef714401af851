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
package io.github.camelami.internal.action;

import io.github.camelami.internal.uri.NamePatterns;
import io.github.camelami.internal.uri.UriFields;
import java.time.Duration;
import org.apache.camel.spi.HeaderFilterStrategy;

/**
 * The options of an endpoint that apply to its actions.
 *
 * @param endpoint the name of the PBX in the URI
 * @param username the manager user, with whose rights the PBX runs the actions
 * @param action the action that the endpoint sends, or null if messages choose it
 * @param uriFields the fields and variables in the URI, which messages cannot change
 * @param allowedActions the text of the option allowedActions, for exceptions; null if it is not set
 * @param allowed the patterns of the option allowedActions; null if messages may choose any action that is not
 *     dangerous
 * @param mapHeaders the filter for headers that become fields; null if no headers become fields
 */
public record ActionOptions(
        String endpoint,
        String username,
        String action,
        UriFields uriFields,
        String allowedActions,
        NamePatterns allowed,
        boolean allowDangerous,
        boolean awaitOutcome,
        boolean streamList,
        boolean throwOnFailure,
        Duration timeout,
        Duration endTimeout,
        boolean traceCalls,
        HeaderFilterStrategy mapHeaders) {}
