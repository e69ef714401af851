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
package io.github.camelami.simulator;

import java.io.InputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;

/**
 * A PBX that speaks the Asterisk Manager Interface over TCP, TLS and HTTP, for tests without an Asterisk. It behaves
 * like a real server, plays calls, replays recordings, remembers the actions that it received, and produces faults on
 * request.
 */
public final class SimulatedPbx implements AutoCloseable {

    private static final Duration GOODBYE = Duration.ofSeconds(1);

    private final PbxSettings settings;
    private final Listener listener;
    private final Sessions sessions = new Sessions();
    private final Faults faults;
    private final Actions actions;
    private final Timers timers;
    private final Channels channels;
    private final PbxData data = new PbxData(this);
    private final Received<ReceivedAction> received;
    private final Optional<SimulatedHttp> http;
    private final LongAdder bytesReceived = new LongAdder();
    private final AtomicInteger threads = new AtomicInteger();
    private volatile Instant startedAt = Instant.now();

    SimulatedPbx(PbxSettings settings) {
        this.settings = settings;
        this.faults = new Faults(Greeting.banner(settings.banner() + "\r\n"));
        this.received = new Received<>(settings.keepReceived());
        this.channels = new Channels(settings.systemName());
        this.actions = new Actions(this);
        addActions();
        this.listener = new Listener(settings.port(), socket -> sessions.accept(socket, this));
        this.timers = new Timers("pbx-timers");
        this.http = Optional.ofNullable(settings.http()).map(configured -> new SimulatedHttp(this, configured));
        startListening();
        timers.every(settings.writeTimeout().dividedBy(4).plusMillis(1), this::endOverdueSessions);
    }

    private void addActions() {
        new LoginActions(this).addTo(actions);
        new SessionActions(this).addTo(actions);
        new CoreActions(this).addTo(actions);
        new ChannelActions(this).addTo(actions);
        new OriginateActions(this).addTo(actions);
        data.addTo(actions);
        if (settings.version() == PbxVersion.BEFORE_12) {
            OldServer.addTo(actions);
        }
    }

    /**
     * Starts a PBX on a free port of 127.0.0.1. Its only user is {@code admin} with the secret {@code secret}, who may
     * do everything.
     */
    public static SimulatedPbx start() {
        return builder().start();
    }

    /** Begins the configuration of a PBX. */
    public static SimulatedPbxBuilder builder() {
        return new SimulatedPbxBuilder();
    }

    /** The address on which the PBX listens. */
    public String host() {
        return "127.0.0.1";
    }

    /** The port on which the PBX listens. It stays the same after a restart. */
    public int port() {
        return listener.port();
    }

    /**
     * The HTTP server.
     *
     * @throws IllegalStateException if the PBX was built without {@link SimulatedPbxBuilder#http()}
     */
    public SimulatedHttp http() {
        return http.orElseThrow(() -> new IllegalStateException("this PBX was built without http()"));
    }

    /**
     * Sends an event, given as its text on the wire, to every session whose event mask and permissions allow its {@code
     * Privilege}.
     */
    public void emit(String text) {
        sessions.deliver(List.of(OutgoingEvent.of(text)));
    }

    /** Sends an event to every session whose event mask and permissions allow its {@code Privilege}. */
    public void emit(SimulatedEvent event) {
        emit(event.text(afterPrivilege()));
    }

    /**
     * Sends an event, given as its fields, to every session that may receive it. The fields must include {@code Event}.
     */
    public void emit(Map<String, ?> fields) {
        emit(SimulatedEvent.of(fields));
    }

    /** Plays a call from Newchannel to Hangup. An extension answers unless another outcome was configured. */
    public SimulatedCall placeCall(String from, String to) {
        CallScript script = new CallScript(this, channels.nextId());
        timers.now(() -> script.placeCall(from, to));
        return script.call();
    }

