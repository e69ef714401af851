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

import io.github.camelami.call.AmiCall;
import io.github.camelami.call.CallState;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/**
 * Emits calls. With {@link CallSettings#progress}, emits each state of a call at once. Emits each ended call when its
 * wait for late events is over.
 */
final class Output implements Progress {
    private final CallSettings settings;
    private final Consumer<AmiCall> out;
    private final LongSupplier clock;
    private final Endings endings;

    /** A new call that has not been reported yet, or null. */
    private Call expected;

    private long now;
    private long ended;

    /** @param clock a monotonic clock, in nanoseconds */
    Output(CallSettings settings, Consumer<AmiCall> out, LongSupplier clock) {
        this.settings = settings;
        this.out = out;
        this.clock = clock;
        this.endings = new Endings(settings.grace().toMillis());
    }

    /** Sets the current moment by the clock of the PBX, which is that of the current event or list. */
    void isAt(long moment) {
        now = moment;
        endings.eventAt(Moments.millis(moment));
    }

    /** The current moment by the clock of the PBX: that of the last event or list. */
    long now() {
        return now;
    }

    long nanos() {
        return clock.getAsLong();
    }

    Endings endings() {
        return endings;
    }

    /** Records that a call has begun. The call is reported when its first event has been processed completely. */
    void expects(Call call) {
        if (settings.progress()) {
            if (expected != call) {
                flush(now);
            }
            expected = call;
        }
    }

    /**
     * Records that calls have merged. If the younger call has not been reported yet, {@code into} is reported in its
     * place.
     */
    void merged(Call younger, Call into) {
        expected = expected == younger ? into : expected;
    }

    void flush(long time) {
        Call call = expected;
        expected = null;
        if (call != null && !call.isAnnounced() && call.isReal()) {
            call.setAnnounced();
            out.accept(new CallView(call, CallState.STARTED, time).view(null));
        }
    }

    /** Reports first which holds have ended: after another state of the call, nobody is about to be taken back. */
    @Override
    public void announce(Call call, CallState state, long time) {
        call.channels().forEach(channel -> endHold(channel, time));
        tell(call, state, time);
    }

    @Override
    public void holdsEnd(Call call, long time) {
        if (call.channels().stream().anyMatch(Channel::isTalking)) {
            call.channels().stream()
                    .filter(channel -> channel.isTalking() || channel.isEnded())
                    .forEach(channel -> endHold(channel, time));
        }
    }

    private void endHold(Channel by, long time) {
        if (!by.isHolding() && by.holds(null)) {
            tell(by.call(), CallState.RESUMED, time);
        }
    }

    private void tell(Call call, CallState state, long time) {
        if (settings.progress() && call.isReal()) {
            flush(time);
            if (state == CallState.ANSWERED) {
                // the state ANSWERED implies that the phones that are now talking have stopped ringing
                call.channels().stream()
                        .filter(channel -> channel.isTalking() && channel.dial() != null)
                        .forEach(channel -> channel.dial().takeRingEnd());
            }
            out.accept(new CallView(call, state, time).view(null));
        }
    }

    @Override
    public void rings(Channel phone, long time) {
        if (settings.progress() && phone.takeRing()) {
            flush(time);
            out.accept(new CallView(phone.call(), CallState.RINGING, time).view(phone));
        }
    }

    @Override
    public void ringEnds(Channel phone, long time) {
        boolean reported =
                settings.progress() && phone.dial() != null && phone.dial().isRingReported();
        if (reported && !Parties.mayAnswer(phone) && phone.takeRingEnd()) {
            flush(time);
            out.accept(new CallView(phone.call(), CallState.RINGING_ENDED, time).view(phone));
        }
    }

    void ends(Call call) {
        endings.add(call, nanos());
    }

    void giveOut(Call call, long time) {
        if (expected == call) {
            flush(now);
        }
        if (call.isReal()) {
            ended++;
            out.accept(new CallView(call, CallState.ENDED, time).view(null));
        }
    }

    /** The number of calls that were emitted as ended. */
    long ended() {
        return ended;
    }
}
