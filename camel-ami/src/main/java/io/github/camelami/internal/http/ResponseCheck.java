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
package io.github.camelami.internal.http;

import io.github.camelami.message.AmiException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.Header;

/** Explains why an answer is not one of Asterisk's manager, judging by the head of the answer. */
final class ResponseCheck {
    private static final int MAX_SEEN = 64;
    private static final int MAX_SKIPPED = 4096;

    private ResponseCheck() {}

    /** The problem of an answer, or null if it is one of Asterisk's manager. */
    static AmiException of(ClassicHttpResponse response, HttpTransport.Settings settings) {
        int code = response.getCode();
        String where = " (HTTP " + code + " from " + settings + ")";
        if (code == 200) {
            return ofContent(response, settings);
        }
        return switch (code) {
            case 401 ->
                settings.digest()
                        ? new AmiException.AuthenticationFailed("the PBX refused user '" + settings.username()
                                + "': check username and secret, and permit and deny in manager.conf" + where)
                        : new AmiException.AuthenticationFailed(
                                "the web server or a proxy before it requires credentials of its own" + where);
            case 403 ->
                new AmiException.AuthenticationFailed("the web server or a proxy before it forbids access" + where);
            case 407 ->
                new AmiException.AuthenticationFailed(
                        "the proxy requires credentials: set http.proxyAuthUsername and its companions" + where);
            case 404 ->
                new AmiException.ProtocolViolation(
                        "there is no manager at this path: check httpPath (prefix in http.conf), and webenabled=yes in"
                                + " manager.conf" + where);
            default ->
                code >= 500 && code != 501
                        ? new AmiException.ConnectionFailed(
                                "the web server or a proxy before it has a problem" + where, null)
                        : new AmiException.ProtocolViolation((code >= 300 && code < 400
                                        ? "a redirect, which is not followed"
                                        : "not Asterisk's manager")
                                + where);
        };
    }

    private static AmiException ofContent(ClassicHttpResponse response, HttpTransport.Settings settings) {
        Header encoding = response.getFirstHeader("Content-Encoding");
        if (encoding != null && !encoding.getValue().equalsIgnoreCase("identity")) {
            return new AmiException.ProtocolViolation(
                    settings + " answers in an encoding that was not requested: " + printable(encoding.getValue()));
        }
        Header header = response.getFirstHeader("Content-Type");
        String expected = settings.mxml() ? "text/xml" : "text/plain";
        String type = header == null ? "nothing" : header.getValue();
        ContentType parsed = ContentType.parseLenient(type);
        if (parsed == null || !expected.equalsIgnoreCase(parsed.getMimeType())) {
            return new AmiException.ProtocolViolation(settings + " answers with " + printable(type) + " instead of "
                    + expected + "; it begins with '" + seen(response) + "'");
        }
        return null;
    }

    /** Reads a short body that is not needed, so that its connection can be used again. */
    static void skip(ClassicHttpResponse response) {
        start(response, MAX_SKIPPED);
    }

    private static String seen(ClassicHttpResponse response) {
        return printable(new String(start(response, MAX_SEEN), StandardCharsets.ISO_8859_1));
    }

    /**
     * Reads the start of a body. Leaves the stream open, because closing it would read to its end, which may be far
     * away.
     */
    private static byte[] start(ClassicHttpResponse response, int bytes) {
        try {
            return response.getEntity() == null
                    ? new byte[0]
                    : response.getEntity().getContent().readNBytes(bytes);
        } catch (IOException e) {
            return new byte[0];
        }
    }

    static String printable(String text) {
        return text.substring(0, Math.min(text.length(), MAX_SEEN)).replaceAll("[^ -~]", ".");
    }
}
