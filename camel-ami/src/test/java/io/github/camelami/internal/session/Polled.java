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
package io.github.camelami.internal.session;

import io.github.camelami.message.AmiEvent;
import java.util.concurrent.TimeUnit;

/** What comes next of a consumer's stream, as one value. */
final class Polled {
    private Polled() {}

    /** The next event, notice, snapshot or answer; null if none comes in time. */
    static Object from(EventSubscription stream, long millis) throws InterruptedException {
        Taken taken = new Taken();
        stream.poll(millis, TimeUnit.MILLISECONDS, taken);
        return taken.value;
    }

    /** The next event, notice, snapshot or answer that is there; null if there is none. */
    static Object from(EventBuffer stream) throws InterruptedException {
        Taken taken = new Taken();
        stream.poll(0, TimeUnit.MILLISECONDS, taken);
        return taken.value;
    }

    private static final class Taken implements EventReceiver {
        private Object value;

        @Override
        public void event(AmiEvent event) {
            value = event;
        }

        @Override
        public void notice(Notice notice) {
            value = notice;
        }

        @Override
        public void snapshot(Snapshot snapshot) {
            value = snapshot;
        }

        @Override
        public void answered(ActionResult result) {
            value = result;
        }
    }
}
