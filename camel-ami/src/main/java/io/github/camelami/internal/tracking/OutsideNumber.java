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
package io.github.camelami.internal.tracking;

import java.util.function.Predicate;

/**
 * The number of a party in a call of which only a list, or a later event, has shown the parties. In an outgoing call,
 * the dialplan may have set another caller id for the caller, and the trunk shows the number that the caller dialled
 * instead of the number that was dialled on the trunk.
 */
final class OutsideNumber {
    private OutsideNumber() {}

    /** The number of the party, or null if it cannot be told. */
    static String of(Channel party) {
        return isKnown(party) ? party.number() : null;
    }

    /** Whether the number, and the name, are those of the party itself. */
    static boolean isKnown(Channel party) {
        Predicate<String> trunks = party.call().settings().trunks();
        if (trunks == null
                || party.isStartSeen()
                || party.dial() != null && party.dial().number() != null) {
            return true;
        }
        boolean calls = party == Parties.caller(party.call());
        if (trunks.test(party.name())) {
            return calls && !party.call().origin().mayCallCaller();
        }
        return !calls || isNamedAfterNumber(party) || !hasCalledTrunk(party, trunks);
    }

    /** Whether the device has the number as its name, such as {@code PJSIP/8101-00000002}. */
    private static boolean isNamedAfterNumber(Channel party) {
        String name = party.name();
        int slash = name.indexOf('/');
        int end = name.lastIndexOf('-');
        return slash >= 0 && end > slash && name.substring(slash + 1, end).equals(party.number());
    }

    private static boolean hasCalledTrunk(Channel caller, Predicate<String> trunks) {
        for (Channel channel : caller.call().channels()) {
            if (channel != caller && !channel.isStartSeen() && channel.isPhone() && trunks.test(channel.name())) {
                return true;
            }
        }
        return false;
    }
}
