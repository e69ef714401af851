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
package io.github.camelami.asterisk.phones;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** A SIP request or response (RFC 3261), with its headers in their order. */
final class SipMessage {
    private record Header(String name, String value) {}

    private final String start;
    private final List<Header> headers = new ArrayList<>();
    private String body = "";

    private SipMessage(String start) {
        this.start = start;
    }

    static SipMessage request(String method, String uri) {
        return new SipMessage(method + " " + uri + " SIP/2.0");
    }

    /** An answer to a request, with what it has to take over from it. */
    static SipMessage response(SipMessage request, int status, String reason) {
        SipMessage response = new SipMessage("SIP/2.0 " + status + " " + reason);
        for (Header header : request.headers) {
            switch (header.name) {
                case "Via", "From", "To", "Call-ID", "CSeq" -> response.headers.add(header);
                default -> {}
            }
        }
        return response;
    }

    static SipMessage parse(byte[] bytes, int length) {
        String text = new String(bytes, 0, length, StandardCharsets.UTF_8);
        int end = text.indexOf("\r\n\r\n");
        if (end < 0) {
            return null;
        }
        String[] lines = text.substring(0, end).split("\r\n");
        SipMessage message = new SipMessage(lines[0]);
        for (int i = 1; i < lines.length; i++) {
            int colon = lines[i].indexOf(':');
            message.with(
                    lines[i].substring(0, colon).trim(),
                    lines[i].substring(colon + 1).trim());
        }
        message.body = text.substring(end + 4);
        return message;
    }

    SipMessage with(String name, String value) {
        headers.add(new Header(name, value));
        return this;
    }

    /** Sets a header that has to be there once. */
    SipMessage replace(String name, String value) {
        headers.removeIf(header -> header.name.equalsIgnoreCase(name));
        return with(name, value);
    }

    SipMessage withBody(String type, String text) {
        body = text;
        return with("Content-Type", type);
    }

    byte[] bytes() {
        StringBuilder text = new StringBuilder(start).append("\r\n");
        headers.stream()
                .filter(header -> !header.name.equalsIgnoreCase("Content-Length"))
                .forEach(header -> text.append(header.name)
                        .append(": ")
                        .append(header.value)
                        .append("\r\n"));
        text.append("Content-Length: ")
                .append(body.getBytes(StandardCharsets.UTF_8).length)
                .append("\r\n\r\n");
        return text.append(body).toString().getBytes(StandardCharsets.UTF_8);
    }

    /** The value of the first header of that name, or an empty text. */
    String header(String name) {
        return headers.stream()
                .filter(header -> header.name.equalsIgnoreCase(name))
                .map(Header::value)
                .findFirst()
                .orElse("");
    }

    boolean isResponse() {
        return start.startsWith("SIP/2.0 ");
    }

    int status() {
        return Integer.parseInt(start.split(" ")[1]);
    }

    /** The method of the request, also of one that a response answers. */
    String method() {
        return header("CSeq").split(" ")[1];
    }

    String body() {
        return body;
    }

    /** What identifies the transaction (RFC 3261, 17.1.3); an ACK has that of its INVITE. */
    String transaction() {
        return parameter(header("Via"), "branch") + " " + method();
    }

    /** The number that a request is for. */
    String calledUser() {
        return user(start.split(" ")[1]);
    }

    /** The URI of a header like {@code "Name" <sip:user@host>;tag=1}. */
    static String uri(String value) {
        int open = value.indexOf('<');
        return open < 0 ? value.split(";")[0] : value.substring(open + 1, value.indexOf('>'));
    }

    /** The user of a URI, or an empty text where it has none, as {@code sip:10.0.0.5}. */
    static String user(String uri) {
        int at = uri.indexOf('@');
        return at < 0 ? "" : uri.substring(uri.indexOf(':') + 1, at);
    }

    /** The display name of such a header, or an empty text. */
    static String displayName(String value) {
        int open = value.indexOf('<');
        return open < 0 ? "" : value.substring(0, open).replace("\"", "").trim();
    }

    static String parameter(String value, String name) {
        int at = value.indexOf(";" + name + "=");
        return at < 0 ? "" : value.substring(at + name.length() + 2).split("[;>,]")[0];
    }

    @Override
    public String toString() {
        return start;
    }
}
