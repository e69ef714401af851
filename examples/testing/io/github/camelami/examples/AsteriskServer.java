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
package io.github.camelami.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/** A real Asterisk, whose addresses the environment gives; its manager user is {@code admin}. */
public record AsteriskServer(String host, int port, int httpPort) {
    public static final String SECRET = "admin-secret";

    /** Without a server the test is skipped, or red where {@code AMI_ASTERISK_REQUIRED} says that there has to be one. */
    public static AsteriskServer version(String version) {
        String name = variable(version);
        String address = System.getenv(name);
        if (!"true".equals(System.getenv("AMI_ASTERISK_REQUIRED"))) {
            assumeTrue(address != null, "no Asterisk " + version + ": " + name + " is not set; see CONTRIBUTING.md");
        }
        assertThat(address).as(name).isNotNull();
        String[] hostAndPort = address.split(":");
        return new AsteriskServer(
                hostAndPort[0],
                Integer.parseInt(hostAndPort[1]),
                Integer.parseInt(System.getenv(name + "_HTTP_PORT")));
    }

    /** The variable that names a server, and the beginning of those that say more of it. */
    public static String variable(String version) {
        return "AMI_ASTERISK_" + version.replace('.', '_');
    }
}
