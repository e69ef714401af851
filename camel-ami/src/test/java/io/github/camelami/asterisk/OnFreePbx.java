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
package io.github.camelami.asterisk;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelami.asterisk.phones.Leg;
import io.github.camelami.asterisk.phones.Phones;
import io.github.camelami.call.AmiCall;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.IntConsumer;
import java.util.function.LongSupplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;

/**
 * Plays scenarios with SIP phones in the dialplan of FreePBX's shape, each in a seat of its own, and compares what the
 * component says with what the phones know.
 */
abstract class OnFreePbx extends OnCalls {

    /** A scenario that was played as a call of that number; what went wrong with the playing itself is {@code failure}. */
    record Played(Scenario scenario, String number, Story story, Throwable failure, List<Leg> legs) {
        long firstAt() {
            return legs.stream().mapToLong(Leg::startedAt).min().orElse(0);
        }

        long lastAt() {
            return legs.stream().mapToLong(Leg::endedAt).max().orElse(0);
        }
    }

    /** Calls come one after the other, not all in one moment. */
    private static final long STAGGER_MILLIS = 60;

    /** How many calls that are wrong are printed with all their events. */
    private static final int PRINTED = 3;

    /** Reads the events of the calls beside the component, where they are kept. */
    PlainClient beside;

    /** How late the server is with its events, where that is looked at. */
    EventLag lag;

    Phones phones;
    Seats seats;

    private int numbered;

    static List<Scenario> scenarios() {
        String only = System.getProperty("scenario", "");
        return Stream.of(
                        ScenariosOfPhones.all(),
                        ScenariosOfGroups.all(),
                        ScenariosOfFollowMe.all(),
                        ScenariosOfQueues.all(),
                        ScenariosOfTransfers.all(),
                        ScenariosOfOutbound.all())
                .flatMap(List::stream)
                .filter(scenario -> scenario.name().matches(".*" + only + ".*"))
                .toList();
    }

    @BeforeEach
    void settle() throws Exception {
        phones = new Phones(asterisk.sip());
        afterwards(phones::close);
        seats = new Seats(asterisk.users().getParent(), phones, this::ask);
        afterwards(() -> {
            seats.remove();
            reload();
        });
        reload();
        soon().until(() -> plain.command("pjsip show endpoint 8597").contains("127.0.0.2"));
    }

    void reload() throws IOException {
        plain.command("module reload res_pjsip.so");
        plain.command("queue reload all");
    }

