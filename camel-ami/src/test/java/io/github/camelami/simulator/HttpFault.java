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
package io.github.camelami.simulator;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.zip.GZIPOutputStream;

/** Something that goes wrong with an HTTP request; see {@link SimulatedHttp#faultNext} and {@link SimulatedHttp#faultAlways}. */
@FunctionalInterface
public interface HttpFault {

    /** Deals with the request in place of the ordinary answer; runs on the connection's thread. */
    void apply(HttpAnswer answer) throws IOException, InterruptedException;

    /** Another answer; the request does not run. */
    static HttpFault respond(HttpResponse response) {
        return answer -> answer.send(response);
    }

    /** Another answer; the request does not run. */
    static HttpFault respond(int status, String reason, String contentType, String body) {
        return respond(HttpResponse.of(status, reason, contentType, body));
    }

    /** The page of a proxy that does not reach the PBX. */
    static HttpFault badGateway() {
        return respond(
                502,
                "Bad Gateway",
                "text/html",
                "<html>\r\n<head><title>502 Bad Gateway</title></head>\r\n<body>\r\n"
                        + "<center><h1>502 Bad Gateway</h1></center>\r\n<hr><center>nginx</center>\r\n</body>\r\n</html>\r\n");
    }

    /** The page of a proxy whose PBX is down for now. */
    static HttpFault unavailable() {
        return respond(
                503,
                "Service Unavailable",
                "text/html",
                "<html><body><h1>503 Service Unavailable</h1>No server is available.</body></html>\r\n");
    }

    /** A page with status 200 that asks a human to log in. */
    static HttpFault loginPage() {
        return respond(
                200,
                "OK",
                "text/html; charset=utf-8",
                "<!DOCTYPE html>\n<html><head><title>Sign in</title></head>\n"
                        + "<body><form action=\"/login\"><input name=\"user\"></form></body></html>\n");
    }

    /** A redirect to elsewhere. */
    static HttpFault redirect(String location) {
        return respond(HttpResponse.of(302, "Found", "text/html", "<html><body>Moved</body></html>\r\n")
                .withHeader("Location", location));
    }

    /** The ordinary answer under another content type. */
    static HttpFault contentType(String type) {
        return answer -> answer.send(answer.run().withHeader("Content-type", type));
    }

    /** The ordinary answer compressed, whether that was asked for or not. */
    static HttpFault gzip() {
        return answer -> {
            ByteArrayOutputStream zipped = new ByteArrayOutputStream();
            try (GZIPOutputStream out = new GZIPOutputStream(zipped)) {
                out.write(answer.run().body());
            }
            answer.send(answer.run().withHeader("Content-Encoding", "gzip").withBody(zipped.toByteArray()));
        };
    }

    /** The ordinary answer's head, then a body that never ends. */
    static HttpFault endlessBody() {
        return answer -> answer.sendEndlessly(answer.run());
    }

    /** The request runs after that time. */
    static HttpFault delay(Duration time) {
        return answer -> {
            answer.pause(time);
            answer.send();
        };
    }

    /** The request runs, and its answer comes after that time. */
    static HttpFault postpone(Duration time) {
        return answer -> {
            answer.run();
            answer.pause(time);
            answer.send();
        };
    }

    /** The request runs but is never answered. */
    static HttpFault neverAnswer() {
        return answer -> {
            answer.run();
            answer.hold();
        };
    }

    /** The request neither runs nor is answered. */
    static HttpFault ignore() {
        return HttpAnswer::hold;
    }

    /** The connection is closed before the request runs. */
    static HttpFault dropBeforeRunning(Cut cut) {
        return answer -> answer.cut(cut);
    }

    /** The request runs, then the connection is closed instead of an answer. */
    static HttpFault dropBeforeAnswer(Cut cut) {
        return answer -> {
            answer.run();
            answer.cut(cut);
        };
    }

    /** The request runs, then the connection is closed after the answer's head and that many bytes of its body. */
    static HttpFault dropInsideAnswer(int bytes, Cut cut) {
        return answer -> {
            answer.sendPart(answer.run(), bytes);
            answer.cut(cut);
        };
    }
}
