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
package io.github.camelami.endurance;

import io.github.camelami.internal.tcp.TcpSettings;
import io.github.camelami.internal.tcp.TcpTransport;
import io.github.camelami.message.AmiException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Gives a connection up while its host's name is looked up, which takes for ever. */
final class SlowNameClient {
    private SlowNameClient() {}

    public static void main(String[] args) throws Exception {
        ExecutorService threads = Executors.newCachedThreadPool();
        CountDownLatch lookUp = new CountDownLatch(1);
        TcpTransport transport = new TcpTransport(
                new TcpSettings("pbx.test", 5038, null, false, StandardCharsets.UTF_8, 1024),
                task -> threads.execute(() -> {
                    lookUp.countDown();
                    task.run();
                }));
        threads.execute(() -> {
            try {
                lookUp.await();
                transport.close();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        });
        try {
            transport.open(null, 1);
        } catch (AmiException.ConnectionFailed e) {
            System.out.println(e.getMessage());
        }
        System.exit(0);
    }
}
