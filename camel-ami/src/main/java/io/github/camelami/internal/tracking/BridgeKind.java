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
package io.github.camelami.internal.tracking;

/** The kind of a bridge, which determines whether it connects its members. */
enum BridgeKind {
    TALKING,
    /** Connects its members, each of which has a call of its own. */
    CONFERENCE,
    /** Contains members that wait and are not connected with each other, such as agents. */
    HOLDING,
    /** Contains parked calls. */
    PARKING
}
