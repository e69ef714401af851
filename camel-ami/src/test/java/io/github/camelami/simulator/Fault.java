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

/** Something that goes wrong while an action is answered; see {@link SimulatedPbx#faultNext} and {@link SimulatedPbx#faultAlways}. */
@FunctionalInterface
public interface Fault {

    /** Deals with the action in place of the ordinary answer; runs on the session's thread. */
    void apply(PendingAnswer answer) throws InterruptedException;

    /** The answer comes late, and so does everything behind it on the session. */
    static Fault delay(Duration time) {
        return answer -> {
            answer.pause(time);
            answer.send();
        };
    }

    /** The answer comes late, while the session answers other actions. */
    static Fault postpone(Duration time) {
        return postpone(() -> time);
    }

    /** The answer comes late by a time asked for each action, while the session answers other actions. */
    static Fault postpone(Supplier<Duration> time) {
        return answer -> answer.postpone(time.get());
    }

    /** The action runs but is never answered. */
    static Fault neverAnswer() {
        return PendingAnswer::run;
    }

    /** The action neither runs nor is answered. */
    static Fault ignore() {
        return answer -> {};
    }

    /** The connection is closed before the action runs. */
    static Fault dropBeforeRunning(Cut cut) {
        return answer -> answer.cut(cut);
    }

    /** The action runs, then the connection is closed instead of an answer. */
    static Fault dropBeforeAnswer(Cut cut) {
        return answer -> {
            answer.run();
            answer.cut(cut);
        };
    }

    /** The action runs, then the connection is closed after that many bytes of its answer. */
    static Fault dropInsideAnswer(int bytes, Cut cut) {
        return answer -> {
            byte[] text = WireText.encode(answer.text());
            answer.sendBytes(Arrays.copyOf(text, Math.min(bytes, text.length)));
            answer.flush();
            answer.cut(cut);
        };
    }

    /** The connection is closed right behind the answer. */
    static Fault dropAfterAnswer(Cut cut) {
        return answer -> {
            answer.send();
            answer.flush();
            answer.cut(cut);
        };
    }

    /** These bytes come before the answer. */
    static Fault garbage(byte[] bytes) {
        return answer -> {
            answer.sendBytes(bytes);
            answer.send();
        };
    }

    /** Another answer; the action does not run. */
    static Fault answer(Reply reply) {
        return answer -> answer.send(reply);
    }

    /** The answer lacks its ActionID. */
    static Fault withoutActionId() {
        return answer -> answer.sendText(
                answer.text().replace("ActionID: " + answer.action().actionId() + "\r\n", ""));
    }

    /** The answer carries somebody else's ActionID. */
    static Fault foreignActionId(String id) {
        return answer -> answer.sendText(
                answer.text().replace("ActionID: " + answer.action().actionId() + "\r\n", "ActionID: " + id + "\r\n"));
    }

    /** The answer comes twice. */
    static Fault answerTwice() {
        return answer -> {
            answer.send();
            answer.sendText(answer.text());
        };
    }

    /** A list of items of that event that never ends; other actions and events pass between its items. Over TCP only; see {@link HttpFault#endlessBody}. */
    static Fault endlessList(String itemEvent) {
        return endlessList(itemEvent, 200);
    }

    /** Such a list of items with so many bytes beside what each has. */
    static Fault endlessList(String itemEvent, int filler) {
        return answer -> new EndlessList(answer, itemEvent, filler).start();
    }

    /** A response whose last line never ends: this many bytes without a line end. */
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
