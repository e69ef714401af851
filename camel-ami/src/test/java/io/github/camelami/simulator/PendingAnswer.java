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

/** An action about to be answered; a {@link Fault} decides what becomes of it. Used on the session's thread. */
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

    /** The session it came over. */
    public SimulatedSession session() {
        return action.session();
    }

    /** Runs the action (once) and returns the answer that is due. */
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

    /** The text of the answer that is due. */
    public String text() throws InterruptedException {
        return pbx.render(run(), action);
    }

    /** Runs the action and sends its answer. */
    public void send() throws InterruptedException {
        send(run());
    }

    /** Sends this answer, then does what it says should follow. */
    public void send(Reply answer) {
        sendText(pbx.render(answer, action));
        answer.afterwards().forEach(Runnable::run);
        if (answer.isClosing()) {
            output.finishAfterAnswer();
        }
    }

    /** Sends this text as it stands. */
    public void sendText(String text) {
        output.write(text);
    }

    /** Sends these bytes as they stand. */
    public void sendBytes(byte[] bytes) {
        output.write(bytes);
    }

    /** Pushes what was sent so far onto the wire. */
    public void flush() {
        output.flush();
    }

    /** Runs the action now and sends its answer after that time; meanwhile the session answers others. */
    public void postpone(Duration delay) throws InterruptedException {
        run();
        output.later(delay, () -> send(reply));
    }

    /** Waits, and so does everything behind this action on the session. */
    public void pause(Duration time) throws InterruptedException {
        output.pause(time);
    }

    /** Lets others take their turn, then goes on. */
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
