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
package io.github.camelami.bench;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** What the feeder answers to actions, line by line of what it reads. */
final class Answers {
    /** The entries of every list. */
    static final int ENTRIES = 10_000;

    private static final String CHANNEL = "Event: CoreShowChannel\r\nActionID: %s\r\nChannel: PJSIP/%d-00000001\r\n"
            + "ChannelState: 6\r\nChannelStateDesc: Up\r\nCallerIDNum: %d\r\nCallerIDName: Extension %d\r\n"
            + "ConnectedLineNum: 200\r\nConnectedLineName: Reception\r\nLanguage: en\r\nAccountCode: \r\n"
            + "Context: outbound\r\nExten: 200\r\nPriority: 3\r\nUniqueid: 1700000000.%d\r\n"
            + "Linkedid: 1700000000.%d\r\nApplication: Dial\r\nApplicationData: PJSIP/200,30\r\n"
            + "Duration: 00:00:10\r\nBridgeId: 7a3b8f4e-6f0e-4d7e-8b7e-2f1d6c0a9b11\r\n\r\n";

    /** One feeder answers one list at a time. */
    private static final Map<Integer, byte[]> ENTRIES_BY_ID_LENGTH = new ConcurrentHashMap<>();

    private final OutputStream out;
    private String action = "";
    private String actionId = "";
    private String user = "";

    /** Answers that go to a stream, the entries of a list at once. */
    Answers(OutputStream out) {
        this.out = new BufferedOutputStream(out, 65536);
    }

    /** Takes a line of an action; the empty one ends it. */
    void line(String line) throws IOException {
        action = valueOf("Action", line, action);
        actionId = valueOf("ActionID", line, actionId);
        user = valueOf("Username", line, user);
        if (line.isEmpty() && !action.isEmpty()) {
            answer();
            action = "";
        }
    }

    /** The value that the line gives the field, in any case, else the one from before. */
    static String valueOf(String field, String line, String before) {
        int colon = field.length();
        return line.startsWith(": ", colon) && line.regionMatches(true, 0, field, 0, colon)
                ? line.substring(colon + 2)
                : before;
    }

    void flush() throws IOException {
        out.flush();
    }

    /** The answer to WaitEvent. */
    void events(byte[] events) throws IOException {
        String id = "ActionID: " + actionId + "\r\n";
        out.write(Feeder.ascii("Response: Success\r\n" + id + "Message: Waiting for Event completed.\r\n\r\n"));
        out.write(events);
        out.write(Feeder.ascii("Event: WaitEventComplete\r\n" + id + "\r\n"));
    }

    private void answer() throws IOException {
        switch (action.toLowerCase(Locale.ROOT)) {
            case "challenge" -> respond("Challenge: 159264829");
            case "coresettings" -> respond("AMIversion: 9.0.0\r\nAsteriskVersion: 22.0.0\r\nSystemName: ");
            case "command" -> respond("Message: Command output follows\r\nOutput: Asterisk 22.0.0 built by nobody");
            // who follows calls takes the list for calls that were up before
            case "coreshowchannels" -> list(Subject.takesEvents(user) ? ENTRIES : 0);
            default -> respond("Ping: Pong");
        }
    }

    private void respond(String fields) throws IOException {
        out.write(Feeder.ascii("Response: Success\r\nActionID: " + actionId + "\r\n" + fields + "\r\n\r\n"));
    }

    private void list(int count) throws IOException {
        respond("EventList: start\r\nMessage: Channels will follow");
        byte[] id = Feeder.ascii(actionId);
        byte[] entries = ENTRIES_BY_ID_LENGTH.computeIfAbsent(id.length, Answers::entries);
        for (int at = CHANNEL.indexOf("%s"), size = entries.length / ENTRIES; at < entries.length; at += size) {
            System.arraycopy(id, 0, entries, at, id.length);
        }
        out.write(entries, 0, entries.length / ENTRIES * count);
        out.write(Feeder.ascii("Event: CoreShowChannelsComplete\r\nActionID: " + actionId
                + "\r\nEventList: Complete\r\nListItems: " + count + "\r\n\r\n"));
    }

    /** All of equal length, with room for an ActionID of that length. */
    private static byte[] entries(int idLength) {
        StringBuilder entries = new StringBuilder();
        for (int i = 10_000; i < 10_000 + ENTRIES; i++) {
            entries.append(String.format(CHANNEL, " ".repeat(idLength), i, i, i, i, i));
        }
        return Feeder.ascii(entries.toString());
    }
}
