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

import io.github.camelami.internal.wire.Catalogue;
import io.github.camelami.message.AmiAction;
import io.github.camelami.message.AmiResponse;

/**
 * Explains why the PBX refused an action, for example because the user lacks a right. {@link NearMisses} adds what the
 * fields of the action show, for example the context in which an extension does not exist.
 */
final class RefusalReason {
    private RefusalReason() {}

    static String of(AmiAction action, AmiResponse response, String username) {
        return of(action.name(), response, username) + NearMisses.explanation(action, response.message());
    }

    private static String of(String action, AmiResponse response, String username) {
        String message = response.message();
        if (message.equals("Permission denied")) {
            return message + Catalogue.missingRight(action, username);
        }
        if (message.startsWith("Failed to add AGI command")) {
            return message + "; the call is not in AGI(agi:async)";
        }
        if (message.startsWith("Invalid/unknown command")) {
            return Catalogue.isAction(action)
                    ? "this PBX has no action " + action
                            + "; its module is not loaded, or this version of Asterisk lacks it"
                    : "unknown action " + action + Catalogue.suggestion(action);
        }
        // the Message of a failed Command is that of a successful one, so the reason is taken from its output
        return response.values("Output").stream()
                .filter(line -> !line.isBlank())
                .findFirst()
                .orElse(message);
    }
}
