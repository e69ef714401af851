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

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.From;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class AmiDecoderSplitTest {
    private static final byte[] ODDITIES = Transcripts.bytes(Transcripts.ODDITIES);

    private final List<String> whole = Decoding.withBanner().feed(ODDITIES).seen();

    @Test
    void theTranscriptHasEveryKindOfMessage() {
        assertThat(whole).hasSize(Transcripts.ODDITIES_MESSAGES);
    }

    @Test
    void E3_cutAtEveryPairOfBytesGivesTheSameMessages() {
        for (int first = 0; first <= ODDITIES.length; first++) {
            for (int second = first; second <= ODDITIES.length; second += 1 + (second - first) / 4) {
                Decoding pieces = Decoding.withBanner().feedInPieces(ODDITIES, first, second);
                check(pieces, first, second);
            }
        }
    }

    @Test
    void E3_randomCutsGiveTheSameMessages() {
        Cases.repeat(100_000, 1_000_000, random -> {
            int[] cuts = Cases.cuts(random, ODDITIES.length);
            check(Decoding.withBanner().feedInPieces(ODDITIES, cuts), cuts);
        });
    }

    @Test
    void E3_oneByteAtATimeFromAStreamGivesTheSameMessages() throws IOException {
        Decoding decoding = Decoding.withBanner();
        ByteArrayInputStream dribble = new ByteArrayInputStream(ODDITIES) {
            @Override
            public int read(byte[] buffer, int from, int length) {
                return super.read(buffer, from, Math.min(length, 1));
            }
        };
        while (decoding.decoder.read(dribble, decoding) > 0) {}

        assertThat(decoding.seen()).isEqualTo(whole);
        assertThat(decoding.decoder.pending()).isZero();
    }

    @Property
    void E3_anyWireTextInAnyPiecesGivesTheSameMessagesOrTheSameEnd(
            @ForAll @From("wireTexts") String text, @ForAll int[] cuts, @ForAll boolean banner) {
        byte[] bytes = Transcripts.bytes(text);
        for (int i = 0; i < cuts.length; i++) {
            cuts[i] = Math.floorMod(cuts[i], bytes.length + 1);
        }
        Decoding atOnce = decoding(banner).feedInPieces(bytes);
        Decoding pieces = decoding(banner).feedInPieces(bytes, cuts);

        assertThat(pieces.seen()).isEqualTo(atOnce.seen());
        assertThat(pieces.banner).isEqualTo(atOnce.banner);
        assertThat(pieces.violation == null).isEqualTo(atOnce.violation == null);
    }

    @Provide
    Arbitrary<String> wireTexts() {
        return Arbitraries.of(
                        "Asterisk Call Manager/5.0.4\r\n",
                        "Event: X\r\n",
                        "Response: Follows\r\n",
                        "--END COMMAND--",
                        "Response: Success\r\n",
                        "\r\n",
                        "\n",
                        "\r",
                        "ActionID: 1\r\n",
                        "Privilege: call,all\n",
                        ":",
                        " ",
                        "\0",
                        "\u00ff",
                        "K: \\v\r\n",
                        "text")
                .list()
                .ofMaxSize(40)
                .map(tokens -> String.join("", tokens));
    }

    private static Decoding decoding(boolean banner) {
        return banner ? Decoding.withBanner() : Decoding.withLimit(64);
    }

    private void check(Decoding pieces, int... cuts) {
        if (!pieces.seen().equals(whole)) {
            assertThat(pieces.seen()).as("cut at %s", cuts).isEqualTo(whole);
        }
    }
}
