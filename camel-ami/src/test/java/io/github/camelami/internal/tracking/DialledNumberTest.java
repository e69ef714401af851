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

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The table in docs/maintainers/calls.md, "Which number was dialled". */
class DialledNumberTest {

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                // a phone of FreePBX: the user of its contact is random or not
                "8202/sip:xyz123@10.0.0.5, 8202, s, 8202",
                "8202/sip:8202@10.0.0.5:5060;transport=tcp, 8202, s, 8202",
                "8202/sip:48151623@10.0.0.5, 8202, s, 8202",
                "8202/sip:xyz123@10.0.0.5, 600, 600, 8202",
                "8202/sips:xyz123@10.0.0.5, -, s, 8202",
                // a phone with a name: its number is its caller id
                "bob/sip:xyz123@10.0.0.5, 8202, s, 8202",
                "bob/sip:xyz123@10.0.0.5, 200, 200, 200",
                "bob/sip:xyz123@10.0.0.5, -, s, bob",
                "bob, 8202, s, 8202",
                "bob, 200, 200, 200",
                "8202, -, s, 8202",
                "8202, 600, 600, 8202",
                "PJSIP/8202, 8030, 8400, 8030",
                // a trunk: the number that it is to dial
                "04099@trunk, 904099, 904099, 04099",
                "+4940991@trunk, 4930555000, s, +4940991",
                "trunk/04099, 904099, 904099, 04099",
                "g0/04099, s, s, 04099",
                "trunk/sip:04099@provider.example, 904099, 904099, 04099",
                "bob/sip:04099@127.0.0.1:19977, FMGL-01715, FMGL-01715, 04099",
                "sip:04099@provider.example, 904099, 904099, 04099",
                "sip:provider.example, 904099, 904099, 904099",
                // a Local channel: its extension
                "8203@from-internal/n, 600, 600, 8203",
                "Local/8203@from-queue/n, 8030, 8203, 8203",
                // where nothing says it
                "-, 8202, s, 8202",
                "-, -, s, -",
            })
    void isTheNumberThatWasReallyDialled(String dialString, String shown, String exten, String number) {
        assertThat(DialledNumber.of("PJSIP/a-00000001", dialString, shown, exten, null))
                .isEqualTo(number);
    }

    /** No part of a call shows a password; it stands in dial strings of IAX2 and SIP. */
    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "IAX2/voip-22, user:secret@voip.example/04099, 904099, 04099",
                "IAX2/voip-22, IAX2/user:secret@voip.example/04099, 904099, 04099",
                "IAX2/voip-22, user:secret@voip.example:4569/04099@incoming/a, -, 04099",
                "IAX2/voip-22, user:1234@voip.example, -, -",
                "IAX2/voip-22, user@voip.example, 904099, 904099",
                "IAX2/voip-22, guest@voip.example/04099, -, 04099",
                "IAX2/8202-22, 8202, -, 8202",
                "IAX2/voip-22, voip/04099, 904099, 04099",
                "SIP/host-1, 04099:pw:md5:auth:tls@host, 904099, 04099",
                "SIP/host-1, bob:pw@host, -, -",
                "SIP/host-1, bob:pw@host, 8202, 8202",
                "SIP/host-1, trunk/04099:pw, 8202, 04099",
                "PJSIP/t-1, t/sip:04099:pw@host, -, 04099",
                "PJSIP/t-1, sip:bob:pw@host, -, bob",
                "-, user:secret@host, -, -",
                "SIP/host-1, host:5060, -, -",
            })
    void aPasswordIsNoNumber(String channel, String dialString, String shown, String number) {
        assertThat(DialledNumber.of(channel, dialString, shown, "s", null)).isEqualTo(number);
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "g0/W04099, 904099, 04099",
                "R0/ww04099, -, 04099",
                "i1/04099, -, 04099",
                "2/04099w123, -, 04099",
                "g1/9w04099, 904099, 04099",
                "i1/04099/12, -, 04099",
                "DAHDI/g0/04099, -, 04099",
                "2, -, -",
                "2, 8202, 8202",
                "g0, -, -"
            })
    void aPortOfAnAnalogueLineIsNoNumber(String dialString, String shown, String number) {
        assertThat(DialledNumber.of("DAHDI/2-1", dialString, shown, "s", null)).isEqualTo(number);
    }

    /** Each form in which the number 04099 is dialled by a trunk, for a caller who wanted 904099. */
    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "PJSIP/4930555000-1, 4930555000/sip:04099@sbc, 904099, 904099",
                "PJSIP/4930555000-1, 4930555000/sip:04099@sbc, -, s",
                "PJSIP/4930555000-1, 4930555000/sip:04099@sbc, 4930555000, s",
                "PJSIP/4930555000-1, 4930555000/sip:04099@sbc, 4930555111, s",
                "PJSIP/4930555000-1, PJSIP/4930555000/sip:04099@sbc:5060, 904099, 904099",
                "PJSIP/4930555000-1, 04099@4930555000, 4930555000, s",
                "PJSIP/trunk-1, trunk/sip:04099@sbc, 4930555000, s",
                "PJSIP/trunk-1, 04099@trunk, 4930555000, s",
                "SIP/4930555000-1, 4930555000/04099, 4930555000, s",
                "SIP/trunk-1, trunk/04099, 904099, 904099",
                "SIP/trunk-1, 04099@10.0.0.1:5060, 904099, 904099",
                "SIP/host-1, bob:pw@host/04099, 904099, 904099",
                "DAHDI/i1/04099-1, g1/04099, 904099, 904099",
                "DAHDI/1-1, r1/9w04099, s, s",
                "IAX2/peer-1, user:pw@peer/04099, 904099, 904099",
                "IAX2/peer-1, peer/04099, 904099, 904099",
                "OOH323/gw-1, 04099@gw, 904099, 904099",
                "Quectel/q0-1, q0/04099, s, s",
                "Local/04099@out-1;1, 04099@out/n, 904099, 904099"
            })
    void aTrunkIsDialledByItsNumber(String channel, String dialString, String shown, String exten) {
        assertThat(DialledNumber.of(channel, dialString, shown, exten, "904099"))
                .isEqualTo("04099");
    }

    /** The same, written so that it could be a trunk: nothing that the caller wanted ends as the user does. */
    @ParameterizedTest
    @CsvSource({"8202, 8202", "498202, 8202", "600, 8202"})
    void aPhoneWhoseContactHasANumberOfItsOwnIsNoTrunk(String wanted, String number) {
        assertThat(DialledNumber.of("PJSIP/8202-1", "8202/sip:48151623@10.0.0.5", "8202", "s", wanted))
                .isEqualTo(number);
        assertThat(DialledNumber.of("PJSIP/8202-1", "8202/sip:8202@10.0.0.5", "1001", "s", wanted))
                .isEqualTo("1001");
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "Local/8203@grp-0001;1, 8203",
                "Local/8203@queue/n, 8203",
                "PJSIP/8203, 8203",
                "PJSIP/a/b, -",
                "-, -",
                "8203, -",
                "PJSIP/, -",
                "IAX2/user:secret@host/8203, 8203",
                "IAX2/user:secret@host, -",
                "SIP/user:secret@host, -"
            })
    void aMemberHasTheNumberOfItsInterface(String interfaceName, String number) {
        assertThat(DialledNumber.ofInterface(interfaceName)).isEqualTo(number);
    }
}
