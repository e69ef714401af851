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

import io.github.camelami.asterisk.phones.Phones;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/** The seats of one server: their phones and queues are written into its configuration, as an installation tool does. */
final class Seats {
    static final int SEATS = 60;

    private final Path etc;
    private final BlockingQueue<Seat> free = new LinkedBlockingQueue<>();

    Seats(Path etc, Phones phones, Seat.Manager manager) throws IOException {
        this.etc = etc;
        for (int i = 0; i < SEATS; i++) {
            free.add(new Seat(i, phones, manager));
        }
        write(phones);
    }

    Seat take() throws InterruptedException {
        return free.take();
    }

    void release(Seat seat) {
        free.add(seat);
    }

    private void write(Phones phones) throws IOException {
        StringBuilder pjsip = new StringBuilder();
        for (int trunk = 1; trunk <= 2; trunk++) {
            pjsip.append("[trunk-%1$d](seat-trunk)\naors = trunk-%1$d\n".formatted(trunk));
            pjsip.append("[trunk-%d](seat-aor)\ncontact = sip:%s\n".formatted(trunk, phones.trunkAddress()));
        }
        pjsip.append("[trunk-1]\ntype = identify\nendpoint = trunk-1\nmatch = 127.0.0.3\n");
        StringBuilder queues = new StringBuilder();
        for (int seat = 0; seat < SEATS; seat++) {
            for (int n = 1; n <= 7; n++) {
                String number = "8%02d%d".formatted(seat, n);
                // some phones register with a user that is not their number
                String user = n == 3 ? "line-" + number + "-x" : number;
                pjsip.append("[%1$s](seat-phone)\naors = %1$s\ncallerid = \"Desk %1$s\" <%1$s>\n".formatted(number));
                pjsip.append("[%s](seat-aor)\ncontact = sip:%s@%s\n".formatted(number, user, phones.houseAddress()));
            }
            queues.append("[40%1$02d](seat-queue)\n[41%1$02d](seat-hunt)\n[44%1$02d](seat-queue)\n".formatted(seat));
        }
        Files.writeString(etc.resolve("pjsip_seats.conf"), pjsip);
        Files.writeString(etc.resolve("queues_seats.conf"), queues);
    }

    /** Nothing of them is to be seen by other tests. */
    void remove() throws IOException {
        Files.deleteIfExists(etc.resolve("pjsip_seats.conf"));
        Files.deleteIfExists(etc.resolve("queues_seats.conf"));
    }
}
