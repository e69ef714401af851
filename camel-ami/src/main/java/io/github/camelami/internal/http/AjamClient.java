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

import io.github.camelami.internal.transport.OutgoingAction;
import io.github.camelami.message.AmiException;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.apache.hc.client5.http.classic.methods.HttpPost;
import org.apache.hc.client5.http.config.Configurable;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.io.CloseMode;

/** Sends the HTTP requests of one session, with its credentials, and checks the answers. */
final class AjamClient {
    /** The longest poll ends this many seconds before the PBX would let the session expire. */
    private static final int MARGIN_BEFORE_EXPIRY = 10;

    /** The longest poll, in seconds. A proxy may give up a request that is not answered for a minute. */
    private static final int LONGEST_WAIT = 50;

    /**
     * The longest poll with digest, in seconds. With digest, the PBX does not report that it has ended a session during
     * a pause. Because polls are this short, a longer pause between them is noticed ({@link #watchPause}).
     */
    private static final int LONGEST_WAIT_BY_DIGEST = 5;

    private static final int MAX_ATTEMPTS = 4;

    private final HttpSettings settings;
    private final CloseableHttpClient http;
    private final HttpHost host;
    private final RequestSequencer order = new RequestSequencer();
    private final DigestLogin digest;
    private final LongSupplier nanoTime;

    private final SessionCookie cookie = new SessionCookie();
    private volatile boolean closed;
    private volatile long seen;

    /** @param nanoTime the clock that measures pauses between polls */
    AjamClient(HttpSettings settings, CloseableHttpClient http, LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
        this.settings = settings;
        this.http = http;
        this.host = HttpHost.create(settings.server());
        this.digest = settings.digest() ? new DigestLogin(settings, host) : null;
    }

    /**
     * Sends a form, and waits for the head of its answer.
     *
     * @param patience how long to wait for the head
     * @param outgoing the action in the form, which is notified when the form is written and if the PBX has not
     *     accepted it; may be null
     * @throws AmiException if the answer does not come from the PBX, or reports that the session has ended
     */
    AjamAnswer post(byte[] form, Duration patience, OutgoingAction outgoing) throws IOException {
        return post(form, patience, outgoing, () -> {});
    }

    /**
     * Like {@link #post(byte[], Duration, OutgoingAction)}.
     *
     * @param written runs when the form is on its way, before any later form is sent
     */
    AjamAnswer post(byte[] form, Duration patience, OutgoingAction outgoing, Runnable written) throws IOException {
        for (int attempt = 1; ; attempt++) {
            AjamAnswer answer = postOnce(form, patience, outgoing, written);
            try {
                if (digest == null || !answer.isUnauthorized() || !digest.takeUp(answer.response())) {
                    check(answer, outgoing);
                    return answer;
                }
                AnswerStart.skip(answer.response());
                answer.close();
            } catch (RuntimeException e) {
                answer.close();
                throw e;
            }
            // the PBX requests credentials for its new nonce; it has not read the form
            notTaken(outgoing);
            if (attempt == MAX_ATTEMPTS) {
                throw new AmiException.ConnectionFailed(
                        "the PBX keeps asking for a new nonce (" + settings + ')', null);
            }
        }
    }

    private AjamAnswer postOnce(byte[] form, Duration patience, OutgoingAction outgoing, Runnable written)
            throws IOException {
        HttpPost request = new HttpPost(settings.page());
        request.setEntity(new FormEntity(form, outgoing, () -> closed, () -> {
            order.written(request);
            written.run();
        }));
        RequestConfig base = http instanceof Configurable configurable ? configurable.getConfig() : null;
        request.setConfig((base == null ? RequestConfig.custom() : RequestConfig.copy(base))
                .setResponseTimeout(patience.toMillis(), TimeUnit.MILLISECONDS)
                .build());
        order.begin();
        try {
            authenticate(request);
            return new AjamAnswer(request, http.executeOpen(host, request, null), settings);
        } finally {
            order.ended(request);
        }
    }

    private synchronized void authenticate(HttpPost request) {
        if (digest != null) {
            digest.sign(request);
        } else {
            cookie.addTo(request);
        }
    }

    private void check(AjamAnswer answer, OutgoingAction outgoing) {
        AmiException problem = ResponseCheck.of(answer.response(), settings);
        if (problem != null) {
            if (answer.response().getCode() >= 300 && answer.response().getCode() < 500) {
                notTaken(outgoing);
            }
            throw problem;
        }
        if (cookie.changes(answer.response())) {
            notTaken(outgoing);
            throw new AmiException.ConnectionFailed("the PBX has ended the HTTP session", null);
        }
    }

    /** Keeps the id of the session. From now on, an answer with another id is an error. */
    void loggedIn() {
        cookie.keep();
    }

    /** How long a {@code WaitEvent} may wait, in whole seconds. The PBX itself may end it earlier. */
    Duration longestWait() {
        int kept = cookie.seconds();
        int limit = kept > 0 ? kept - MARGIN_BEFORE_EXPIRY : LONGEST_WAIT;
        return Duration.ofSeconds(digest != null ? LONGEST_WAIT_BY_DIGEST : Math.max(0, Math.min(limit, LONGEST_WAIT)));
    }

    /**
     * Fails if so much time has passed since the last call that the PBX may have ended the session. Must be called at
     * each step of a poll. With digest, the PBX replaces an expired session by a new one without reporting it, and the
     * events in between are lost.
     */
    void watchPause() {
        long now = nanoTime.getAsLong();
        long limit = TimeUnit.SECONDS.toNanos(2L * LONGEST_WAIT_BY_DIGEST);
        if (digest != null && seen != 0 && now - seen > limit) {
            throw new AmiException.ConnectionFailed(
                    "no poll for " + TimeUnit.NANOSECONDS.toSeconds(now - seen)
                            + " s; the PBX may have ended the HTTP session",
                    null);
        }
        seen = now;
    }

    /** Makes {@link #watchPause} ignore the time before this call, because no events were needed during that time. */
    void forgetPause() {
        seen = 0;
    }

    /**
     * How long the connection may be silent before a ping while nobody polls. With a cookie, pings must keep the
     * session alive, and must cost less than 1 KiB a minute. With digest, no session needs to be kept alive. Each ping
     * then costs two answers, the first with a new nonce, so no more than one ping a minute is sent.
     */
    Duration silence(Duration keepAliveInterval) {
        if (digest != null) {
            return keepAliveInterval.multipliedBy(13).dividedBy(4);
        }
        Duration wanted = keepAliveInterval.multipliedBy(5).dividedBy(2);
        int seconds = cookie.seconds();
        Duration kept = Duration.ofSeconds(seconds * 2L / 3);
        return seconds > 0 && kept.compareTo(wanted) < 0 ? kept : wanted;
    }

    /** Closes all connections; never blocks. */
    void close() {
        closed = true;
        http.close(CloseMode.IMMEDIATE);
    }

    static void notTaken(OutgoingAction outgoing) {
        if (outgoing != null) {
            outgoing.notTaken();
        }
    }
}
