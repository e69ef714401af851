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

import java.time.Duration;

/**
 * The destination of the answer to an action: a TCP session, or the HTTP request that brought the action. Used on the
 * thread that runs the action.
 */
interface AnswerOutput {

    void write(byte[] bytes);

    default void write(String text) {
        write(WireText.encode(text));
    }

    /** Sends what was written so far, if the protocol can do so before the end of the answer. */
    void flush();

    /** Waits for this time, or until the connection ends. */
    void pause(Duration time) throws InterruptedException;

    /** Runs the task on the same thread after this time. Other actions of the thread continue meanwhile. */
    void later(Duration delay, Runnable task);

    /** Ends the session after the answer has been written. */
    void finishAfterAnswer();

    /** Ends the connection at once. */
    void cut(Cut how);
}
