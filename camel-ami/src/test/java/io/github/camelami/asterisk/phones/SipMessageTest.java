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
package io.github.camelami.asterisk.phones;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SipMessageTest {

    /** The thread of the phones reads what any server sends. */
    @ParameterizedTest
    @CsvSource({"sip:8201@10.0.0.5, 8201", "sip:10.0.0.5, ''", "sip:10.0.0.5:5060, ''", "sip:anonymous@x, anonymous"})
    void aUriWithoutAUserHasAnEmptyOne(String uri, String user) {
        assertThat(SipMessage.user(uri)).isEqualTo(user);
        assertThat(SipMessage.request("OPTIONS", uri).calledUser()).isEqualTo(user);
    }
}
