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

import io.github.camelami.internal.wire.MessageHead;
import io.github.camelami.message.AmiResponse;
import java.io.ByteArrayOutputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.concurrent.Future;

/**
 * Assigns text answers to actions. Tracks the actions that a server may answer with text alone ({@link TextForm}), in
 * the order in which they were written, and the text that has arrived for them.
 *
 * <p>Such text names no action. Two facts ensure that it reaches the right one: only these actions are answered in this
 * way, and a server answers in the order of the actions. So text belongs to the first of these actions whose answer is
 * not complete. An answer is complete when
 *
 * <ul>
 * <li>its form shows the end, which is so on all known servers;
 * <li>the web server's answer to the action has ended;
 * <li>an action that was written later is answered.
 * </ul>
 *
 * <p>If none of these has happened, the session sends a {@code Ping}. Its answer then shows that the PBX has finished
 * the earlier actions. The session does so in three situations: a text does not continue; an empty line may be the
 * whole answer or the rest of the previous message; an action has timed out, and its text may still arrive. In the last
 * situation, the action keeps its place until the {@code Ping} is answered, so that the text of the action reaches no
 * other sender. If the {@code Ping} is not answered either, the answer counts as complete nevertheless.
 */
final class TextAnswers {
    /** How long an incomplete text may pause before the session sends a Ping. */
    private static final Duration PAUSE = Duration.ofSeconds(1);

    private static final byte[] EMPTY_LINE = {'\r', '\n'};

    /** The services of the connection that this class uses. */
    interface Owner {
        /**
         * Sends a Ping. When the PBX has answered it, and so has finished all earlier actions, calls {@link
         * TextAnswers#passed}.
         */
        void ask(long before);

        /** Whether the answer to an action that was written before this place is not complete. */
        boolean isAnythingOpenBefore(long written);

        /** Called when the answer to an action is complete. */
        void answered(PendingAction action, AmiResponse text);

        /** Called when there is no memory for the text of an action. */
        void tooLong(PendingAction action);
    }

    private final SessionResources resources;
    private final ListMemory memory;
    private final Owner owner;
    private final Deque<Entry> waiting = new ArrayDeque<>();

    TextAnswers(SessionResources resources, ListMemory memory, Owner owner) {
        this.resources = resources;
        this.memory = memory;
        this.owner = owner;
    }

    /**
     * Adds an action if it may be answered with text. Called while the action is being written, in the order of
     * writing.
     */
    void left(PendingAction action) {
        TextForm form = TextForm.of(action.action());
        if (form != TextForm.NONE) {
            remove(action);
            synchronized (this) {
                waiting.addLast(new Entry(action, action.written(), form));
            }
        }
    }

    /** Accepts text. Returns false if the text cannot be the answer to any action. */
    boolean text(AmiResponse block) {
        Entry first;
        boolean ended;
        boolean fits;
        synchronized (this) {
            first = waiting.peekFirst();
            if (first == null) {
                return false;
            }
            fits = first.add(block);
            ended = !fits || first.isAtEnd();
            if (ended) {
                waiting.removeFirst();
            }
        }
        if (!fits) {
            first.release();
            owner.tooLong(first.action);
        } else if (ended) {
            end(first);
        } else {
            first.askAfterPause();
        }
        return true;
    }

    /** Accepts an empty line that does not end a message. */
    void emptyLine(boolean alone) {
        Entry first;
        synchronized (this) {
            first = waiting.peekFirst();
        }
        if (first == null) {
            return;
        }
        boolean sure = alone && !owner.isAnythingOpenBefore(first.written);
        Step step;
        synchronized (this) {
            if (waiting.peekFirst() != first) {
                return;
            }
            step = first.addEmptyLine(sure);
            if (step == Step.END) {
                waiting.removeFirst();
            }
        }
        if (step == Step.END) {
            end(first);
        } else if (step == Step.ASK) {
            owner.ask(first.written);
        }
    }

    /**
     * Ends the answers to all actions up to this place, because a later answer shows that the PBX has finished them.
     */
    void passed(long written) {
        for (Entry entry = pollUpTo(written); entry != null; entry = pollUpTo(written)) {
            if (entry.mayBeComplete()) {
                end(entry);
            }
        }
    }

    /** Ends the answer to an action, because no more of it can arrive. */
    void ended(PendingAction action) {
        passed(action.written() - 1);
        Entry entry = remove(action);
        if (entry != null) {
            end(entry);
        }
    }

    /** Sends a Ping for an action that has timed out but may still be answered. */
    void givenUp(PendingAction action) {
        boolean owed;
        synchronized (this) {
            owed = waiting.stream().anyMatch(entry -> entry.action == action);
        }
        if (owed) {
            owner.ask(action.written());
        }
    }

    /** Removes an action that was not answered with text. */
    Entry remove(PendingAction action) {
        Entry found = null;
        synchronized (this) {
            for (Iterator<Entry> each = waiting.iterator(); found == null && each.hasNext(); ) {
                Entry entry = each.next();
                if (entry.action == action) {
                    each.remove();
                    found = entry;
                }
            }
        }
        if (found != null) {
            found.release();
        }
        return found;
    }

    private synchronized Entry pollUpTo(long written) {
        Entry first = waiting.peekFirst();
        return first != null && first.written <= written ? waiting.pollFirst() : null;
    }

    private void end(Entry entry) {
        entry.release();
        if (!entry.action.hasEnded()) {
            owner.answered(entry.action, entry.response());
        }
    }

    /** The step after an empty line. */
    private enum Step {
        WAIT,
        ASK,
        END
    }

    /** An action and its text. */
    final class Entry {
        private final PendingAction action;
        private final long written;
        private final TextForm form;
        private final ByteArrayOutputStream text = new ByteArrayOutputStream();
        private final ListMemory.Part held = memory.new Part();
        private Charset charset = StandardCharsets.UTF_8;
        private String firstLines = "";
        private int emptyLines;
        private boolean mayBeEmpty;
        private volatile Future<?> pause;

        private Entry(PendingAction action, long written, TextForm form) {
            this.action = action;
            this.written = written;
            this.form = form;
        }

        private boolean add(AmiResponse block) {
            firstLines = hasText() ? firstLines : block.output();
            text.writeBytes(block.wireBytes());
            charset = block.charset();
            emptyLines = 1;
            return held.add(block);
        }

        /** Adds an empty line. {@code sure} means that the line does not belong to an earlier message. */
        private Step addEmptyLine(boolean sure) {
            emptyLines++;
            if (hasText()) {
                return isAtEnd() ? Step.END : Step.WAIT;
            }
            if (form != TextForm.ROWS || !sure && mayBeEmpty) {
                return Step.WAIT;
            }
            mayBeEmpty = true;
            return sure ? Step.END : Step.ASK;
        }

        /** Whether there is text, or an empty line that may be the whole answer. */
        private boolean mayBeComplete() {
            return hasText() || mayBeEmpty;
        }

        private boolean hasText() {
            return text.size() > 0;
        }

        private boolean isAtEnd() {
            return form.isEnd(firstLines, emptyLines);
        }

        private AmiResponse response() {
            return AmiResponse.received(hasText() ? text.toByteArray() : EMPTY_LINE, charset, "", new MessageHead());
        }

        private void askAfterPause() {
            stopWaiting();
            pause = resources.after(PAUSE, () -> owner.ask(written));
        }

        private void release() {
            held.end();
            stopWaiting();
        }

        private void stopWaiting() {
            Future<?> timer = pause;
            if (timer != null) {
                timer.cancel(false);
            }
        }
    }
}
