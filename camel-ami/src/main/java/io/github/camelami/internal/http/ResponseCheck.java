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
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.Header;

/** Recognizes, from the head of an answer, that it does not come from Asterisk's manager, and explains why. */
final class ResponseCheck {
    private ResponseCheck() {}

    /** The problem with an answer, or null if it comes from Asterisk's manager. */
    static AmiException of(ClassicHttpResponse response, HttpSettings settings) {
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
                                "the web server or a proxy in front of it requires credentials of its own" + where);
            case 403 ->
                new AmiException.AuthenticationFailed(
                        "the web server or a proxy in front of it forbids access" + where);
            case 407 ->
                new AmiException.AuthenticationFailed("the proxy requires credentials: set http.proxyAuthUsername and"
                        + " http.proxyAuthPassword" + where);
            case 404 ->
                new AmiException.ProtocolViolation(
                        "there is no manager at this path: check httpPath (prefix in http.conf), and webenabled=yes in"
                                + " manager.conf" + where);
            default ->
                code >= 500 && code != 501
                        ? new AmiException.ConnectionFailed(
                                "the web server or a proxy in front of it has a problem" + where, null)
                        : new AmiException.ProtocolViolation((code >= 300 && code < 400
                                        ? "a redirect, which is not followed"
                                        : "not Asterisk's manager")
                                + where);
        };
    }

    private static AmiException ofContent(ClassicHttpResponse response, HttpSettings settings) {
        Header encoding = response.getFirstHeader("Content-Encoding");
        if (encoding != null && !encoding.getValue().equalsIgnoreCase("identity")) {
            return new AmiException.ProtocolViolation(settings + " answers in an encoding that was not requested: "
                    + AnswerStart.printable(encoding.getValue()));
        }
        Header header = response.getFirstHeader("Content-Type");
        String expected = settings.mxml() ? "text/xml" : "text/plain";
        String type = header == null ? "nothing" : header.getValue();
        ContentType parsed = ContentType.parseLenient(type);
        if (parsed == null || !expected.equalsIgnoreCase(parsed.getMimeType())) {
            return new AmiException.ProtocolViolation(settings + " answers with " + AnswerStart.printable(type)
                    + " instead of " + expected + "; it begins with '" + AnswerStart.seen(response) + "'");
        }
        return null;
    }
}
