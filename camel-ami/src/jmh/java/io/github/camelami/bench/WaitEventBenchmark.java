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
package io.github.camelami.bench;

import io.github.camelami.internal.codec.AmiDecoder;
import io.github.camelami.internal.codec.EventView;
import io.github.camelami.internal.codec.MessageSink;
import io.github.camelami.internal.codec.MxmlDecoder;
import io.github.camelami.internal.codec.MxmlWriter;
import io.github.camelami.message.AmiMessage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.Blackhole;

/** What reading a WaitEvent answer of 1,000 events costs, in nanoseconds per event, beside the same text over TCP. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class WaitEventBenchmark {
    private static final int EVENTS = 1_000;
    private static final int MAX_MESSAGE_SIZE = 4 * 1024 * 1024;

    private byte[] events;
    private byte[] rawman;
    private byte[] mxml;

    @Setup
    public void setUp() {
        events = Capture.events(EVENTS);
        ByteArrayOutputStream answer = new ByteArrayOutputStream();
        answer.writeBytes(ascii("Response: Success\r\nMessage: Waiting for Event completed.\r\n\r\n"));
        answer.writeBytes(events);
        answer.writeBytes(ascii("Event: WaitEventComplete\r\n\r\n"));
        rawman = answer.toByteArray();
        mxml = MxmlWriter.write(rawman);
    }

    /** From a connection that stays. */
    @Benchmark
    @OperationsPerInvocation(EVENTS)
    public void tcp(Tcp connection, Blackhole hole) throws IOException {
        read(connection.decoder, events, hole);
    }

    @Benchmark
    @OperationsPerInvocation(EVENTS)
    public void rawman(Blackhole hole) throws IOException {
        read(new AmiDecoder(StandardCharsets.UTF_8, MAX_MESSAGE_SIZE, 1, false), rawman, hole);
    }

    @Benchmark
    @OperationsPerInvocation(EVENTS)
    public void mxml(Blackhole hole) throws IOException {
        new MxmlDecoder(StandardCharsets.UTF_8, MAX_MESSAGE_SIZE, 1)
                .decode(new ByteArrayInputStream(mxml), hole::consume);
    }

    /** No event is wanted. */
    @Benchmark
    @OperationsPerInvocation(EVENTS)
    public void mxmlUnwanted(Blackhole hole) throws IOException {
        new MxmlDecoder(StandardCharsets.UTF_8, MAX_MESSAGE_SIZE, 1)
                .decode(new ByteArrayInputStream(mxml), new MessageSink() {
                    @Override
                    public boolean wants(EventView event) {
                        return false;
                    }

                    @Override
                    public void message(AmiMessage message) {
                        hole.consume(message);
                    }
                });
    }

    /** A connection's decoder. */
    @State(Scope.Thread)
    public static class Tcp {
        private final AmiDecoder decoder = new AmiDecoder(StandardCharsets.UTF_8, MAX_MESSAGE_SIZE, 1, false);
    }

    private static void read(AmiDecoder decoder, byte[] text, Blackhole hole) throws IOException {
        ByteArrayInputStream in = new ByteArrayInputStream(text);
        int count;
        do {
            count = decoder.read(in, hole::consume);
        } while (count >= 0);
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
