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
 * Why a call could not be placed.
 *
 * @since 1.0
 */
public enum FailureReason {
    /** There is no such number or extension, or no route to it. */
    NO_SUCH_NUMBER,
    /** The phone is not registered, is switched off, or is out of order. */
    NOT_REACHABLE,
    /** The other side or the PBX rejected the call. */
    REJECTED,
    /** There was no free line, or no capacity. */
    CONGESTED,
    /** The hang-up cause gives no further detail. */
    OTHER
}
