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

import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** A phone with a number. Several calls at a time are possible, as with most. */
public final class Phone {
    private static final int PATIENCE_SECONDS = 20;

    private final Phones phones;
    private final SipSocket socket;
    private final String number;
    private final BlockingQueue<Leg> came = new LinkedBlockingQueue<>();

    Phone(Phones phones, SipSocket socket, String number) {
        this.phones = phones;
        this.socket = socket;
        this.number = number;
    }

    public String number() {
        return number;
    }

    /** Calls a number; further headers of the INVITE are like {@code X-Call: 17}. */
    public Leg call(String called, String... headers) {
        return phones.call(this, socket, called, headers);
    }

    /** The next call that comes to this phone; it rings. */
    public Leg called() {
        int losses = phones.losses();
        try {
            for (int i = 0; i < PATIENCE_SECONDS * 10 && losses == phones.losses(); i++) {
                Leg leg = came.poll(100, TimeUnit.MILLISECONDS);
                if (leg != null) {
                    return leg;
                }
            }
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
        throw new AssertionError("nobody called " + number);
    }

    /** The next call, if it has come. */
    public Optional<Leg> calledYet() {
        return Optional.ofNullable(came.poll());
    }

    /** Knows nothing of calls that came before. */
    public void forget() {
        came.clear();
    }

    void comes(Leg leg) {
        came.add(leg);
    }
}
