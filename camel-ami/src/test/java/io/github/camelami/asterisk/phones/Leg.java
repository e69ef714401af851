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

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;

/**
 * One call as one phone has it: a SIP dialog, with what a person at the phone does to it and sees of it. Its times are those
 * of the phone's own clock, in ms since 1970.
 */
public final class Leg {
    private static final int PATIENCE_SECONDS = 20;

    private final Dialog dialog;
    private final Phone phone;
    private final String other;
    private final String otherName;
    private final CompletableFuture<Void> ringing = new CompletableFuture<>();
    private final CompletableFuture<Void> up = new CompletableFuture<>();
    private final CompletableFuture<Void> ended = new CompletableFuture<>();
    private final CompletableFuture<Integer> transferred = new CompletableFuture<>();
    private final long startedAt = System.currentTimeMillis();
    private final List<Long> heardAt = new CopyOnWriteArrayList<>();
    private CompletableFuture<Void> heard = new CompletableFuture<>();
    private long upAt;
    private long upTo;
    private long endTo;
    private long endedAt;
    private int status;
    private boolean endedHere;
    private long handedOverAt;
    private boolean asked;
    private Leg beside;

    Leg(Phone phone, Dialog dialog, String other, String otherName) {
        this.phone = phone;
        this.dialog = dialog;
        this.other = other;
        this.otherName = otherName;
        dialog.attach(this);
    }

    /** The number of the phone that has this leg. */
    public String number() {
        return phone.number();
    }

    /** What this phone dialled, or what it was shown as the caller. */
    public String other() {
        return other;
    }

    /** Whether the PBX called this phone. */
    public boolean isIncoming() {
        return !dialog.isOutgoing();
    }

    /** The name that this phone was shown, or an empty text. */
    public String otherName() {
        return otherName;
    }

    /** Takes the call. */
    public Leg answer() {
        dialog.accept();
        return this;
    }

    /** Lifts the receiver of a call that has to be taken by a key: nobody is connected yet. */
    public Leg answerToBeAsked() {
        asked = true;
        return answer();
    }

    /** Does not take the call: 486 busy, 480 unavailable, 603 declined. */
    public void refuse(int code) {
        end(true, code);
        dialog.refuse(code, null);
    }

    /** Has the caller call another number instead. */
    public void redirect(String number) {
        end(true, 302);
        dialog.refuse(302, number);
    }

    /** Ends the call, or gives up while it rings on the other side. */
    public void hangUp() {
        end(true, status);
        dialog.end();
    }

    public void hold() {
        dialog.reinvite("sendonly");
    }

    public void resume() {
        dialog.reinvite("sendrecv");
    }

    public void press(String digits) {
        dialog.media().press(digits);
    }

    /** A key by which the call is taken: only from then on the two are connected. */
    public void pressToTake(String digits) {
        press(digits);
        synchronized (this) {
            asked = false;
            upAt = System.currentTimeMillis();
        }
    }

    /** Lets media flow. */
    public Leg speak() {
        dialog.media().speak();
        return this;
    }

    /** Speaks until another phone hears it: from then on surely the two are connected. */
    public Leg awaitHeard() {
        CompletableFuture<Void> now = new CompletableFuture<>();
        synchronized (this) {
            heard = now;
        }
        speak();
        await(now, "heard");
        dialog.media().stop();
        return this;
    }

    /** Hands the other side over to a number, without asking there. */
    public void transfer(String number) {
        handOver();
        dialog.refer(number, "");
    }

    private synchronized void handOver() {
        handedOverAt = System.currentTimeMillis();
    }

    /** Joins the other side with that of another leg of this phone. */
    public void transfer(Leg consultation) {
        handOver();
        consultation.handOver();
        beside = consultation;
        String replaces = URLEncoder.encode(consultation.dialog.replaces(), StandardCharsets.UTF_8);
        dialog.refer(consultation.other, "?Replaces=" + replaces);
    }

    public Leg awaitRinging() {
        return await(ringing, "ringing");
    }

    public Leg awaitUp() {
        return await(up, "up");
    }

    public Leg awaitEnded() {
        return await(ended, "ended");
    }

