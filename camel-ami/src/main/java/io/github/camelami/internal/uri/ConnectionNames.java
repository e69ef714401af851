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
package io.github.camelami.internal.uri;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The named connections that an endpoint consumes: those in its list, and those that match a name with {@code *}. */
public final class ConnectionNames {
    private static final Pattern MANY = Pattern.compile("[,*]");
    private static final Pattern SHARD = Pattern.compile("(\\d{1,6})/(\\d{1,6})");

    private final List<String> listed;
    private final Predicate<String> names;
    private final Predicate<String> shard;

    /**
     * @param name the part of the URI before the options
     * @param shard the option shard, or null
     * @throws IllegalArgumentException if the list or the shard is not valid
     */
    public ConnectionNames(String name, String shard) {
        this.listed = Arrays.stream(name.split(",", -1)).map(String::strip).toList();
        if (listed.contains("")) {
            throw new IllegalArgumentException("ami:" + name + ": a name in the list is empty");
        }
        this.names = listed.stream().map(ConnectionNames::pattern).reduce(each -> false, Predicate::or);
        this.shard = shard(new OptionCheck(name), shard);
    }

    /** Whether the name is a list or a pattern, and not the name of one connection. */
    public static boolean areMany(String name) {
        return MANY.matcher(name).find();
    }

    /**
     * The part of all names that a name belongs to, from 1 to {@code parts}. It depends only on the name, so that it is
     * the same in every JVM and every version: the first four bytes of the SHA-256 of the name in UTF-8, as an unsigned
     * number, modulo the number of parts, plus 1.
     */
    static int part(String name, int parts) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(name.getBytes(StandardCharsets.UTF_8));
            return Integer.remainderUnsigned(ByteBuffer.wrap(hash).getInt(), parts) + 1;
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Predicate<String> pattern(String name) {
        if (!areMany(name)) {
            return name::equals;
        }
        String regex = Arrays.stream(name.split("\\*", -1)).map(Pattern::quote).collect(Collectors.joining(".*"));
        return Pattern.compile(regex, Pattern.DOTALL).asMatchPredicate();
    }

    private static Predicate<String> shard(OptionCheck option, String shard) {
        if (shard == null) {
            return name -> true;
        }
        String accepted = "a part and the number of parts: 1/8 to 8/8 for eight parts";
        var numbers = SHARD.matcher(shard);
        option.check(numbers.matches(), "shard", shard, accepted);
        int part = Integer.parseInt(numbers.group(1));
        int parts = Integer.parseInt(numbers.group(2));
        option.check(part >= 1 && part <= parts, "shard", shard, accepted);
        return name -> part(name, parts) == part;
    }

    /** Whether the endpoint consumes the connection of this name. */
    public boolean include(String name) {
        return names.test(name) && shard.test(name);
    }

    /** The names that are written out, without those that have a {@code *}. */
    public List<String> writtenOut() {
        return listed.stream().filter(name -> !areMany(name)).toList();
    }
}
