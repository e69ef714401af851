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
package io.github.camelami.simulated;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What an HTTP client computes to prove its secret. */
final class Digests {

    private Digests() {}

    static String md5(String text) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("MD5").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The response that belongs to the other fields of that header. */
    static String response(String authorization, String method, String secret) {
        String a1 = md5(field(authorization, "username") + ":" + field(authorization, "realm") + ":" + secret);
        String a2 = md5(method + ":" + field(authorization, "uri"));
        String qop = field(authorization, "qop");
        String counted = qop.isEmpty()
                ? ""
                : field(authorization, "nc") + ":" + field(authorization, "cnonce") + ":" + qop + ":";
        return md5(a1 + ":" + field(authorization, "nonce") + ":" + counted + a2);
    }

    static String header(String method, String uri, String user, String secret, String nonce, int count) {
        String unsigned = String.format(
                "Digest username=\"%s\", realm=\"asterisk\", nonce=\"%s\", uri=\"%s\", algorithm=MD5, qop=auth, nc=%08x,"
                        + " cnonce=\"c0ffee\"",
                user, nonce, uri, count);
        return "Authorization: " + unsigned + ", response=\"" + response(unsigned, method, secret) + "\"";
    }

    private static String field(String authorization, String name) {
        Matcher matcher = Pattern.compile("\\b" + name + "=\"?([^\",\r\n]*)").matcher(authorization);
        return matcher.find() ? matcher.group(1) : "";
    }
}
