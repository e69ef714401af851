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

/**
 * The ways to log in to a PBX.
 *
 * @since 1.0
 */
public enum AuthType {
    /** The client sends a hash of a challenge and the secret. */
    md5,
    /** The client sends the secret itself. */
    plain,
    /** Each request over HTTP carries a hash of the secret and the server's nonce. There is no login. */
    digest
}
