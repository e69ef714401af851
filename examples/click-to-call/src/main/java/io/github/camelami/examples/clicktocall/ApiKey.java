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
package io.github.camelami.examples.clicktocall;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import org.apache.camel.Header;

/** The API key, which each request must contain. */
public final class ApiKey {
    private static final int MIN_LENGTH = 16;

    private final byte[] key;

    public ApiKey(String key) {
        if (key.length() < MIN_LENGTH) {
            throw new IllegalArgumentException("api.key has less than " + MIN_LENGTH + " characters");
        }
        this.key = key.getBytes(StandardCharsets.UTF_8);
    }

    /**
     * Whether the header contains the key. Takes the same time for every wrong key, so that the time reveals nothing.
     */
    public boolean isIn(@Header("X-API-Key") String given) {
        return given != null && MessageDigest.isEqual(given.getBytes(StandardCharsets.UTF_8), key);
    }
}
