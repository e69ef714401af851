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

import java.util.UUID;
import java.util.concurrent.ScheduledExecutorService;

/** The SIP dialog of a leg (RFC 3261, 12): who sends what in which state. */
final class Dialog {
    private static final String ALLOW = "INVITE, ACK, CANCEL, BYE, NOTIFY, REFER, OPTIONS, UPDATE, INFO";

    private enum State {
        CALLING,
        PROGRESSING,
        RINGING,
        UP,
        OVER
    }

    private final SipSocket socket;
    private final Media media;
    private final String user;
    private final String callId;
    private final String localTag = token();
    private final SipMessage invite;
    private final boolean outgoing;
    private Leg leg;
    private SipMessage own;
    private State state;
    private String remoteTarget;
    private String remote;
    private String local;
    private int sequence = 1;
    private boolean cancelled;

    /** A call that this phone makes. */
    static Dialog outgoing(SipSocket socket, ScheduledExecutorService timer, String user, String from, String to) {
        String callId = token();
        Dialog dialog = new Dialog(socket, timer, user, callId, null);
        dialog.local = from + ";tag=" + dialog.localTag;
        dialog.remote = "<" + to + ">";
        dialog.remoteTarget = to;
        return dialog;
    }

    /** A call that comes to this phone. */
    static Dialog incoming(SipSocket socket, ScheduledExecutorService timer, String user, SipMessage invite) {
        Dialog dialog = new Dialog(socket, timer, user, invite.header("Call-ID"), invite);
        dialog.local = invite.header("To") + ";tag=" + dialog.localTag;
        dialog.remote = invite.header("From");
        dialog.remoteTarget = SipMessage.uri(invite.header("Contact"));
        dialog.media.remote(invite.body());
        return dialog;
    }

    private Dialog(SipSocket socket, ScheduledExecutorService timer, String user, String callId, SipMessage invite) {
        this.socket = socket;
        this.user = user;
        this.callId = callId;
        this.invite = invite;
        outgoing = invite == null;
        media = new Media(socket, timer);
        state = outgoing ? State.CALLING : State.RINGING;
    }

    void attach(Leg owner) {
        leg = owner;
    }

    String callId() {
        return callId;
    }

    boolean isOutgoing() {
        return outgoing;
    }

    Media media() {
        return media;
    }

    // what this phone does

    synchronized void call(String... headers) {
        SipMessage request = next("INVITE").withBody("application/sdp", media.offer("sendrecv"));
        for (String header : headers) {
            String[] parts = header.split(": ");
            request.with(parts[0], parts[1]);
        }
        own = request;
        socket.request(request, this::answered);
    }

    synchronized void ring() {
        if (state == State.RINGING) {
            respond(180, "Ringing", null);
        }
    }

    synchronized void accept() {
        if (state == State.RINGING) {
            state = State.UP;
            SipMessage ok = response(200, "OK", null).withBody("application/sdp", media.offer("sendrecv"));
            socket.respond(invite, ok);
            leg.comesUp();
        }
    }

    synchronized void refuse(int code, String contact) {
        if (state == State.RINGING) {
            state = State.OVER;
            respond(code, "Refused", contact);
        }
    }

    synchronized void end() {
        switch (state) {
            case CALLING -> cancelled = true;
            case PROGRESSING -> cancel();
            case RINGING -> refuse(480, null);
            case UP -> {
                state = State.OVER;
                socket.request(next("BYE"), answer -> leg.endConfirmed());
            }
            case OVER -> {}
        }
    }

    private void cancel() {
        cancelled = true;
        SipMessage cancel = SipMessage.request("CANCEL", remoteTarget);
        for (String name : new String[] {"Via", "From", "To", "Call-ID"}) {
            cancel.with(name, own.header(name));
        }
        cancel.with("CSeq", own.header("CSeq").replace("INVITE", "CANCEL")).with("Max-Forwards", "70");
        socket.request(cancel, answer -> {});
    }

    synchronized void reinvite(String direction) {
        SipMessage request = next("INVITE").withBody("application/sdp", media.offer(direction));
        socket.request(request, answer -> {
            if (answer.status() >= 200) {
                acknowledge(request, answer);
            }
        });
    }

