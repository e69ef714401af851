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

import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledThreadPoolExecutor;

/**
 * All phones that play with one PBX: those of the house, and those of the world behind its trunk. Five threads carry them,
 * however many calls they have.
 */
public final class Phones implements AutoCloseable {
    /** The addresses by which the PBX tells the phones of the house from the trunk. */
    private static final String HOUSE = "127.0.0.2";

    private static final String TRUNK = "127.0.0.3";

    private final String server;
    private final ScheduledThreadPoolExecutor timer = new ScheduledThreadPoolExecutor(1);
    private final SipSocket house;
    private final SipSocket trunk;
    private final Map<String, Phone> phones = new ConcurrentHashMap<>();
    private final Map<String, Dialog> dialogs = new ConcurrentHashMap<>();
    private final Map<Integer, Leg> voices = new ConcurrentHashMap<>();
    private volatile int losses;
    private final List<Leg> legs = Collections.synchronizedList(new ArrayList<>());

    /** @param server where the PBX takes SIP, {@code host:port} */
    public Phones(String server) throws IOException {
        this.server = server;
        timer.setRemoveOnCancelPolicy(true);
        timer.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
        String[] address = server.split(":");
        InetSocketAddress pbx = new InetSocketAddress(address[0], Integer.parseInt(address[1]));
        house = new SipSocket(HOUSE, pbx, timer, request -> take(request, true), this::heard);
        trunk = new SipSocket(TRUNK, pbx, timer, request -> take(request, false), this::heard);
    }

    /** Where the PBX reaches the phones of the house, {@code host:port}. */
    public String houseAddress() {
        return house.address();
    }

    public String trunkAddress() {
        return trunk.address();
    }

    /** A phone of the house. */
    public Phone inside(String number) {
        return phones.computeIfAbsent(number, n -> new Phone(this, house, n));
    }

    /** A phone of the world. */
    public Phone outside(String number) {
        return phones.computeIfAbsent(number, n -> new Phone(this, trunk, n));
    }

    /** Each leg that there was so far. */
    public List<Leg> legs() {
        synchronized (legs) {
            return List.copyOf(legs);
        }
    }

    /** The PBX has ended without a word to its phones. */
    public void pbxIsGone() {
        losses++;
        legs().forEach(Leg::lost);
    }

    int losses() {
        return losses;
    }

    /** Some phone hears this voice. */
    private void heard(int voice) {
        Leg leg = voices.get(voice);
        if (leg != null) {
            leg.isHeard();
        }
    }

    private void keep(Dialog dialog, Leg leg) {
        voices.put(dialog.media().voice(), leg);
        dialogs.put(dialog.callId(), dialog);
        legs.add(leg);
    }

    Leg call(Phone phone, SipSocket socket, String called, String... headers) {
        String from = "\"Phone " + phone.number() + "\" <sip:" + phone.number() + "@" + socket.host() + ">";
        Dialog dialog = Dialog.outgoing(socket, timer, phone.number(), from, "sip:" + called + "@" + server);
        Leg leg = new Leg(phone, dialog, called, "");
        keep(dialog, leg);
        dialog.call(headers);
        return leg;
    }

    private void take(SipMessage request, boolean inside) {
        SipSocket socket = inside ? house : trunk;
        Dialog known = dialogs.get(request.header("Call-ID"));
        Phone phone = phones.get(request.calledUser().replaceAll("\\D", ""));
        if (known != null) {
            known.take(request);
        } else if (request.method().equals("ACK")) {
            return;
        } else if (!request.method().equals("INVITE")) {
            int status = request.method().equals("OPTIONS") ? 200 : 481;
            socket.respond(request, SipMessage.response(request, status, "No such call"));
        } else if (phone == null) {
            socket.respond(request, SipMessage.response(request, 404, "No such phone"));
        } else {
            String from = request.header("From");
            Dialog dialog = Dialog.incoming(socket, timer, phone.number(), request);
            Leg leg = new Leg(phone, dialog, SipMessage.user(SipMessage.uri(from)), SipMessage.displayName(from));
            keep(dialog, leg);
            dialog.ring();
            leg.rings();
            phone.comes(leg);
        }
    }

    @Override
    public void close() {
        house.close();
        trunk.close();
        timer.shutdownNow();
    }
}
