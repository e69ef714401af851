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
 * Receives the answer to an action: a TCP session, or the HTTP request that contained the action. Used on the thread
 * that runs the action.
 */
interface AnswerOutput {

    void write(byte[] bytes);

    default void write(String text) {
        write(WireText.encode(text));
    }

    /**
     * Sends the bytes that were written so far. Over HTTP, they are sent with the end of the answer, or before the
     * connection is cut.
     */
    void flush();

    /** Waits for this time, or until the connection ends. */
    void pause(Duration time) throws InterruptedException;

    /** Runs the task on the same thread after this time. The thread of a TCP session runs other actions meanwhile. */
    void later(Duration delay, Runnable task);

    /** Ends the session as soon as the answer has been written. */
    void finishAfterAnswer();

    /** Ends the connection at once. */
    void cut(Cut how);
}
