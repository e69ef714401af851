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
import io.github.camelami.message.AmiEvent;
import io.github.camelami.message.AmiMessage;
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

/** What decoding one event of a real server costs, in nanoseconds per event. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class DecoderBenchmark {
    private static final int EVENTS = 20_000;

    private byte[] wire;

    @Setup
    public void setUp() {
        wire = Capture.events(EVENTS);
    }

    /** Every event is wanted and its Channel and Uniqueid are read. */
    @Benchmark
    @OperationsPerInvocation(EVENTS)
    public void twoFieldsRead(Blackhole hole) {
        decoder().decode(wire, 0, wire.length, message -> {
            hole.consume(message.get("Channel"));
            hole.consume(message.get("Uniqueid"));
        });
    }

    /** Every event is wanted, none is looked into. */
    @Benchmark
    @OperationsPerInvocation(EVENTS)
    public void delivered(Blackhole hole) {
        decoder().decode(wire, 0, wire.length, hole::consume);
    }

    /** No event is wanted. */
    @Benchmark
    @OperationsPerInvocation(EVENTS)
    public void unwanted(Blackhole hole) {
        decoder().decode(wire, 0, wire.length, new MessageSink() {
            @Override
            public boolean wants(EventView event) {
                return false;
            }

            @Override
            public void message(AmiMessage message) {
                hole.consume(message instanceof AmiEvent);
            }
        });
    }

    private static AmiDecoder decoder() {
        return new AmiDecoder(StandardCharsets.UTF_8, 4 * 1024 * 1024, 1, false);
    }
}
