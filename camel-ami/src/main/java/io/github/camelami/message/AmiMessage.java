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

import io.github.camelami.internal.wire.CEscapes;
import io.github.camelami.internal.wire.LineIndex;
import io.github.camelami.internal.wire.Lines;
import java.io.InvalidObjectException;
import java.io.ObjectInputStream;
import java.io.Serializable;
import java.nio.charset.Charset;
import java.util.AbstractMap;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A message of the PBX: an immutable {@code Map} of its fields in wire order. The case of keys does not matter.
 *
 * <p>The message keeps the bytes from the wire and looks up a field on request. If a key is repeated, {@link #get}
 * returns its values joined by newlines, and {@link #values} returns them one by one. Bytes that are not valid in the
 * connection's charset become U+FFFD. Thread-safe. A message that is serialized and deserialized equals the original,
 * with the same bytes, times and epoch.
 *
 * @since 1.0
 */
public abstract sealed class AmiMessage extends AbstractMap<String, String> implements Serializable
        permits AmiEvent, AmiResponse {
    private static final long serialVersionUID = 1;

    final transient byte[] bytes;
    private final transient Charset charset;
    private final transient @Nullable String actionId;
    private transient @Nullable LineIndex fields;
    private transient @Nullable Set<Entry<String, String>> entries;

    AmiMessage(byte[] bytes, Charset charset, @Nullable String actionId) {
        this.bytes = bytes;
        this.charset = charset;
        this.actionId = actionId;
    }

    /** The {@code ActionID} of the message, or null. */
    public @Nullable String actionId() {
        return actionId;
    }

    /** The message as the PBX sent it, with its line ends and the final empty line. */
    public String wireText() {
        return new String(bytes, charset);
    }

    /** The charset of the connection. */
    public Charset charset() {
        return charset;
    }

    /**
     * The bytes of {@link #wireText()}. If the message has bytes that are not valid in the charset, only this method
     * returns them unchanged.
     */
    public byte[] wireBytes() {
        return bytes.clone();
    }

    /**
     * Copies a part of {@link #wireBytes()}. Not for users.
     *
     * @param from the index at which the part begins
     * @param at the index in the target at which the copy begins
     * @hidden
     */
    public final void copyTo(int from, byte[] target, int at, int length) {
        System.arraycopy(bytes, from, target, at, length);
    }

    /** The value of a field, or null; several values are joined by newline. Case does not matter. */
    public @Nullable String get(String key) {
        LineIndex f = fields();
        @Nullable String value = null;
        @Nullable StringBuilder joined = null;
        for (int i = f.next(0, key.length()); i < f.count(); i = f.next(i + 1, key.length())) {
            if (isKey(f, i, key)) {
                if (value == null) {
                    value = value(f, i);
                } else {
                    joined = joined == null ? new StringBuilder(value) : joined;
                    joined.append('\n').append(value(f, i));
                }
            }
        }
        return joined == null ? value : joined.toString();
    }

    /** The values of a field in wire order; empty if it is absent. Case does not matter. */
    public List<String> values(String key) {
        LineIndex f = fields();
        List<String> values = new ArrayList<>();
        for (int i = f.next(0, key.length()); i < f.count(); i = f.next(i + 1, key.length())) {
            if (isKey(f, i, key)) {
                values.add(value(f, i));
            }
        }
        return Collections.unmodifiableList(values);
    }

    /**
     * The lines without a key, for example {@code No categories found} from GetConfig, or lines that a UserEvent
     * copied.
     */
    public List<String> linesWithoutKey() {
        LineIndex f = fields();
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < f.count(); i++) {
            if (f.colon(i) < 0) {
                lines.add(text(f.keyStart(i), f.valueEnd(i)));
            }
        }
        return Collections.unmodifiableList(lines);
    }

    @Override
    public @Nullable String get(@Nullable Object key) {
        return key instanceof String name ? get(name) : null;
    }

    /**
     * The first value of a field, or null. Case does not matter. The PBX writes its own fields first, so that the text
     * that a sender adds to a UserEvent cannot change them.
     */
    public final @Nullable String first(String key) {
        LineIndex f = fields();
        for (int i = f.next(0, key.length()); i < f.count(); i = f.next(i + 1, key.length())) {
            if (isKey(f, i, key)) {
                return value(f, i);
            }
        }
        return null;
    }

    /**
     * Whether a line has this key; case does not matter. Not for users, who call {@link #containsKey}. Does not index
     * the fields.
     *
     * @param lowerCaseKey in ASCII lower case
     * @hidden
     */
    public final boolean hasLine(String lowerCaseKey) {
        for (int line = 0, lineFeed; (lineFeed = Lines.lineFeed(bytes, line, bytes.length)) >= 0; line = lineFeed + 1) {
            if (Lines.hasKey(bytes, line, lineFeed, lowerCaseKey)) {
                return true;
            }
        }
        return false;
    }

    /**
     * Like {@link #first}, but searches the text. This is cheaper as long as no other field of the message is read.
     *
     * @param lowerCaseKey in ASCII lower case
     */
    final @Nullable String find(String lowerCaseKey) {
        int to = fieldsEnd();
        for (int line = 0, lineFeed; (lineFeed = Lines.lineFeed(bytes, line, to)) >= 0; line = lineFeed + 1) {
            if (Lines.hasKey(bytes, line, lineFeed, lowerCaseKey)) {
                int end = Lines.contentEnd(bytes, line, lineFeed);
                return text(Lines.valueStart(bytes, line + lowerCaseKey.length(), end), end);
            }
        }
        return null;
    }

    @Override
    public boolean containsKey(@Nullable Object key) {
        return key instanceof String name && first(name) != null;
    }

    @Override
    public Set<Entry<String, String>> entrySet() {
        Set<Entry<String, String>> set = entries;
        if (set == null) {
            Map<String, String> spellings = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
            Map<String, StringBuilder> values = new LinkedHashMap<>();
            LineIndex f = fields();
            for (int i = 0; i < f.count(); i++) {
                if (f.colon(i) >= 0) {
                    String key = text(f.keyStart(i), f.colon(i));
                    String first = spellings.putIfAbsent(key, key);
                    if (first == null) {
                        values.put(key, new StringBuilder(value(f, i)));
                    } else {
                        values.get(first).append('\n').append(value(f, i));
                    }
                }
            }
            Set<Entry<String, String>> merged = new LinkedHashSet<>(values.size() * 2);
            values.forEach((key, value) -> merged.add(Map.entry(key, value.toString())));
            set = Collections.unmodifiableSet(merged);
            entries = set;
        }
        return set;
    }

    /** Whether the other object is a map with the same fields in the same spelling, as {@code Map} requires. */
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Map<?, ?> map && entrySet().equals(map.entrySet());
    }

    @Override
    public int hashCode() {
        return entrySet().hashCode();
    }

    /** The length in bytes on the wire. */
    public int wireLength() {
        return bytes.length;
    }

    /** The index in the bytes at which the lines that are fields end. */
    int fieldsEnd() {
        return bytes.length;
    }

    /**
     * Whether Asterisk C-escapes the value of the field.
     *
     * @param keyStart the index at which the field's key begins
     * @param colon the index of the colon after the key
     */
    boolean isEscaped(int keyStart, int colon) {
        return false;
    }

    /** Returns the object that is serialized in place of this message. */
    abstract Object writeReplace();

    private void readObject(ObjectInputStream in) throws InvalidObjectException {
        throw new InvalidObjectException("an AMI message can only be deserialized from the bytes that it wrote itself");
    }

    final String text(int from, int to) {
        return new String(bytes, from, to - from, charset);
    }

    private LineIndex fields() {
        LineIndex f = fields;
        if (f == null) {
            f = LineIndex.of(bytes, fieldsEnd());
            fields = f;
        }
        return f;
    }

    private boolean isKey(LineIndex f, int field, String key) {
        int start = f.keyStart(field);
        int colon = f.colon(field);
        if (colon < 0) {
            return false;
        }
        return f.asciiKeys()
                ? Lines.equalsKey(bytes, start, colon, key)
                : text(start, colon).equalsIgnoreCase(key);
    }

    private String value(LineIndex f, int field) {
        int colon = f.colon(field);
        String value = text(Lines.valueStart(bytes, colon, f.valueEnd(field)), f.valueEnd(field));
        return value.indexOf('\\') >= 0 && isEscaped(f.keyStart(field), colon) ? CEscapes.unescape(value) : value;
    }
}