    /**
     * Plays calls from the numbers 1000, 1001 and so on to extension 200. The future completes when the last call has
     * ended.
     *
     * @param perSecond how many calls begin in each second
     */
    public CompletableFuture<Void> placeCalls(int count, double perSecond) {
        CompletableFuture<?>[] ended = new CompletableFuture<?>[count];
        for (int i = 0; i < count; i++) {
            CallScript script = new CallScript(this, channels.nextId());
            String from = String.valueOf(1000 + i % 9000);
            timers.after(Duration.ofNanos((long) (i * 1e9 / perSecond)), () -> script.placeCall(from, "200"));
            ended[i] = script.call().ended();
        }
        return CompletableFuture.allOf(ended);
    }

    /**
     * Sends the events of a recording once, as fast as the sessions read them. Returns the number of events without
     * waiting.
     */
    public int replay(InputStream serverToClient) {
        return replay(Recording.read(serverToClient), 1);
    }

    /**
     * Sends the events of a recording this many times, as fast as the sessions read them. Returns the number of events
     * in the recording without waiting.
     */
    public int replay(Recording recording, int times) {
        for (int i = 0; i < times; i++) {
            recording.batches().forEach(sessions::deliver);
        }
        return recording.size() * times;
    }

    /**
     * Sends the events of a recording, and keeps the intervals between them. The future completes with the number of
     * events.
     *
     * @param speed how many times as fast as recorded
     */
    public CompletableFuture<Integer> replay(InputStream serverToClient, double speed) {
        return new Playback(this, Recording.read(serverToClient), speed, event -> {}).start();
    }

    /**
     * Prepares to play the file of a {@link PbxRecorder}. From now on, the PBX lists the channels, queues and agents of the
     * recording. Start the routes, and then call {@link Replay#start}.
     */
    public Replay replay(Path recorded) {
        return new Replay(this, recorded);
    }

    /**
     * The data of the PBX, which a test can set up: extensions, queues, mailboxes, database, output of CLI commands,
     * and configuration files.
     */
    public PbxData data() {
        return data;
    }

    /** Answers an action with your own handler. It replaces the handler of the simulator, if there is one. */
    public void on(String action, ActionHandler handler) {
        actions.replace(action, handler);
    }

    /** All actions received so far, oldest first. */
    public List<ReceivedAction> received() {
        return received.all();
    }

    /** All actions of this name received so far, oldest first. */
    public List<ReceivedAction> received(String action) {
        return received().stream()
                .filter(each -> each.name().equalsIgnoreCase(action))
                .toList();
    }

    /** Forgets the actions received so far. */
    public void forgetReceived() {
        received.clear();
    }

    /** The number of sessions that are logged in now. */
    public int sessions() {
        return sessions.loggedIn().size();
    }

    /** The sessions that are logged in now. */
    public List<SimulatedSession> loggedIn() {
        return sessions.loggedIn();
    }

    /** The TCP connections that are open now, logged in or not. */
    public List<SimulatedSession> openConnections() {
        return List.copyOf(sessions.open());
    }

    /** The number of successful logins so far. */
    public int logins() {
        return sessions.logins();
    }

    /** The number of refused logins so far. */
    public int failedLogins() {
        return sessions.failedLogins();
    }

    /** The number of TCP connections accepted so far. */
    public int connections() {
        return sessions.connections();
    }

    /** The number of bytes that clients have sent so far. Over TLS, the bytes after decryption count. */
    public long bytesReceived() {
        return bytesReceived.sum();
    }

    /** Applies a fault to the next action of this name. The name {@code *} stands for any action. */
    public void faultNext(String action, Fault fault) {
        faultNext(action, 1, fault);
    }

    /** Applies a fault to the next {@code times} actions of this name. */
    public void faultNext(String action, int times, Fault fault) {
        faults.next(action, times, fault);
    }

    /** Applies a fault to every action of this name. */
    public void faultAlways(String action, Fault fault) {
        faults.always(action, fault);
    }

    /** Ends all faults: those of actions, greetings, and refused logins. */
    public void clearFaults() {
        faults.clear();
        sessions.refuseLogins(0);
    }

    /** Makes each new connection begin with this greeting. */
    public void greet(Greeting value) {
        faults.greet(value);
    }

    /** Makes the next {@code times} connections begin with this greeting. */
    public void greetNext(int times, Greeting value) {
        faults.greetNext(times, value);
    }

    /** Refuses the next {@code times} logins, even if their secrets are correct. */
    public void refuseLogins(int times) {
        sessions.refuseLogins(times);
    }

