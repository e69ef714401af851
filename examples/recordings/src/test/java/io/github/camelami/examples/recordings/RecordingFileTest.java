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
package io.github.camelami.examples.recordings;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelami.call.AmiCall;
import io.github.camelami.call.CallBuilder;
import io.github.camelami.call.CallDisposition;
import io.github.camelami.call.CallState;
import io.github.camelami.call.Recording;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RecordingFileTest {
    private static final String FOLDER = "/var/spool/asterisk/monitor";

    /** The file system of the PBX is not here. */
    private static List<RecordingFile> of(String... files) {
        return RecordingFile.missing(
                call("0301234")
                        .recordings(Stream.of(files)
                                .map(file -> Recording.builder()
                                        .channel("PJSIP/1")
                                        .file(file)
                                        .build())
                                .toList())
                        .build(),
                FOLDER,
                "nowhere/call");
    }

    static CallBuilder call(String caller) {
        long start = LocalDateTime.parse("2026-11-22T03:36:20")
                .atZone(ZoneId.systemDefault())
                .toInstant()
                .toEpochMilli();
        return AmiCall.builder()
                .id("1795302840.9", List.of())
                .pbx("pbx")
                .state(CallState.ENDED)
                .caller(caller, null, "PJSIP/1")
                .called("100", null)
                .times(start, null, null, start + 1L)
                .disposition(CallDisposition.ANSWERED, false, null);
    }

    @Test
    void filesOfACall() {
        assertThat(of(FOLDER + "/2026/11/22/q-500-+4930 1.2.wav", FOLDER + "/b.gsm", FOLDER + "/b.gsm"))
                .containsExactly(
                        new RecordingFile(1, "2026/11/22/", "q-500-+4930 1.2.wav", ".wav"),
                        new RecordingFile(2, "", "b.gsm", "_2.gsm"));
    }

    /** The dialplan may make them of what a caller sends. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "/var/spool/asterisk/voicemail/a.wav",
                "/var/spool/asterisk/monitor-of-others/a.wav",
                FOLDER,
                FOLDER + "/",
                FOLDER + "/../voicemail/a.wav",
                FOLDER + "/a/../../a.wav",
                FOLDER + "/./a.wav",
                FOLDER + "//etc/a.wav",
                FOLDER + "/.ssh/a.wav",
                FOLDER + "/.a.wav",
                FOLDER + "/a",
                FOLDER + "/a.wav/",
                FOLDER + "/a)&delete=true&x=.wav",
                FOLDER + "/a?delete=true/b.wav",
                FOLDER + "/${sys:user.home}.wav",
                FOLDER + "/{{sftp.password}}.wav",
                FOLDER + "/a\\..\\b.wav",
                FOLDER + "/a\nb.wav",
                FOLDER + "/a.wav\n",
                FOLDER + "/%2e%2e/a.wav",
                FOLDER + "/a#b.wav"
            })
    void whatIsNoFileOfThatFolderIsNotFetched(String file) {
        assertThat(of(file)).containsExactly(new RecordingFile(1, null, null, null));
    }

    @Test
    void fileThatThePbxDoesNotName() {
        assertThat(of((String) null)).containsExactly(new RecordingFile(1, null, null, null));
    }

    @ParameterizedTest
    @CsvSource({
        "0301234,                  0301234",
        "+49301234,                +49301234",
        "../../etc/passwd,         ..-..-etc-passwd",
        "${sys:user.home},         --sys-user.home-",
        "*97#,                     -97-",
        "'a\nb c',                 a-b-c",
        "Ünal,                     -nal",
        "'',                       unknown",
        ",                         unknown",
        "0123456789012345678901234567890123456789012, 0123456789012345678901234567890123456789"
    })
    void nameOfACall(String caller, String shown) {
        assertThat(RecordingFile.nameOf(call(caller).build()))
                .isEqualTo("20261122-033620_" + shown + "_100_1795302840.9");
    }
}