    /** Whether the PBX says that it has transferred the call. */
    public boolean awaitTransferred() {
        await(transferred, "transferred");
        return transferred.getNow(0) < 300;
    }

    private Leg await(CompletableFuture<?> event, String what) {
        try {
            event.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (Exception e) {
            throw new AssertionError("not " + what + ": " + this, e);
        }
        return this;
    }

    public long startedAt() {
        return startedAt;
    }

    /** The earliest and the latest that the PBX can have had it up, or 0. */
    public synchronized long upFrom() {
        return upAt == 0 || isIncoming() ? upAt : startedAt;
    }

    public synchronized long upTo() {
        return Math.max(upAt, upTo);
    }

    /** The latest that the PBX can have known of its end, or 0. */
    public synchronized long endTo() {
        return Math.max(endedAt, endTo);
    }

    /** When it was first heard by others after it had spoken, each time it did. */
    public List<Long> heardAt() {
        return heardAt;
    }

    /** When this phone had it up, or 0. */
    public synchronized long upAt() {
        return upAt;
    }

    /** When it ended, or 0. */
    public synchronized long endedAt() {
        return endedAt;
    }

    public boolean isUp() {
        return up.isDone() && !ended.isDone();
    }

    public boolean hasRung() {
        return ringing.isDone() && !ringing.isCompletedExceptionally();
    }

    public boolean hasEnded() {
        return ended.isDone();
    }

    /** Whether this phone ended it, not the PBX. */
    public synchronized boolean endedHere() {
        return endedHere;
    }

    /** Whether this phone gave its part of the call to somebody else. */
    public synchronized boolean handedOver() {
        return handedOverAt > 0;
    }

    /** The earliest that the PBX can have taken this phone out of the call, or 0. */
    public synchronized long endFrom() {
        return handedOverAt > 0 ? Math.min(handedOverAt, endedAt) : endedAt;
    }

    /** The final status of a call that was not taken, otherwise 0. */
    public synchronized int status() {
        return status;
    }

    void rings() {
        ringing.complete(null);
    }

    synchronized void comesUp() {
        if (upAt == 0 && !asked) {
            upAt = System.currentTimeMillis();
        }
        up.complete(null);
    }

    /** Puts the receiver down: at once where nobody was asked, else when both sides are joined. */
    synchronized void isHeard() {
        if (!heard.isDone()) {
            heardAt.add(System.currentTimeMillis());
            heard.complete(null);
        }
    }

    /** The PBX has confirmed that it is up. */
    synchronized void upConfirmed() {
        upTo = upTo == 0 ? System.currentTimeMillis() : upTo;
    }

    /** The PBX has confirmed its end. */
    synchronized void endConfirmed() {
        endTo = System.currentTimeMillis();
    }

    void transferAnswered(int code) {
        if (code >= 200) {
            transferred.complete(code);
        }
        if (beside == null && code < 300) {
            hangUp();
        } else if (code >= 200 && code < 300) {
            hangUp();
            if (beside.isUp()) {
                beside.hangUp();
            }
            // one that rings still is ended by the PBX once it has moved the other party there; a CANCEL could be
            // faster
        }
    }

    /** The PBX is gone, and the call with it. */
    void lost() {
        IllegalStateException gone = new IllegalStateException("the PBX is gone");
        ringing.completeExceptionally(gone);
        up.completeExceptionally(gone);
        synchronized (this) {
            heard.completeExceptionally(gone);
        }
        transferred.completeExceptionally(gone);
        end(false, 0);
        dialog.forget();
    }

    /** Only the first that ends it has ended it. */
    synchronized void end(boolean here, int code) {
        if (endedAt == 0) {
            endedAt = System.currentTimeMillis();
            endedHere = here;
            status = code;
            dialog.media().stop();
            ended.complete(null);
        }
    }

    @Override
    public String toString() {
        return number() + (dialog.isOutgoing() ? " calls " : " called by ") + other + (upAt > 0 ? ", up" : "")
                + (hasEnded() ? ", ended by " + (endedHere ? "phone" : "PBX") + " " + status : ", open") + " ("
                + dialog + ")";
    }
}
