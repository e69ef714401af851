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
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An action and its answer, which has not been sent yet. A {@link Fault} decides what is sent. Used on the thread of
 * the session or, over HTTP, of the connection.
 */
public final class PendingAnswer {

    private static final Logger LOG = LoggerFactory.getLogger(PendingAnswer.class);

    private final SimulatedPbx pbx;
    private final AnswerOutput output;
    private final ReceivedAction action;
    private Reply reply;

    PendingAnswer(SimulatedPbx pbx, ReceivedAction action) {
        this.pbx = pbx;
        this.action = action;
        this.output = action.output();
    }

    /** The action. */
    public ReceivedAction action() {
        return action;
    }

    /** The session over which the action arrived. */
    public SimulatedSession session() {
        return action.session();
    }

    /** Runs the action, unless it has already run, and returns its ordinary answer. */
    public Reply run() throws InterruptedException {
        if (reply == null) {
            try {
                reply = pbx.actions().answer(action);
            } catch (RuntimeException e) {
                LOG.error("the handler of {} failed", action.name(), e);
                reply = Reply.error("The simulated handler failed: " + e);
            }
        }
        return reply;
    }

    /** The text of the ordinary answer. Runs the action, unless it has already run. */
    public String text() throws InterruptedException {
        return pbx.render(run(), action);
    }

    /** Runs the action, unless it has already run, and sends its ordinary answer. */
    public void send() throws InterruptedException {
        send(run());
    }

    /** Sends this answer, and then runs the tasks that the answer has for that moment ({@link Reply#then}). */
    public void send(Reply answer) {
        sendText(pbx.render(answer, action));
        answer.afterwards().forEach(Runnable::run);
        if (answer.isClosing()) {
            output.finishAfterAnswer();
        }
    }

    /** Sends this text unchanged. */
    public void sendText(String text) {
        output.write(text);
    }

    /** Sends these bytes unchanged. */
    public void sendBytes(byte[] bytes) {
        output.write(bytes);
    }

    /** Sends the bytes that were written so far. */
    public void flush() {
        output.flush();
    }

    /** Runs the action now, and sends its answer after this time. Meanwhile the session answers other actions. */
    public void postpone(Duration delay) throws InterruptedException {
        run();
        output.later(delay, () -> send(reply));
    }

    /**
     * Waits for this time, or until the connection ends. Over TCP, everything that follows on the session waits as
     * well.
     */
    public void pause(Duration time) throws InterruptedException {
        output.pause(time);
    }

    /** Runs the task after the other waiting actions of the session. Only over TCP. */
    void takeTurns(Runnable task) {
        output.later(Duration.ZERO, task);
    }

    void cut(Cut how) {
        output.cut(how);
    }

    void proceed() throws InterruptedException {
        Fault fault = pbx.faults().next(action.name());
        if (fault == null) {
            send();
        } else {
            fault.apply(this);
        }
    }
}
