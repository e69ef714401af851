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
package io.github.camelami.internal.codec;

import java.nio.charset.StandardCharsets;

/** Texts that several tests decode. */
public final class Transcripts {
    private Transcripts() {}

    /** One of each kind and oddity: 14 messages behind a banner. */
    static final String ODDITIES = "Asterisk Call Manager/11.0.0\r\n"
            + "Response: Success\r\nActionID: 1\r\nMessage: Authentication accepted\r\n\r\n"
            + "Event: FullyBooted\r\nPrivilege: system,all\r\nStatus: Fully Booted\r\n\r\n"
            + "Response: Error\r\nActionID: 2\r\nMessage: No Contacts found\n\r\n\r\n"
            + "Event: UserEvent\r\nPrivilege: user,all\r\nUserEvent: x\r\nActionID: 3\r\nEvent: Spoof\r\nNoColon\r\n"
            + ": empty key\r\nEmpty:\r\nTwice: a\r\ntwice:  b \r\n\r\n"
            + "Event: OriginateResponse\r\nPrivilege: call,all\r\nActionID: 4\r\nResponse: Failure\r\nReason: 5\r\n\r\n"
            + "\r\n\n\r\n"
            + "Event: Newchannel\r\nPrivilege: call,all\r\nCallerIDName: O\\'Brien \0\1\u00ff\r\r\n\r\n"
            + "Response: Follows\r\nPrivilege: Command\r\nActionID: 5\r\n  Event: Hangup\n\nResponse: Error\n\n"
            + "--END COMMAND--\r\n\r\n"
            + "Response: Success\r\nActionID: 6\r\nMessage: Command output follows\r\nOutput: Event: Hangup\r\n"
            + "Output: \r\nOutput:   indented\r\n\r\n"
            + "No queues.\n\n"
            + "event:Alarm\nprivilege:system,all\n\n"
            + "Response: Goodbye\r\nMessage: Thanks for all the fish.\r\n\r\n"
            + "Event: \r\nX: \r\n\r\n"
            + "Response: Pong\r\n\r\n"
            + "Event: Hangup\r\nPrivilege: call,all\r\nCause: 16\r\n\r\n";

    static final int ODDITIES_MESSAGES = 14;

    public static byte[] bytes(String latin1) {
        return latin1.getBytes(StandardCharsets.ISO_8859_1);
    }
}
