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

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.function.IntPredicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The texts of the attributes of a CloudEvent. */
final class EventText {
    private static final String UNRESERVED = "-._~";
    private static final int HASH_BYTES = 16;

    private EventText() {}

    /**
     * Percent-encodes all characters but printable ASCII, and also the blank, the double quote and the percent sign.
     */
    static String printable(String text) {
        return encoded(text, each -> each > ' ' && each < 0x7f && each != '"' && each != '%');
    }

    /** Percent-encodes all characters but those that may stand anywhere in a URI. */
    static String uri(String text) {
        return encoded(text, each -> each < 0x7f && Character.isLetterOrDigit(each) || UNRESERVED.indexOf(each) >= 0);
    }

    private static String encoded(String text, IntPredicate unchanged) {
        StringBuilder encoded = new StringBuilder();
        for (byte each : text.getBytes(StandardCharsets.UTF_8)) {
            if (unchanged.test(each & 0xff)) {
                encoded.append((char) each);
            } else {
                encoded.append('%').append(HexFormat.of().withUpperCase().toHexDigits(each));
            }
        }
        return encoded.toString();
    }

    /** Returns 32 hexadecimal digits that depend on the text of each part. */
    static String hash(Stream<? extends @Nullable Object> parts) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            parts.forEach(part -> {
                byte[] text = String.valueOf(part).getBytes(StandardCharsets.UTF_8);
                digest.update(
                        ByteBuffer.allocate(Integer.BYTES).putInt(text.length).flip());
                digest.update(text);
            });
            return HexFormat.of().formatHex(digest.digest(), 0, HASH_BYTES);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
