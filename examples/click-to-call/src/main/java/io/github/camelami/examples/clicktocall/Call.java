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
package io.github.camelami.examples.clicktocall;

import java.util.Map;
import java.util.regex.Pattern;

/**
 * A requested call. It can contain only numbers, so nothing else reaches the dialplan.
 *
 * @param from the phone that rings first
 * @param to the number to which the phone is connected
 */
public record Call(String from, String to) {
    private static final Pattern NUMBER = Pattern.compile("\\+?[0-9]{1,20}");

    public Call {
        check(from);
        check(to);
    }

    /**
     * The fields that differ from one Originate to the next. When the phone has answered, its channel calls the number.
     * The CallerID is shown to the called party.
     */
    public Map<String, String> fields(String channel) {
        return Map.of("Channel", channel.formatted(from), "Exten", to, "CallerID", from);
    }

    private static void check(String number) {
        if (number == null || !NUMBER.matcher(number).matches()) {
            throw new IllegalArgumentException("not a number");
        }
    }
}
