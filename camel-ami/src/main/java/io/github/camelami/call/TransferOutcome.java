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
package io.github.camelami.call;

/**
 * What happened to a transferred party.
 *
 * @since 1.0
 */
public enum TransferOutcome {
    /** Somebody answered. */
    ANSWERED,
    /** The phones rang, and nobody answered: their time was up, or the PBX ended the ringing. */
    NO_ANSWER,
    BUSY,
    /** The transferred party hung up while a phone rang. */
    CANCELLED,
    /** The target could not be reached, or Asterisk refused the transfer. */
    FAILED
}
