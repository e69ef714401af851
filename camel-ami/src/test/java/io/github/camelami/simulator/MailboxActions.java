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

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Answers MailboxCount and MailboxStatus. */
final class MailboxActions {

    /** The numbers of messages in one mailbox. */
    record Messages(int urgent, int unheard, int heard) {}

    private static final Messages NONE = new Messages(0, 0, 0);

    private final Map<String, Messages> mailboxes = new ConcurrentHashMap<>();

    void addTo(Actions actions) {
        actions.add("MailboxCount", this::count);
        actions.add("MailboxStatus", this::status);
    }

    void put(String mailbox, Messages messages) {
        mailboxes.put(withContext(mailbox), messages);
    }

    private Reply count(ReceivedAction action) {
        String mailbox = action.field("Mailbox");
        if (mailbox.isEmpty()) {
            return Reply.error("Mailbox not specified");
        }
        Messages messages = mailboxes.getOrDefault(withContext(mailbox), NONE);
        return Reply.success("Mailbox Message Count")
                .with("Mailbox", mailbox)
                .with("UrgMessages", messages.urgent())
                .with("NewMessages", messages.unheard())
                .with("OldMessages", messages.heard());
    }

    private Reply status(ReceivedAction action) {
        String mailbox = action.field("Mailbox");
        if (mailbox.isEmpty()) {
            return Reply.error("Mailbox not specified");
        }
        Messages messages = mailboxes.getOrDefault(withContext(mailbox), NONE);
        return Reply.success("Mailbox Status")
                .with("Mailbox", mailbox)
                .with("Waiting", messages.urgent() + messages.unheard() > 0 ? 1 : 0);
    }

    private static String withContext(String mailbox) {
        return mailbox.contains("@") ? mailbox : mailbox + "@default";
    }
}