    synchronized void refer(String number, String replaces) {
        String to = remoteTarget.substring(remoteTarget.indexOf('@') + 1);
        SipMessage refer = next("REFER")
                .with("Refer-To", "<sip:" + number + "@" + to.split(";")[0] + replaces + ">")
                .with("Referred-By", "<sip:" + user + "@" + socket.address() + ">");
        socket.request(refer, answer -> {
            if (answer.status() >= 300) {
                leg.transferAnswered(answer.status());
            }
        });
    }

    /** There is nobody any more to whom an end could be said. */
    synchronized void forget() {
        state = State.OVER;
    }

    /** How another dialog says that it is to take the place of this one (RFC 3891). */
    synchronized String replaces() {
        return callId + ";to-tag=" + SipMessage.parameter(remote, "tag") + ";from-tag=" + localTag;
    }

    // what comes from the PBX

    /** An answer to the INVITE. */
    private synchronized void answered(SipMessage answer) {
        int status = answer.status();
        if (status >= 200) {
            acknowledge(own, answer);
        }
        if (state == State.UP || state == State.OVER) {
            return;
        }
        if (status < 200) {
            boolean first = state == State.CALLING;
            state = State.PROGRESSING;
            if (status >= 180) {
                remote = answer.header("To");
                leg.rings();
            }
            if (first && cancelled) {
                cancel();
            }
        } else if (status < 300) {
            remote = answer.header("To");
            remoteTarget = SipMessage.uri(answer.header("Contact"));
            media.remote(answer.body());
            state = State.UP;
            leg.comesUp();
            if (cancelled) {
                end();
            }
        } else {
            state = State.OVER;
            leg.end(false, status);
        }
    }

    private void acknowledge(SipMessage request, SipMessage answer) {
        boolean accepted = answer.status() < 300;
        String target = accepted ? SipMessage.uri(answer.header("Contact")) : remoteTarget;
        SipMessage ack = SipMessage.request("ACK", target)
                .with("Via", accepted ? via() : request.header("Via"))
                .with("From", request.header("From"))
                .with("To", answer.header("To"))
                .with("Call-ID", callId)
                .with("CSeq", request.header("CSeq").replace("INVITE", "ACK"))
                .with("Max-Forwards", "70");
        socket.acknowledge(ack);
    }

    /** A request within the dialog. */
    synchronized void take(SipMessage request) {
        switch (request.method()) {
            case "ACK" -> leg.upConfirmed();
            case "CANCEL" -> {
                socket.respond(request, SipMessage.response(request, 200, "OK"));
                if (state == State.RINGING) {
                    state = State.OVER;
                    respond(487, "Request Terminated", null);
                    leg.end(false, 487);
                }
            }
            case "BYE" -> {
                socket.respond(request, SipMessage.response(request, 200, "OK"));
                state = State.OVER;
                leg.end(false, 0);
            }
            case "INVITE" -> {
                media.remote(request.body());
                SipMessage ok = SipMessage.response(request, 200, "OK").with("Contact", contact());
                socket.respond(request, ok.withBody("application/sdp", media.offer("sendrecv")));
            }
            case "NOTIFY" -> {
                socket.respond(request, SipMessage.response(request, 200, "OK"));
                if (request.body().startsWith("SIP/2.0 ")) {
                    leg.transferAnswered(Integer.parseInt(request.body().split(" ")[1]));
                }
            }
            default -> socket.respond(request, SipMessage.response(request, 200, "OK"));
        }
    }

    private void respond(int status, String reason, String redirect) {
        socket.respond(invite, response(status, reason, redirect));
    }

    private SipMessage response(int status, String reason, String redirect) {
        return SipMessage.response(invite, status, reason)
                .replace("To", local)
                .with("Contact", redirect == null ? contact() : "<sip:" + redirect + "@" + socket.address() + ">")
                .with("Allow", ALLOW);
    }

    private SipMessage next(String method) {
        return SipMessage.request(method, remoteTarget)
                .with("Via", via())
                .with("From", local)
                .with("To", remote)
                .with("Call-ID", callId)
                .with("CSeq", sequence++ + " " + method)
                .with("Contact", contact())
                .with("Max-Forwards", "70")
                .with("Allow", ALLOW);
    }

    private String via() {
        return "SIP/2.0/UDP " + socket.address() + ";branch=z9hG4bK" + token() + ";rport";
    }

    private String contact() {
        return "<sip:" + user + "@" + socket.address() + ">";
    }

    private static String token() {
        return UUID.randomUUID().toString();
    }

    @Override
    public String toString() {
        return callId + " " + state;
    }
}
