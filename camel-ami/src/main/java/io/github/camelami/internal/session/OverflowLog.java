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

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Logs when a buffer becomes full, and when it has room again. Called with the lock of the subscription held. */
final class OverflowLog {
    private static final Logger LOG = LoggerFactory.getLogger(OverflowLog.class);

    private final EventBuffer buffer;
    private final WhenFull whenFull;
    private boolean overflowing;

    OverflowLog(EventBuffer buffer, WhenFull whenFull) {
        this.buffer = buffer;
        this.whenFull = whenFull;
    }

    /** Called after the events of one read have been added, except those that were dropped. */
    void added(String context, int dropped) {
        if (dropped > 0 && !overflowing) {
            LOG.warn(
                    "{} events arrive faster than the route takes them: the buffer is full ({}) at {} events, {} bytes;"
                            + " {}",
                    context,
                    buffer.fullBy(),
                    buffer.size(),
                    buffer.bytes(),
                    whenFull.consequence());
            overflowing = true;
        } else if (overflowing && buffer.hasRoom()) {
            overflowing = false;
            LOG.info("{} the buffer has room again; {} events were dropped so far", context, buffer.dropped());
        }
    }
}
