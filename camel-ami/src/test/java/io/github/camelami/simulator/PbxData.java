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

import java.util.List;

/** What the PBX knows and a test may prepare: extensions, queues, mailboxes, database, command output, configuration files. */
public final class PbxData {

    private final Dialplan dialplan = new Dialplan();
    private final DatabaseActions database;
    private final MailboxActions mailboxes = new MailboxActions();
    private final QueueActions queues;
    private final Phones phones;
    private final CommandActions commands;
    private final ConfigActions configs = new ConfigActions();

    PbxData(SimulatedPbx pbx) {
        database = new DatabaseActions(pbx);
        queues = new QueueActions(pbx);
        phones = new Phones(pbx, queues);
        commands = new CommandActions(pbx);
        queues.queue("support", "ringall", 60)
                .member("Local/m2@members/n", "Agent Two", 1)
                .member("Local/m1@members/n", "Agent One", 0);
        queues.queue("empty", "rrmemory", 0);
    }

    /** What becomes of an extension that is dialled; to begin with 100, 101, 107, 200 answer, 102 is busy, 103 rings only, 104 is congested. */
    public void extension(String extension, CallOutcome outcome) {
        dialplan.extension(extension, outcome);
    }

    /** An extension that lets all of these phones ring; the first that answers has the call. */
    public void ringGroup(String extension, String... phones) {
        dialplan.ringGroup(extension, List.of(phones));
    }

    /** A phone with a hint: lists and events tell its state, and its calls show that name. */
    public void phone(String number, String name) {
        callerName(number, name);
        dialplan.extensionIfAbsent(number, CallOutcome.ANSWER);
        phones.hint(number);
    }

    /** The name that calls of that number show. */
    public void callerName(String number, String name) {
        phones.callerName(number, name);
    }

    /** The queue of that name, created if there is none; to begin with there are support, with two members, and empty. */
    public SimulatedQueue queue(String name) {
        return queues.queue(name, "ringall", 0);
    }

    /** As shared_lastcall=yes in queues.conf: a call of one queue counts in each queue of the member. */
    public void sharedLastCall() {
        queues.sharedLastCall();
    }

    /** Puts messages into a mailbox. */
    public void mailbox(String mailbox, int urgent, int unheard, int heard) {
        mailboxes.put(mailbox, new MailboxActions.Messages(urgent, unheard, heard));
    }

    /** Puts an entry into the database. */
    public void database(String family, String key, String value) {
        database.put(family, key, value);
    }

    /** Sets the output of a CLI command. */
    public void command(String command, String output) {
        commands.put(command, output);
    }

    /** Puts a configuration file there for GetConfig. */
    public void config(String file, String text) {
        configs.put(file, text);
    }

    /** Calls to that extension wait in the queue until a member that is free and not paused has answered. */
    public void queueExtension(String extension, String queue) {
        queues.extension(extension, queue(queue));
    }

    Dialplan dialplan() {
        return dialplan;
    }

    QueueActions queues() {
        return queues;
    }

    Phones phones() {
        return phones;
    }

    void addTo(Actions actions) {
        database.addTo(actions);
        mailboxes.addTo(actions);
        queues.addTo(actions);
        phones.addTo(actions);
        commands.addTo(actions);
        configs.addTo(actions);
    }
}
