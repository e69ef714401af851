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

/**
 * The data of the PBX that a test can set up: extensions, queues, mailboxes, database, output of CLI commands, and
 * configuration files.
 */
public final class PbxData {

    private final Dialplan dialplan = new Dialplan();
    private final DatabaseActions database;
    private final MailboxActions mailboxes = new MailboxActions();
    private final QueueActions queues;
    private final Phones phones;
    private final CommandActions commands;
    private final ConfigActions configs = new ConfigActions();
    private volatile boolean refusesUnknown;

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

    /**
     * Sets the outcome of dialling an extension. In a new PBX, 100, 101, 107 and 200 answer, 102 is busy, 103 only
     * rings, and 104 is congested.
     */
    public void extension(String extension, CallOutcome outcome) {
        dialplan.extension(extension, outcome);
    }

    /**
     * Makes the dialplan set this variable when an Originate to this extension is answered, for example
     * {@code AMDSTATUS}.
     */
    public void variable(String extension, String name, String value) {
        dialplan.variable(extension, name, value);
    }

    /** Adds an extension that lets all these phones ring. The first one that answers gets the call. */
    public void ringGroup(String extension, String... phones) {
        dialplan.ringGroup(extension, List.of(phones));
    }

    /**
     * Adds a phone with a hint. ExtensionStateList and ExtensionStatus events report the state of the phone. Calls from
     * the phone show this name.
     */
    public void phone(String number, String name) {
        callerName(number, name);
        dialplan.extensionIfAbsent(number, CallOutcome.ANSWER);
        phones.hint(number);
    }

    /** Sets the caller name of all calls from this number. */
    public void callerName(String number, String name) {
        phones.callerName(number, name);
    }

    /**
     * Returns the queue of this name, and creates it if there is none. A new PBX has the queues {@code support}, with
     * two members, and {@code empty}.
     */
    public SimulatedQueue queue(String name) {
        return queues.queue(name, "ringall", 0);
    }

    /** Sets shared_lastcall=yes of queues.conf: a call from one queue then counts in all queues of the member. */
    public void sharedLastCall() {
        queues.sharedLastCall();
    }

    /** Sets the numbers of messages in a mailbox. */
    public void mailbox(String mailbox, int urgent, int unheard, int heard) {
        mailboxes.put(mailbox, new MailboxActions.Messages(urgent, unheard, heard));
    }

    /** Stores an entry in Asterisk's database. */
    public void database(String family, String key, String value) {
        database.put(family, key, value);
    }

    /** Sets the output of a CLI command. */
    public void command(String command, String output) {
        commands.put(command, output);
    }

    /** Adds a configuration file, which GetConfig and ListCategories can read. */
    public void config(String file, String text) {
        configs.put(file, text);
    }

    /**
     * Makes calls to this extension wait in the queue until a member answers. The queue calls members who are free and
     * not paused.
     */
    public void queueExtension(String extension, String queue) {
        queues.extension(extension, queue(queue));
    }

    /**
     * Makes the PBX refuse an Originate to an extension that is not defined, as Asterisk does. The answer is
     * {@code Extension does not exist.} Without this, the PBX accepts each extension, and the phone that answers an
     * Originate to an unknown one stays on the line alone. The PBX does not distinguish contexts.
     */
    public void refuseUnknownExtensions() {
        refusesUnknown = true;
    }

    boolean knows(String extension) {
        return dialplan.knows(extension) || queues.dialledAs(extension) != null;
    }

    boolean refuses(OriginateRequest request) {
        return refusesUnknown && request.application().isEmpty() && !knows(request.exten());
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