    /** Stops listening, so that new connections are refused. */
    public void stopListening() {
        listener.stop();
        http.ifPresent(SimulatedHttp::stopListening);
    }

    /** Accepts connections again, on the same port. */
    public void startListening() {
        listener.start();
        http.ifPresent(SimulatedHttp::startListening);
    }

    /** Closes all connections at once with FIN. */
    public void disconnectAll() {
        sessions.open().forEach(SimulatedSession::disconnect);
        http.ifPresent(server -> server.closeConnections(Cut.FIN));
    }

    /** Resets all connections at once with RST, as a killed process does. */
    public void resetAll() {
        sessions.open().forEach(SimulatedSession::reset);
        http.ifPresent(server -> server.closeConnections(Cut.RST));
    }

    /**
     * Sends the event Shutdown, as {@code core stop now} does, and then ends all connections.
     *
     * @param restart the value of the field Restart
     */
    public void shutdown(boolean restart) {
        listener.stop();
        OutgoingEvent farewell = OutgoingEvent.of(SimulatedEvent.named("Shutdown", "system")
                .with("Shutdown", "Cleanly")
                .with("Restart", restart ? "True" : "False")
                .text(afterPrivilege()));
        sessions.deliver(List.of(farewell));
        List<TcpSession> leaving = sessions.open();
        leaving.forEach(TcpSession::end);
        http.ifPresent(server -> server.shutdown(GOODBYE));
        timers.after(GOODBYE, () -> leaving.forEach(SimulatedSession::disconnect));
    }

    /** Shuts down, and starts again at once on the same port. All calls have then ended. */
    public void restart() {
        List<TcpSession> before = sessions.open();
        shutdown(true);
        before.forEach(session -> session.awaitEnd(GOODBYE));
        comeBack();
    }

    /** Stops listening, and closes all connections without sending an event. */
    @Override
    public void close() {
        listener.stop();
        disconnectAll();
        http.ifPresent(SimulatedHttp::disable);
        timers.close();
    }

    PbxSettings settings() {
        return settings;
    }

    Actions actions() {
        return actions;
    }

    Sessions sessionRegistry() {
        return sessions;
    }

    Faults faults() {
        return faults;
    }

    Timers timers() {
        return timers;
    }

    LongAdder bytesCounter() {
        return bytesReceived;
    }

    PbxUser user(String name) {
        return settings.users().get(name);
    }

    long uptimeSeconds() {
        return Duration.between(startedAt, Instant.now()).toSeconds();
    }

    Instant startedAt() {
        return startedAt;
    }

    String render(Reply reply, ReceivedAction action) {
        return settings.version() == PbxVersion.BEFORE_12
                ? OldServer.text(reply, action)
                : reply.text(action.actionId());
    }

    Channels channels() {
        return channels;
    }

    void comeBack() {
        channels.calls().forEach(SimulatedCall::abandon);
        channels.clear();
        data.queues().restarted();
        startedAt = Instant.now();
        startListening();
    }

    void remember(ReceivedAction action) {
        received.add(action);
    }

    void sessionEnded(SimulatedSession session) {
        sessions.ended(session);
    }

    void thread(String purpose, Runnable task) {
        Thread thread = new Thread(task, "pbx-" + port() + "-" + purpose + "-" + threads.incrementAndGet());
        thread.setDaemon(true);
        thread.start();
    }

    /** A time in Asterisk's notation: seconds with six decimals. */
    static String timestamp(Instant time) {
        return String.format("%d.%06d", time.getEpochSecond(), time.getNano() / 1000);
    }

    private List<String> afterPrivilege() {
        List<String> lines = new ArrayList<>(2);
        if (settings.timestampEvents()) {
            lines.add("Timestamp: " + timestamp(Instant.now()));
        }
        if (!settings.systemName().isEmpty()) {
            lines.add("SystemName: " + settings.systemName());
        }
        return lines;
    }

    private void endOverdueSessions() {
        sessions.open().forEach(session -> session.cutIfOverdue(settings.writeTimeout(), settings.authTimeout()));
        http.ifPresent(SimulatedHttp::expire);
    }
}