    private synchronized void ask(String action, String... fields) {
        try {
            plain.ask(action, fields);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Plays the scenarios side by side, so many at a time; before each one {@code before} is told its index. */
    List<Played> play(List<Scenario> scenarios, int atATime, LongSupplier talkMillis, IntConsumer before)
            throws Exception {
        ExecutorService people = Executors.newFixedThreadPool(atATime);
        Semaphore room = new Semaphore(atATime);
        List<Future<Played>> playing = new ArrayList<>();
        for (int i = 0; i < scenarios.size(); i++) {
            room.acquire();
            before.accept(i);
            Scenario scenario = scenarios.get(i);
            String number = Integer.toString(++numbered);
            long talk = talkMillis.getAsLong();
            playing.add(people.submit(() -> {
                try {
                    return play(scenario, number, talk);
                } finally {
                    room.release();
                }
            }));
            Seat.pause(STAGGER_MILLIS);
        }
        people.shutdown();
        List<Played> played = new ArrayList<>();
        for (Future<Played> one : playing) {
            played.add(one.get(10, TimeUnit.MINUTES));
        }
        return played;
    }

    private Played play(Scenario scenario, String number, long talkMillis) throws InterruptedException {
        Seat seat = seats.take();
        Story story = null;
        Throwable failure = null;
        List<Leg> legs = List.of();
        seat.begin(number, talkMillis);
        try {
            story = scenario.play().in(seat);
        } catch (RuntimeException | AssertionError e) {
            failure = e;
        }
        try {
            seat.end();
            if (story != null) {
                story.tried(seat.calledLegs());
            }
        } catch (RuntimeException e) {
            failure = failure == null ? e : failure;
        } finally {
            legs = seat.legs();
            seats.release(seat);
        }
        return new Played(scenario, number, story, failure, legs);
    }

    /** The calls that belong to a played one, by the number that travels with it, or by its caller where that was missed. */
    List<AmiCall> of(Played played) {
        return calls.stream().filter(call -> isOf(played, call)).toList();
    }

    private static boolean isOf(Played played, AmiCall call) {
        if (!callNumber(call).isEmpty() || played.story() == null) {
            return played.number().equals(callNumber(call).split("-")[0]);
        }
        return played.story().callerNumber().equals(call.callerNumber())
                && call.startedAt() > played.firstAt() - 2_000
                && call.startedAt() < played.lastAt() + 2_000;
    }

    /** Of those the one that the story tells. */
    static AmiCall told(Played played, List<AmiCall> own) {
        return own.stream()
                .filter(call -> callNumber(call).equals(played.number()))
                .findFirst()
                .orElse(own.get(0));
    }

    static String callNumber(AmiCall call) {
        return call.variables().getOrDefault("CALLNO", "");
    }

    /** What is wrong with it, or an empty list. */
    List<String> judge(Played played, long talkTolerance) {
        long tolerance = talkTolerance + (lag == null ? 0 : lag.most(played.firstAt(), played.lastAt() + 1_000));
        List<AmiCall> own = of(played);
        List<String> wrong = new ArrayList<>();
        if (own.size() != 1 + played.story().furtherCalls()) {
            wrong.add("are " + own.size() + " calls, should be "
                    + (1 + played.story().furtherCalls()) + ": " + own);
        }
        if (!own.isEmpty()) {
            wrong.addAll(Verdict.of(told(played, own), played.story(), tolerance));
        }
        return wrong;
    }

    /**
     * Without those that the phones could not play to their end on a machine that gave them no time: these show nothing of
     * the component. There are none but on a machine that gives the phones no time, and they are printed.
     */
    static List<Played> playedToTheEnd(List<Played> played) {
        List<Played> toTheEnd =
                played.stream().filter(one -> one.failure() == null).toList();
        played.stream()
                .filter(one -> one.failure() != null)
                .forEach(one -> System.out.println("not played: " + one.scenario() + ": " + one.failure()));
        assertThat(played.size() - toTheEnd.size())
                .as("scenarios of %d that the phones could not play", played.size())
                .isLessThanOrEqualTo(played.size() / 100);
        return toTheEnd;
    }

    /** Each call that is told otherwise than it was, with both versions of it. */
    List<String> wrong(List<Played> played, long talkTolerance) {
        List<String> wrong = new ArrayList<>();
        for (Played one : played) {
            List<String> faults = judge(one, talkTolerance);
            if (!faults.isEmpty()) {
                wrong.add(one.scenario() + ": " + String.join("; ", faults) + "\n    played: " + one.story()
                        + "\n    told: " + of(one) + (wrong.size() < PRINTED ? events(one) : ""));
            }
        }
        return wrong;
    }

    private String events(Played one) {
        return beside == null ? "" : "\n    events:\n" + new Recordings(beside.collected()).of(one);
    }

    /** From now on the events of each call are kept, so that a call that is wrong shows them. */
    void keepEvents() throws IOException {
        beside = asterisk.connect().login("admin", "call,agent").collect();
        afterwards(beside::close);
    }

    /**
     * As {@link #wrong}; but a machine that halts delays the PBX and the phones by different times, so that a call that
     * differs in nothing but its talk time is played once more, with few others, and is wrong if it differs again.
     */
    List<String> wrongAlsoInQuiet(List<Played> played, long talkTolerance) throws Exception {
        List<Played> onlyTalk = played.stream()
                .filter(one -> {
                    List<String> faults = judge(one, talkTolerance);
                    return faults.size() == 1 && faults.get(0).startsWith("talkTime ");
                })
                .toList();
        List<Played> others = new ArrayList<>(played);
        others.removeAll(onlyTalk);
        List<String> wrong = new ArrayList<>(wrong(others, talkTolerance));
        if (!onlyTalk.isEmpty()) {
            wrong(onlyTalk, talkTolerance).forEach(fault -> System.out.println("played once more: " + fault));
            List<Played> again =
                    playedToTheEnd(play(onlyTalk.stream().map(Played::scenario).toList(), 2, () -> 2_000, i -> {}));
            awaitCalls(again);
            wrong.addAll(wrong(again, talkTolerance));
        }
        return wrong;
    }

    /** Waits until each call has been told, or surely never will be. */
    void awaitCalls(List<Played> played) {
        long until = System.nanoTime() + 20_000_000_000L;
        while (!played.stream().allMatch(this::isTold) && System.nanoTime() < until) {
            Seat.pause(500);
        }
    }

    private boolean isTold(Played one) {
        return one.story() == null || of(one).size() > one.story().furtherCalls();
    }
}
