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
package io.github.camelami.message;

import java.io.ByteArrayOutputStream;
import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The result of an AGI command, as Asterisk gives it: {@code 200 result=1 (value) endpos=8000}.
 *
 * @since 1.0
 */
public final class AgiResult implements Serializable {
    private static final long serialVersionUID = 1;
    private static final Pattern RESULT = Pattern.compile(
            "(?<code>\\d{3})(?:[ -](?:result=(?<result>\\S*)(?: \\((?<data>.*)\\))?(?: endpos=(?<endpos>\\d+))?)?.*)?",
            Pattern.DOTALL);

    private final String text;
    private final boolean hangup;
    private final int code;
    private final String result;
    private final @Nullable String data;
    private final @Nullable Long endpos;

    private AgiResult(String text, boolean hangup) {
        this.text = text.strip();
        this.hangup = hangup;
        Matcher parts = RESULT.matcher(this.text);
        boolean known = parts.matches();
        String number = known ? parts.group("endpos") : null;
        this.code = known ? Integer.parseInt(parts.group("code")) : 0;
        this.result = known && parts.group("result") != null ? parts.group("result") : "";
        this.data = known ? parts.group("data") : null;
        this.endpos = number == null || number.length() > 18 ? null : Long.valueOf(number);
    }

    /**
     * Reads the result of a command.
     *
     * @param encoded the URL-encoded field {@code Result} of an {@code AsyncAGIExec}
     */
    public static AgiResult of(String encoded) {
        return new AgiResult(decoded(encoded), false);
    }

    /** A copy of this result for which {@link #isHangup} is true. */
    public AgiResult withHangup() {
        return new AgiResult(text, true);
    }

    /** The result of a command that was not run, because the call had left AGI. */
    public static AgiResult hungUp() {
        return new AgiResult("", true);
    }

    /** Decodes percent encoding. Unlike in a form, a plus sign is not a blank. */
    private static String decoded(String encoded) {
        byte[] bytes = encoded.getBytes(StandardCharsets.UTF_8);
        ByteArrayOutputStream plain = new ByteArrayOutputStream(bytes.length);
        for (int i = 0; i < bytes.length; i++) {
            int high = i + 2 < bytes.length ? Character.digit(bytes[i + 1], 16) : -1;
            int low = i + 2 < bytes.length ? Character.digit(bytes[i + 2], 16) : -1;
            if (bytes[i] == '%' && high >= 0 && low >= 0) {
                plain.write(high * 16 + low);
                i += 2;
            } else {
                plain.write(bytes[i]);
            }
        }
        return plain.toString(StandardCharsets.UTF_8);
    }

    /**
     * The code: 200 if the command was run, 510 if it is unknown, 511 if the call has ended, 520 if its syntax is
     * wrong. 0 if there is no result.
     */
    public int getCode() {
        return code;
    }

    /** The text after {@code result=}: a number, or the digits that the caller pressed; may be empty. */
    public String getResult() {
        return result;
    }

    /**
     * The text in parentheses after the result, which is the value of a variable or the word {@code timeout}. Null if
     * there is none.
     */
    public @Nullable String getData() {
        return data;
    }

    /** For a command that plays or records sound, the position at which it stopped, in samples; otherwise null. */
    public @Nullable Long getEndpos() {
        return endpos;
    }

    /** Whether the call left AGI before or during the command, usually because the caller hung up. */
    public boolean isHangup() {
        return hangup;
    }

    /** The whole text, decoded; empty if there is none. */
    public String getText() {
        return text;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof AgiResult that && text.equals(that.text) && hangup == that.hangup;
    }

    @Override
    public int hashCode() {
        return Objects.hash(text, hangup);
    }

    /** The decoded text. */
    @Override
    public String toString() {
        return text.isEmpty() && hangup ? "HANGUP" : text;
    }
}
