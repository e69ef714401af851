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
package io.github.camelami.internal.wire;

import java.util.Collection;
import java.util.regex.Pattern;

/**
 * The place of a call in a trace, as W3C Trace Context writes it: {@code 00-trace-span-flags}. A call carries it in a
 * channel variable, and an exchange in a header.
 */
public final class TraceParent {
    public static final String HEADER = "traceparent";
    public static final String VARIABLE = "TRACEPARENT";

    private static final String ASSIGNMENT = VARIABLE + '=';
    private static final Pattern VALUE = Pattern.compile("00-[0-9a-f]{32}-[0-9a-f]{16}-[0-9a-f]{2}");

    private TraceParent() {}

    /** Whether a value has the form of a trace parent. The dialplan and HTTP clients can set any value. */
    public static boolean isOne(Object value) {
        return value instanceof String text && VALUE.matcher(text).matches();
    }

    /** The value of the variable among the lines {@code NAME=value}, or null if it is not there. */
    public static String in(Collection<String> variables) {
        for (String line : variables) {
            if (line.startsWith(ASSIGNMENT)) {
                return line.substring(ASSIGNMENT.length());
            }
        }
        return null;
    }
}
