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
package io.github.camelami.internal.tracking;

/**
 * The history of a channel: when it was created, rang, was answered and ended, and why. All times are {@link Moments}.
 */
abstract sealed class ChannelHistory permits Channel {
    private boolean startSeen;
    private Hold hold;
    private boolean ended;
    private boolean endMissed;
    private long startedAt;
    private long ringingAt;
    private boolean alerted;
    private long upAt;
    private boolean answerMissed;
    private long hangupRequestedAt;
    private boolean hangupOrdered;
    private long endedAt;
    private int cause = -1;
    private String causeText;
    private String wanted;
    private boolean waiter;
    private long leftBridgeAt;
    private Stopwatch talk;

    ChannelHistory(long startedAt) {
        this.startedAt = startedAt;
    }

    void startsAt(long time) {
        startSeen = true;
        hadStartedBy(time);
    }

    boolean isStartSeen() {
        return startSeen;
    }

    /**
     * Makes the start earlier if the channel already existed at this time. The start may come from a list, which has
     * ages only in whole seconds.
     */
    void hadStartedBy(long time) {
        startedAt = Math.min(startedAt, time);
    }

    long startedAt() {
        return startedAt;
    }

    void rings(long time) {
        if (ringingAt == 0 && upAt == 0 && !ended) {
            ringingAt = Math.max(1, time);
        }
    }

    long ringingAt() {
        return ringingAt;
    }

    boolean hasRung() {
        return ringingAt > 0;
    }

    void alerts() {
        alerted = true;
    }

    /** Whether the channel rang, even at an unknown time, or its network sent early media, usually a ringing tone. */
    boolean hasAlerted() {
        return hasRung() || alerted;
    }

    /** Records that the channel was answered. Returns whether this is the first answer. */
    boolean up(long time) {
        if (answerMissed) {
            answerMissed = false;
            upAt = time;
        } else if (upAt == 0) {
            upAt = Math.max(1, time);
            return true;
        }
        return false;
    }

    /** Records that the channel was up. Unless an event reported it ({@code seen}), the time of the answer is unknown. */
    void setUpSince(long time, boolean seen) {
        if (upAt == 0) {
            upAt = Math.max(1, time);
            answerMissed = !seen;
        }
    }

    long upAt() {
        return upAt;
    }

    Long answeredAt() {
        return answerMissed ? null : Moments.millisOrNull(upAt);
    }

    /** Records that the channel was up when it ended. */
    void endsUp() {
        answerMissed |= upAt == 0;
    }

    /** Whether only the end of the channel shows that it was answered. */
    boolean isFoundUp() {
        return answerMissed && upAt == 0;
    }

    void requestsHangup(long time) {
        hangupRequestedAt = hangupRequestedAt == 0 ? Math.max(1, time) : hangupRequestedAt;
    }

    long hangupRequestedAt() {
        return hangupRequestedAt;
    }

    /** Records that the PBX ends the channel: by a command, or because its dialplan has ended. */
    void hangupIsOrdered() {
        hangupOrdered = true;
    }

    boolean isHangupOrdered() {
        return hangupOrdered;
    }

    void setCause(int itsCause, String text) {
        if (cause < 0) {
            cause = itsCause;
            causeText = text;
        }
    }

    int cause() {
        return cause;
    }

    String causeText() {
        return causeText;
    }

    boolean isEnded() {
        return ended;
    }

    boolean isEndMissed() {
        return endMissed;
    }

    /** Records the time at which the channel ended according to an event, if the end was only inferred before. */
    void endIsReported(long time) {
        endedAt = endMissed ? Math.max(1, time) : endedAt;
        endMissed = false;
    }

    long endedAt() {
        return endedAt;
    }

    /** Records the end of the channel. {@code missed} means that it was inferred instead of reported. */
    void lineEnds(long time, boolean missed) {
        ended = true;
        endMissed = missed;
        endedAt = Math.max(1, time);
    }

    /** Discards the end of the channel, because it was inferred by mistake. */
    void lineLives() {
        ended = false;
        endMissed = false;
        endedAt = 0;
    }

    boolean holds(Hold now) {
        boolean news = now == null ? hold != null : !isHolding();
        hold = now == null ? null : now.with(hold);
        return news;
    }

    boolean isHolding() {
        return hold != null && hold.lasts() && !ended;
    }

    void leavesBridge(long time) {
        leftBridgeAt = Math.max(1, time);
    }

    /** The moment when the channel last left a bridge; 0 if it has not left any. */
    long leftBridgeAt() {
        return leftBridgeAt;
    }

    void talks(boolean now, long time) {
        talk = talk == null && now ? new Stopwatch() : talk;
        if (talk != null) {
            talk.runs(now, time);
        }
    }

    boolean hasTalked() {
        return talk != null;
    }

    long talkTime(long now) {
        return talk == null ? 0 : talk.total(now);
    }

    /** The extension that the channel requested when it was created, or null. */
    String wanted() {
        return wanted;
    }

    /**
     * Sets the extension that was requested when the channel was created. It replaces an extension from another event,
     * which may have arrived earlier although the dialplan had already changed the extension.
     */
    void beganWanting(String exten) {
        wanted = exten == null ? wanted : exten;
    }

    void wants(String exten) {
        wanted = wanted == null ? exten : wanted;
    }

    /** Marks the channel as that of a waiting agent, which is in a holding bridge between two callers. */
    void waits() {
        waiter = true;
    }

    boolean isWaiter() {
        return waiter;
    }
}
