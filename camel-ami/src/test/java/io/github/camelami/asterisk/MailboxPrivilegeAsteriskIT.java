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

import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelami.message.AmiException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.provider.Arguments;

/** The user that examples/mailbox-json ships can do what its routes do, and with its class less it cannot. */
class MailboxPrivilegeAsteriskIT extends OnAsterisk {

    static Stream<Arguments> servers() {
        return by(Access.TCP, Access.HTTP_RAWMAN, Access.HTTP_MXML, Access.HTTP_DIGEST_RAWMAN);
    }

    @Test
    void J1_mailboxJson() throws Exception {
        user("write = reporting");
        assertThat(answer("action=MailboxCount", Map.of("Mailbox", "123@default")))
                .containsKeys("NewMessages", "OldMessages");
        callBeside();
        soon().until(() -> !list("action=CoreShowChannels", null).isEmpty());
    }

    @Test
    void J1_mailboxJsonWithoutReportingIsRefused() throws Exception {
        user("write =");
        assertThat(send("action=MailboxCount", Map.of("Mailbox", "123@default")).getException())
                .isInstanceOf(AmiException.Refused.class)
                .hasMessageContaining("in write: call,reporting");
        assertThat(send("action=CoreShowChannels", null).getException())
                .isInstanceOf(AmiException.Refused.class)
                .hasMessageContaining("in write: system,reporting");
    }

    /** Makes that user, in this test's name and for this machine, with another line for its rights. */
    private void user(String rights) throws IOException {
        List<String> lines = Files.readAllLines(Path.of("../examples/mailbox-json/manager.conf"));
        assertThat(lines).contains("enabled = yes", "webenabled = yes", "write = reporting");
        List<String> settings = lines.subList(lines.indexOf("[camel]") + 1, lines.size()).stream()
                .filter(each -> !each.startsWith("secret"))
                .map(each -> each.startsWith("permit") ? "permit = 127.0.0.1/255.255.255.255" : each)
                .map(each -> each.startsWith("write") ? rights : each)
                .toList();
        camel.getRegistry().bind("pbx", connection(ownUserWith(settings)));
    }

    private void callBeside() throws IOException {
        plain.ask("Originate", "Channel: " + dial(113), "Application: Wait", "Data: 20", "Async: true");
    }
}
