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
package io.github.camelami.internal.tcp;

import io.github.camelami.internal.codec.AmiDecoder;
import io.github.camelami.internal.transport.AmiTransport;
import io.github.camelami.internal.transport.ConnectionSink;
import io.github.camelami.internal.transport.OutgoingAction;
import io.github.camelami.internal.transport.TlsFailure;
import io.github.camelami.internal.transport.TlsHandshake;
import io.github.camelami.message.AmiException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import javax.net.ssl.SSLException;

/**
 * AMI over a socket, plain or with TLS 1.2 or later. One thread reads. The threads that send actions also write them
 * ({@link ActionWriter}).
 */
public final class TcpTransport implements AmiTransport {

    /** A host that Java does not look up. */
    private static final Pattern ADDRESS = Pattern.compile("\\d+\\.\\d+\\.\\d+\\.\\d+|.*:.*");

    /**
     * After this time, in nanoseconds, a new thread reads. Java 17 touches 80 KiB of the stack below code that it still
     * interprets, such as the code that reads. Once this code is compiled, a new thread needs at most 24 KiB.
     */
    private static final long OLD = Duration.ofSeconds(15).toNanos();

    private final TcpSettings settings;
    private final Executor threads;
    private final LongSupplier nanoTime;

    /** Whether a connection of the same session has received a greeting. */
    private final AtomicBoolean greeted;

    private final ActionWriter writer;

    /** The plain socket below TLS: closing it never blocks, whereas closing a TLS socket may wait for a writer. */
    private final Socket wire = new Socket();

    private final CompletableFuture<InetSocketAddress> address = new CompletableFuture<>();

    private volatile String stage = "looking up the host's address";
    private volatile boolean closed;
    private Socket socket = wire;
    private AmiDecoder decoder;
    private ConnectionSink sink;
    private long opened;
    private boolean renewed;

    /** Creates the transport of one connection. {@code threads} runs what must not block its callers. */
    public TcpTransport(TcpSettings settings, Executor threads) {
        this(settings, threads, System::nanoTime);
    }

    TcpTransport(TcpSettings settings, Executor threads, LongSupplier nanoTime) {
        this(settings, threads, nanoTime, new AtomicBoolean());
    }

    private TcpTransport(TcpSettings settings, Executor threads, LongSupplier nanoTime, AtomicBoolean greeted) {
        this.greeted = greeted;
        this.settings = settings;
        this.threads = threads;
        this.nanoTime = nanoTime;
        this.writer = new ActionWriter(settings.charset(), threads, this::write);
    }

    /** Returns a supplier that creates a transport for each connection of a session. */
    public static Supplier<AmiTransport> ofSession(TcpSettings settings, Executor threads) {
        AtomicBoolean greeted = new AtomicBoolean();
        return () -> new TcpTransport(settings, threads, System::nanoTime, greeted);
    }

    @Override
    public void open(ConnectionSink messages, long epoch) {
        sink = messages;
        decoder = new AmiDecoder(settings.charset(), settings.maxMessageSize(), epoch, true);
        try {
            connect();
            stage = "waiting for the server's greeting; " + whyNoGreeting();
            while (decoder.expectsBanner()) {
                if (decoder.read(socket.getInputStream(), sink) < 0) {
                    throw new IOException("the server closed the connection before its greeting");
                }
            }
            greeted.set(true);
            stage = "open";
            opened = nanoTime.getAsLong();
        } catch (IOException e) {
            boolean ended = closed;
            close();
            throw failed(ended ? "gave up while " + stage : explain(e), ended ? "" : advice(e), e);
        } catch (AmiException e) {
            // the server may answer our closing of the connection with bytes that are not AMI
            boolean ended = closed;
            close();
            throw ended ? failed("gave up while " + stage, "", e) : e;
        }
    }

    private String whyNoGreeting() {
        if (greeted.get()) {
            return "it has sent one before, so it probably hangs or is overloaded";
        }
        return "is it a port for "
                + (settings.tls() == null
                        ? "TLS (tls=true), or for HTTP (transport=http)?"
                        : "HTTPS (transport=http)?");
    }

    private String explain(IOException failure) {
        return failure instanceof SSLException tls
                ? "no TLS: " + TlsFailure.explain(tls, settings.host())
                : failure.getMessage();
    }

    private static String advice(IOException failure) {
        return failure instanceof ConnectException
                ? ": check the options host and port, and enabled, bindaddr and port in manager.conf"
                : "";
    }

    private void connect() throws IOException {
        InetSocketAddress peer = lookUp();
        if (peer.isUnresolved()) {
            throw new IOException("unknown host '" + settings.host() + "'");
        }
        stage = "connecting";
        wire.setTcpNoDelay(true);
        wire.setKeepAlive(true);
        wire.connect(peer);
        if (settings.tls() != null) {
            stage = "agreeing on TLS";
            socket = TlsHandshake.over(
                    wire, settings.tls(), settings.host(), settings.port(), settings.hostnameVerification());
        }
    }

    /**
     * Looks up the host's address, unless the host is an address. A lookup cannot be interrupted: after {@link #close},
     * its thread is abandoned until the lookup ends.
     */
    private InetSocketAddress lookUp() throws IOException {
        if (ADDRESS.matcher(settings.host()).matches()) {
            return new InetSocketAddress(settings.host(), settings.port());
        }
        address.completeAsync(() -> new InetSocketAddress(settings.host(), settings.port()), threads);
        try {
            return address.join();
        } catch (CancellationException e) {
            throw new IOException("closed", e);
        }
    }

    @Override
    public boolean receive() {
        AmiException cause;
        try {
            InputStream in = socket.getInputStream();
            int count;
            while ((count = decoder.read(in, sink)) >= 0) {
                sink.received(count);
                if (!renewed && nanoTime.getAsLong() - opened > OLD) {
                    renewed = true;
                    return true;
                }
            }
            cause = lost("the PBX closed the connection", null);
        } catch (AmiException e) {
            cause = e;
        } catch (IOException e) {
            cause = lost("the connection broke: " + e.getMessage(), e);
        } catch (RuntimeException | Error e) {
            cause = lost("internal error while reading: " + e, e);
        }
        close();
        sink.closed(cause, decoder.pending());
        return false;
    }

    @Override
    public void send(OutgoingAction outgoing) {
        writer.send(outgoing);
    }

    @Override
    public void sendSoon(OutgoingAction outgoing) {
        writer.sendSoon(outgoing);
    }

    /** Writes to the PBX. A failed write closes the connection, and the reading thread reports its end. */
    private void write(ByteArrayOutputStream bytes) {
        try {
            bytes.writeTo(socket.getOutputStream());
        } catch (IOException e) {
            close();
        }
    }

    @Override
    public void close() {
        closed = true;
        writer.close();
        address.cancel(false);
        try {
            wire.close();
        } catch (IOException e) {
            // if closing fails, the socket is closed nevertheless
        }
    }

    @Override
    public boolean isExposed() {
        return isExposed(settings, wire.getInetAddress());
    }

    static boolean isExposed(TcpSettings settings, InetAddress peer) {
        return settings.tls() == null && peer != null && !peer.isLoopbackAddress();
    }

    private AmiException failed(String message, String advice, Throwable cause) {
        return lost(message + " (" + settings + ")" + advice, cause);
    }

    private static AmiException lost(String message, Throwable cause) {
        return new AmiException.ConnectionFailed(message, cause);
    }
}
