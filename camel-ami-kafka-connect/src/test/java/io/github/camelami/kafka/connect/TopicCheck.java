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
package io.github.camelami.kafka.connect;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.StringDeserializer;

/**
 * Reads a topic as a consumer with {@code read_committed} does, and checks the numbers of the events: none
 * comes twice or in a wrong order, and where some are missing, there is exactly one gap, whose times are around theirs.
 */
final class TopicCheck implements AutoCloseable {
    /** From the thread of a PBX to the reader of a worker that shares two cores with many others. */
    private static final long TRANSIT = 1_500;

    private final SentNumbers pbxes;
    private final KafkaConsumer<String, String> consumer;
    private final Thread thread = new Thread(this::read, "topic-check");
    private final Map<String, State> states = new ConcurrentHashMap<>();
    private final List<String> errors = new CopyOnWriteArrayList<>();
    private final List<Hole> holes = new CopyOnWriteArrayList<>();
    private volatile String sample;
    private volatile boolean closed;

    /** What the PBXes have sent. */
    interface SentNumbers {
        /** When the PBX sent this number, by the clock of this machine. */
        long sentAt(String pbx, int number);
    }

    private record Gap(long from, long to, String reason) {}

    /** Numbers that are not in the topic. */
    record Hole(String pbx, int first, int last, long millis, String reason) {}

    private static final class State {
        private volatile int last;
        private final List<Gap> gaps = new ArrayList<>();
        private volatile int records;
    }

    TopicCheck(String brokers, String topic, SentNumbers pbxes) {
        this.pbxes = pbxes;
        consumer = new KafkaConsumer<>(
                Map.of(
                        "bootstrap.servers", brokers,
                        "group.id", "check",
                        "auto.offset.reset", "earliest",
                        "isolation.level", "read_committed",
                        "enable.auto.commit", "false"),
                new StringDeserializer(),
                new StringDeserializer());
        consumer.assign(consumer.partitionsFor(topic).stream()
                .map(each -> new org.apache.kafka.common.TopicPartition(topic, each.partition()))
                .toList());
        consumer.seekToBeginning(consumer.assignment());
        thread.setDaemon(true);
        thread.start();
    }

    private void read() {
        try {
            while (!closed) {
                consumer.poll(Duration.ofMillis(200)).forEach(this::check);
            }
        } catch (RuntimeException e) {
            errors.add("the check ended: " + e);
        } finally {
            consumer.close(Duration.ZERO);
        }
    }

    private void check(ConsumerRecord<String, String> record) {
        String pbx = ConnectCluster.json(record.key()).path("pbx").asText();
        JsonNode value = ConnectCluster.json(record.value());
        State state = states.computeIfAbsent(pbx, name -> new State());
        String notice = header(record, "CamelAmiNotice");
        if ("Gap".equals(notice)) {
            state.gaps.add(new Gap(
                    time(value, "From"), time(value, "To"), value.path("Reason").asText()));
        } else if (notice == null && value.has("Number")) {
            sample = record.key() + ' ' + record.value();
            number(pbx, state, value.path("Number").asInt());
        }
    }

    private static String header(ConsumerRecord<?, ?> record, String name) {
        var header = record.headers().lastHeader(name);
        return header == null ? null : new String(header.value(), StandardCharsets.UTF_8);
    }

    private static long time(JsonNode value, String field) {
        return Instant.parse(value.path(field).asText()).toEpochMilli();
    }

    private void number(String pbx, State state, int number) {
        int last = state.last;
        if (number <= last) {
            errors.add(pbx + ": " + number + " after " + last);
        } else if (last > 0 && number > last + 1) {
            hole(pbx, state, last + 1, number - 1);
        }
        state.gaps.clear();
        state.last = number;
        state.records++;
    }

    private void hole(String pbx, State state, int first, int last) {
        long from = pbxes.sentAt(pbx, first);
        long to = pbxes.sentAt(pbx, last);
        String reasons = state.gaps.stream().map(Gap::reason).collect(Collectors.joining(","));
        holes.add(new Hole(pbx, first, last, to - from, reasons));
        if (state.gaps.size() != 1) {
            errors.add(pbx + ": " + first + " to " + last + " are missing within " + state.gaps.size() + " gaps "
                    + state.gaps);
            return;
        }
        Gap gap = state.gaps.get(0);
        if (from < gap.from() - TRANSIT || to > gap.to() + TRANSIT) {
            errors.add(pbx + ": " + first + " to " + last + ", sent from " + Instant.ofEpochMilli(from) + " to "
                    + Instant.ofEpochMilli(to) + ", are not within " + Instant.ofEpochMilli(gap.from()) + " to "
                    + Instant.ofEpochMilli(gap.to()) + " (" + gap.reason() + ")");
        }
    }

    /** The last number of a PBX in the topic; 0 if there is none. */
    int last(String pbx) {
        State state = states.get(pbx);
        return state == null ? 0 : state.last;
    }

    int records() {
        return states.values().stream().mapToInt(state -> state.records).sum();
    }

    /** The key and the value of an event; null before the first. */
    String sample() {
        return sample;
    }

    List<String> errors() {
        return errors;
    }

    /** The holes found so far. */
    List<Hole> holes() {
        return List.copyOf(holes);
    }

    @Override
    public void close() throws InterruptedException {
        closed = true;
        thread.join();
    }
}
