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

/** A fault of an HTTP request; see {@link SimulatedHttp#faultNext} and {@link SimulatedHttp#faultAlways}. */
@FunctionalInterface
public interface HttpFault {

    /** Handles the request in place of the ordinary answer. Runs on the thread of the connection. */
    void apply(HttpAnswer answer) throws IOException, InterruptedException;

    /** Sends another answer, without running the request. */
    static HttpFault respond(HttpResponse response) {
        return answer -> answer.send(response);
    }

    /** Sends another answer, without running the request. */
    static HttpFault respond(int status, String reason, String contentType, String body) {
        return respond(HttpResponse.of(status, reason, contentType, body));
    }

    /** Sends the error page (502) of a proxy that cannot reach the PBX. */
    static HttpFault badGateway() {
        return respond(
                502,
                "Bad Gateway",
                "text/html",
                "<html>\r\n<head><title>502 Bad Gateway</title></head>\r\n<body>\r\n"
                        + "<center><h1>502 Bad Gateway</h1></center>\r\n<hr><center>nginx</center>\r\n</body>\r\n</html>\r\n");
    }

    /** Sends the error page (503) of a proxy whose PBX is temporarily unavailable. */
    static HttpFault unavailable() {
        return respond(
                503,
                "Service Unavailable",
                "text/html",
                "<html><body><h1>503 Service Unavailable</h1>No server is available.</body></html>\r\n");
    }

    /** Sends a page with status 200 on which a person is to log in. */
    static HttpFault loginPage() {
        return respond(
                200,
                "OK",
                "text/html; charset=utf-8",
                "<!DOCTYPE html>\n<html><head><title>Sign in</title></head>\n"
                        + "<body><form action=\"/login\"><input name=\"user\"></form></body></html>\n");
    }

    /** Sends a redirect to this location. */
    static HttpFault redirect(String location) {
        return respond(HttpResponse.of(302, "Found", "text/html", "<html><body>Moved</body></html>\r\n")
                .withHeader("Location", location));
    }

    /** Sends the ordinary answer with this content type. */
    static HttpFault contentType(String type) {
        return answer -> answer.send(answer.run().withHeader("Content-type", type));
    }

    /** Sends the ordinary answer compressed with gzip, even if the client has not requested this. */
    static HttpFault gzip() {
        return answer -> {
            ByteArrayOutputStream zipped = new ByteArrayOutputStream();
            try (GZIPOutputStream out = new GZIPOutputStream(zipped)) {
                out.write(answer.run().body());
            }
            answer.send(answer.run().withHeader("Content-Encoding", "gzip").withBody(zipped.toByteArray()));
        };
    }

    /** Sends the head of the ordinary answer, and then a body that never ends. */
    static HttpFault endlessBody() {
        return answer -> answer.sendEndlessly(answer.run());
    }

    /** Waits for this time, then runs the request and sends its answer. */
    static HttpFault delay(Duration time) {
        return answer -> {
            answer.pause(time);
            answer.send();
        };
    }

    /** Runs the request at once, and sends its answer after this time. */
    static HttpFault postpone(Duration time) {
        return answer -> {
            answer.run();
            answer.pause(time);
            answer.send();
        };
    }

    /** Runs the request, but never answers it. */
    static HttpFault neverAnswer() {
        return answer -> {
            answer.run();
            answer.hold();
        };
    }

    /** Neither runs nor answers the request. */
    static HttpFault ignore() {
        return HttpAnswer::hold;
    }

    /** Closes the connection before the request runs. */
    static HttpFault dropBeforeRunning(Cut cut) {
        return answer -> answer.cut(cut);
    }

    /** Runs the request, and then closes the connection instead of answering. */
    static HttpFault dropBeforeAnswer(Cut cut) {
        return answer -> {
            answer.run();
            answer.cut(cut);
        };
    }

    /** Runs the request, and closes the connection after the head of the answer and this many bytes of its body. */
    static HttpFault dropInsideAnswer(int bytes, Cut cut) {
        return answer -> {
            answer.sendPart(answer.run(), bytes);
            answer.cut(cut);
        };
    }
}
