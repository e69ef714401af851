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

import static io.github.camelami.Futures.inTime;

import io.github.camelami.internal.transport.AmiTransport;
import io.github.camelami.internal.transport.ConnectionSink;
import io.github.camelami.message.AmiException;
import io.github.camelami.message.AmiMessage;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLSocketFactory;

/** One attempt to open a transport, given up after two seconds. */
public final class Opened implements ConnectionSink {
    final CompletableFuture<String> banner = new CompletableFuture<>();
    AmiException failure;

    static Opened to(String host, int port, SSLSocketFactory tls) {
        return to(new TcpSettings(host, port, tls, true, StandardCharsets.UTF_8, 65536));
    }

    static Opened to(TcpSettings settings) {
        return with(new TcpTransport(settings, task -> new Thread(task, "opened").start()));
    }

    static Opened with(AmiTransport transport) {
        Opened opened = new Opened();
        CompletableFuture<Void> attempt = CompletableFuture.runAsync(() -> opened.open(transport));
        try {
            attempt.get(2, TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            transport.close();
            inTime(attempt);
        } catch (Exception e) {
            throw new AssertionError(e);
        }
        transport.close();
        return opened;
    }

    private void open(AmiTransport transport) {
        try {
            transport.open(this, 1);
        } catch (AmiException e) {
            failure = e;
        }
    }

    @Override
    public void banner(String text) {
        banner.complete(text);
    }

    @Override
    public void message(AmiMessage message) {}

    @Override
    public void received(int bytes) {}

    @Override
    public void closed(AmiException cause, int discarded) {}
}
