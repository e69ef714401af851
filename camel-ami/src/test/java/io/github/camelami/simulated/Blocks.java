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
package io.github.camelami.simulated;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;

/** What a server sent, cut into blocks whose volatile values are replaced, so that two servers can be compared. */
final class Blocks {

    private Blocks() {}

    /** All blocks behind the banner. */
    static List<List<String>> of(byte[] serverToClient) {
        String text = new String(serverToClient, StandardCharsets.ISO_8859_1);
        List<List<String>> blocks = new ArrayList<>();
        for (String block : text.substring(text.indexOf('\n') + 1).split("\r\n\r\n")) {
            List<String> lines = Arrays.stream(block.split("\r\n"))
                    .filter(line -> !line.isEmpty())
                    .filter(line -> !line.startsWith("SystemName: ") && !line.startsWith("Timestamp: "))
                    .map(Blocks::stable)
                    .toList();
            if (!lines.isEmpty()) {
                blocks.add(lines);
            }
        }
        return blocks;
    }

    /** Responses and what belongs to them: list items, Complete events, the FullyBooted of a login. */
    static boolean isAnswer(List<String> block) {
        return block.get(0).startsWith("Response: ")
                || isLoginEvent(block)
                || block.stream().noneMatch(line -> line.startsWith("Privilege: ") && line.endsWith(",all"));
    }

    static Predicate<List<String>> isEvent(String... names) {
        List<String> firstLines = Arrays.stream(names).map("Event: "::concat).toList();
        return block -> firstLines.contains(block.get(0));
    }

    static String idOf(List<String> block) {
        return block.stream()
                .filter(line -> line.regionMatches(true, 0, "ActionID:", 0, 9))
                .map(line -> line.substring(9).strip())
                .findFirst()
                .orElse("");
    }

    private static boolean isLoginEvent(List<String> block) {
        return block.get(0).equals("Event: FullyBooted");
    }

    private static String stable(String line) {
        return line.replaceFirst(
                        "^(Uptime|LastReload|LoginTime|LastPause|Uniqueid|Core\\w+(Date|Time)|CoreProcessedCalls"
                                + "|AsteriskVersion): .*\\d.*",
                        "$1: #")
                .replaceFirst("^(Channel: \\S+-)[0-9a-f]{8}(;\\d)?$", "$1#$2")
                .replaceFirst("^Challenge: \\d+$", "Challenge: #")
                .replaceFirst("^Output: Asterisk .*", "Output: Asterisk #")
                .replaceFirst("^(\\w+): .*(\\(Priv: .*\\))$", "$1: $2");
    }
}
