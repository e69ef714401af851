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

import io.github.camelami.message.AmiEvent;
import java.io.IOException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * What the server's own records say of its calls: CEL, whose LINKEDID_END is the only official end of a call, and CDR.
 * Read over a connection of its own.
 */
final class CelTruth implements AutoCloseable {

    /** What CEL says of one Linkedid. */
    static final class Linked {
        boolean startSeen;
        int ends;
        long firstAt;
        long lastAt;
        boolean answered;
        final Set<String> names = new HashSet<>();
        final Set<String> channels = new HashSet<>();

        /** Phones, as Local channels do not talk. */
        final Set<String> inBridge = new HashSet<>();
    }

    /** By Linkedid. */
    final Map<String, Linked> linked = new LinkedHashMap<>();

    /** The billed seconds of calls of two parties, by the Uniqueid of the calling channel; -1 where there are several. */
    final Map<String, Integer> billed = new HashMap<>();

    private final PlainClient client;
    private final Thread reader;

    CelTruth(Asterisk asterisk) throws IOException {
        client = asterisk.connect().login("admin", "call,cdr");
        reader = new Thread(this::read, "cel");
        reader.start();
    }

    private void read() {
        try {
            for (String block = client.block(); block != null; block = client.block()) {
                if (block.startsWith("Event: CEL\r\n")) {
                    cel(AmiEvent.parse(block));
                } else if (block.startsWith("Event: Cdr\r\n")) {
                    cdr(AmiEvent.parse(block));
                }
            }
        } catch (IOException e) {
            // closed, or the server has gone
        }
    }

    private synchronized void cel(AmiEvent event) {
        if (event.get("Channel").startsWith("CBAnn/") || event.get("Channel").startsWith("Message/")) {
            return;
        }
        Linked call = linked.computeIfAbsent(event.get("LinkedID"), id -> new Linked());
        String what = event.get("EventName");
        call.startSeen |= what.equals("CHAN_START") && event.get("UniqueID").equals(event.get("LinkedID"));
        call.firstAt = call.firstAt == 0 ? event.occurredAt() : call.firstAt;
        call.lastAt = event.occurredAt();
        call.names.add(event.get("Channel"));
        call.channels.add(event.get("UniqueID"));
        call.answered |= what.equals("ANSWER");
        if (what.equals("BRIDGE_ENTER") && event.get("Channel").startsWith("PJSIP/")) {
            call.inBridge.add(event.get("UniqueID"));
        }
        call.ends += what.equals("LINKEDID_END") ? 1 : 0;
    }

    private synchronized void cdr(AmiEvent event) {
        String destination = event.get("DestinationChannel");
        if (destination != null
                && !destination.isEmpty()
                && event.get("Disposition").equals("ANSWERED")) {
            billed.merge(event.get("UniqueID"), Integer.parseInt(event.get("BillableSeconds")), (a, b) -> -1);
        }
    }

    /** Whether every call whose start was seen has ended. */
    synchronized boolean isQuiet() {
        return linked.values().stream().allMatch(call -> !call.startSeen || call.ends > 0);
    }

    /** The server has been ended, and its calls with it, of which it says nothing. */
    synchronized void serverEnded() {
        for (Linked call : linked.values()) {
            if (call.ends == 0) {
                call.ends = 1;
                call.lastAt = System.currentTimeMillis();
            }
        }
    }

    synchronized Map<String, Linked> linked() {
        return new LinkedHashMap<>(linked);
    }

    @Override
    public void close() throws IOException {
        client.close();
        try {
            reader.join(5_000);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
