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
package io.github.camelami.examples.switchboard;

import java.util.List;

/** A row of the page. Times are in milliseconds since 1970. */
public sealed interface Row {

    /** An extension with a hint, and its state as Asterisk names it. */
    record Extension(String number, String context, String device, String status) implements Row {}

    /** A channel with its own party and the party to which it is connected. */
    record Channel(
            String name,
            String state,
            boolean held,
            String number,
            String caller,
            String connectedNumber,
            String connectedName,
            String dialled,
            long since)
            implements Row {}

    /** A queue with its waiting callers, in order, and its members. */
    record Queue(String name, List<Waiting> waiting, List<Member> members) implements Row {}

    /** A caller who waits in a queue. */
    record Waiting(String uniqueid, String number, String caller, long since) {}

    /** A member of a queue, and the state of its device as a number of Asterisk. */
    record Member(String device, String name, int status, boolean paused) {}
}
