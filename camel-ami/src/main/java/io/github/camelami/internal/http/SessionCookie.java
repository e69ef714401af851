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

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.hc.client5.http.classic.methods.HttpPost;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.Header;

/** The cookie {@code mansession_id}, by which the PBX identifies a session. It is not used with digest. Thread-safe. */
final class SessionCookie {
    /** The cookie {@code mansession_id="8hex"; Version=1; Max-Age=60}, in which both quotes may be missing. */
    private static final Pattern SESSION = Pattern.compile("mansession_id=\"?([^\";]+)\"?(?:.*Max-Age=(\\d{1,9}))?");

    private String id;
    private boolean kept;
    private volatile int seconds;

    synchronized void addTo(HttpPost request) {
        if (id != null) {
            request.setHeader("Cookie", "mansession_id=\"" + id + '"');
        }
    }

    /**
     * Stores the cookie of an answer. Returns true if the id is not the one that was kept by {@link #keep}, which means
     * that the session has expired. The PBX does not report this in another way. It only answers "Permission denied",
     * with the id of a new session.
     */
    synchronized boolean changes(ClassicHttpResponse response) {
        for (Header cookie : response.getHeaders("Set-Cookie")) {
            Matcher session = SESSION.matcher(cookie.getValue());
            if (session.lookingAt()) {
                boolean other = kept && !session.group(1).equals(id);
                id = session.group(1);
                seconds = session.group(2) == null ? seconds : Integer.parseInt(session.group(2));
                return other;
            }
        }
        return false;
    }

    /** Keeps the id of the session. From now on, {@link #changes} reports any other id. */
    synchronized void keep() {
        kept = true;
    }

    /** How long the PBX keeps a session without requests, in seconds; 0 if it is not known. */
    int seconds() {
        return seconds;
    }
}
