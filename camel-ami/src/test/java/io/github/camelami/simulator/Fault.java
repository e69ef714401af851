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

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.function.Supplier;

/** A fault in the answer to an action; see {@link SimulatedPbx#faultNext} and {@link SimulatedPbx#faultAlways}. */
@FunctionalInterface
public interface Fault {

    /**
     * Handles the action in place of the ordinary answer. Runs on the thread of the session or, over HTTP, of the
     * connection.
     */
    void apply(PendingAnswer answer) throws InterruptedException;

    /** Delays the answer. Over TCP, also delays everything that follows on the session. */
    static Fault delay(Duration time) {
        return answer -> {
            answer.pause(time);
            answer.send();
        };
    }

    /** Delays the answer, while the session answers other actions. */
    static Fault postpone(Duration time) {
        return postpone(() -> time);
    }

    /** Like {@link #postpone(Duration)}, but asks the supplier for the delay of each action. */
    static Fault postpone(Supplier<Duration> time) {
        return answer -> answer.postpone(time.get());
    }

    /** Runs the action, but never answers it. */
    static Fault neverAnswer() {
        return PendingAnswer::run;
    }

    /** Neither runs nor answers the action. */
    static Fault ignore() {
        return answer -> {};
    }

    /** Closes the connection before the action runs. */
    static Fault dropBeforeRunning(Cut cut) {
        return answer -> answer.cut(cut);
    }

    /** Runs the action, and then closes the connection instead of answering. */
    static Fault dropBeforeAnswer(Cut cut) {
        return answer -> {
            answer.run();
            answer.cut(cut);
        };
    }

    /** Runs the action, and closes the connection after this many bytes of the answer. */
    static Fault dropInsideAnswer(int bytes, Cut cut) {
        return answer -> {
            byte[] text = WireText.encode(answer.text());
            answer.sendBytes(Arrays.copyOf(text, Math.min(bytes, text.length)));
            answer.flush();
            answer.cut(cut);
        };
    }

    /** Closes the connection directly after the answer. */
    static Fault dropAfterAnswer(Cut cut) {
        return answer -> {
            answer.send();
            answer.flush();
            answer.cut(cut);
        };
    }

    /** Sends these bytes before the answer. */
    static Fault garbage(byte[] bytes) {
        return answer -> {
            answer.sendBytes(bytes);
            answer.send();
        };
    }

    /** Sends this answer instead of the ordinary one, without running the action. */
    static Fault answer(Reply reply) {
        return answer -> answer.send(reply);
    }

    /** Sends the answer without its ActionID. */
    static Fault withoutActionId() {
        return answer -> answer.sendText(
                answer.text().replace("ActionID: " + answer.action().actionId() + "\r\n", ""));
    }

    /** Sends the answer with this ActionID instead of that of the action. */
    static Fault foreignActionId(String id) {
        return answer -> answer.sendText(
                answer.text().replace("ActionID: " + answer.action().actionId() + "\r\n", "ActionID: " + id + "\r\n"));
    }

    /** Sends the answer twice. */
    static Fault answerTwice() {
        return answer -> {
            answer.send();
            answer.sendText(answer.text());
        };
    }

    /**
     * Sends a list of events of this name that never ends. The session answers other actions and sends events between
     * the items. Works over TCP only. Over HTTP, use {@link HttpFault#endlessBody}.
     */
    static Fault endlessList(String itemEvent) {
        return endlessList(itemEvent, 200);
    }

    /** Like {@link #endlessList(String)}, but each item has a field with a value of {@code filler} bytes. */
    static Fault endlessList(String itemEvent, int filler) {
        return answer -> new EndlessList(answer, itemEvent, filler).start();
    }

    /** Sends a response whose last line never ends. At least {@code bytes} bytes of that line are sent. */
    static Fault endlessLine(int bytes) {
        return answer -> {
            answer.sendText("Response: Success\r\nActionID: " + answer.action().actionId() + "\r\nMessage: ");
            byte[] block = "x".repeat(8192).getBytes(StandardCharsets.US_ASCII);
            for (int sent = 0; sent < bytes; sent += block.length) {
                answer.sendBytes(block);
            }
            answer.flush();
        };
    }
}
