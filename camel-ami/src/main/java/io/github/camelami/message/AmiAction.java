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

import io.github.camelami.internal.wire.AnyCaseMap;
import io.github.camelami.internal.wire.FieldTexts;
import io.github.camelami.internal.wire.VariableNames;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * An action for the PBX: its name, and its fields in order. Immutable. Each field is checked, so that no value can add
 * another line, field or action. The component adds the ActionID when it sends the action.
 *
 * @since 1.0
 */
public final class AmiAction {

    /** One field of an action, sent as the line {@code name: value}. */
    public record Field(String name, String value) {}

    private static final String NAME_SYMBOLS = "_()./;-";
    private static final Set<String> RESERVED =
            AnyCaseMap.setOf("Action", "ActionID", "Username", "Secret", "Key", "AuthType");
    /**
     * The characters to escape in the value of a channel variable. An unescaped comma starts another variable, and
     * unescaped quotes and backslashes are lost (observed on Asterisk 16 and 22).
     */
    private static final Pattern SPECIAL_IN_VARIABLE = Pattern.compile("[\\\\,\"]");

    private final String name;
    private final List<Field> fields;

    private AmiAction(String name, List<Field> fields) {
        this.name = name;
        this.fields = List.copyOf(fields);
    }

    /**
     * Starts an action, for example {@code AmiAction.named("QueuePause").field("Queue", "support")}.
     *
     * @throws AmiException.Refused if the name is empty, or has a character other than {@code A-Z a-z 0-9 _ ( ) . / ;
     *     -}
     */
    public static Builder named(String name) {
        return new Builder(name);
    }

    /**
     * Creates an action of the session itself, whose fields may have the names that users must not set. Not for users.
     *
     * @throws AmiException.Refused if a value contains a line break or NUL
     * @hidden
     */
    public static AmiAction ofSession(String name, List<Field> fields) {
        fields.forEach(field -> checkValue(name, field.name(), field.value()));
        return new AmiAction(name, fields);
    }

    public String name() {
        return name;
    }

    /** Whether the action has this name; case does not matter. */
    public boolean is(String action) {
        return name.equalsIgnoreCase(action);
    }

    public List<Field> fields() {
        return fields;
    }

    /** The value of the first field of this name; case does not matter. */
    public Optional<String> field(String fieldName) {
        for (Field field : fields) {
            if (field.name().equalsIgnoreCase(fieldName)) {
                return Optional.of(field.value());
            }
        }
        return Optional.empty();
    }

    /**
     * A copy of this action in which the field has this value, and only this one.
     *
     * @throws AmiException.Refused as {@link Builder#field}
     */
    public AmiAction with(String fieldName, String value) {
        Builder builder = new Builder(name);
        fields.stream()
                .filter(field -> !field.name().equalsIgnoreCase(fieldName))
                .forEach(builder.fields::add);
        return builder.field(fieldName, value).build();
    }

    /** Shows the names of the action and of its fields. The values are not shown, because they may be confidential. */
    @Override
    public String toString() {
        return name + fields.stream().map(Field::name).toList();
    }

    private static boolean isName(String name) {
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            boolean word = c >= 'A' && c <= 'Z' || c >= 'a' && c <= 'z' || c >= '0' && c <= '9';
            if (!word && NAME_SYMBOLS.indexOf(c) < 0) {
                return false;
            }
        }
        return !name.isEmpty();
    }

    private static void checkValue(String action, String fieldName, String value) {
        if (value.indexOf('\r') >= 0 || value.indexOf('\n') >= 0 || value.indexOf('\0') >= 0) {
            throw new AmiException.Refused(action + ": the value of field " + fieldName
                    + " contains a line break or NUL, which AMI cannot carry");
        }
    }

    /** Collects the fields of an action. Checks each field when it is added. */
    public static final class Builder {
        private final String name;
        private final List<Field> fields = new ArrayList<>();

        private Builder(String name) {
            if (!isName(name)) {
                throw new AmiException.Refused(
                        "the action's name is empty, or has a character outside A-Z a-z 0-9 _ ( ) . / ; -");
            }
            this.name = name;
        }

        /**
         * Adds a field. If the value is a {@code Collection} or an array, the field is repeated for each element. If
         * the value is a {@code Map} and the field is {@code Variable}, its entries become channel variables. A null
         * value adds nothing.
         *
         * @throws AmiException.Refused for names that only the session sets ({@code ActionID}, {@code Secret}, …) or
         *     outside {@code A-Z a-z 0-9 _ ( ) . / ; -}, for CR, LF or NUL in a value, and for a value that is not a
         *     text, number, boolean, enum or time
         */
        public Builder field(String fieldName, @Nullable Object value) {
            if (value instanceof Collection<?> values) {
                values.forEach(each -> field(fieldName, each));
            } else if (value instanceof Object[] values) {
                field(fieldName, Arrays.asList(values));
            } else if (value instanceof Map<?, ?> map) {
                if (!fieldName.equalsIgnoreCase("Variable")) {
                    throw noText(fieldName, "a Map");
                }
                map.forEach((variable, each) -> {
                    if (variable == null) {
                        throw new AmiException.Refused(name + ": the Map of field 'Variable' has a null key");
                    }
                    if (each != null) {
                        variable(text(fieldName, variable), text(fieldName + ' ' + variable, each));
                    }
                });
            } else if (value != null) {
                checkName(fieldName);
                String text = text(fieldName, value);
                checkValue(name, fieldName, text);
                fields.add(new Field(fieldName, text));
            }
            return this;
        }

        /**
         * Adds the channel variable {@code Variable: NAME=value}, escaped so that the channel receives exactly this
         * value. The name may be a dialplan function with its arguments, such as {@code PJSIP_HEADER(add,X-Ref)}.
         *
         * @throws AmiException.Refused if the name is empty, contains {@code =} or a comma outside parentheses, or has
         *     parentheses that do not match, or if the name or the value contains CR, LF or NUL
         */
        public Builder variable(String variable, String value) {
            if (!VariableNames.isName(variable)) {
                throw new AmiException.Refused(name
                        + ": the name of a variable is empty, contains '=' or a comma outside parentheses, or its"
                        + " parentheses do not match");
            }
            return field(
                    "Variable",
                    variable + '=' + SPECIAL_IN_VARIABLE.matcher(value).replaceAll("\\\\$0"));
        }

        /** Builds the action. The builder may be used again afterwards. */
        public AmiAction build() {
            return new AmiAction(name, fields);
        }

        private String text(String what, Object value) {
            if (!FieldTexts.isText(value)) {
                Class<?> type = value.getClass();
                throw noText(
                        what,
                        value instanceof Map
                                ? "a Map"
                                : type.isArray()
                                        ? "an array of " + type.getComponentType()
                                        : "of type " + type.getName());
            }
            return value.toString();
        }

        private AmiException.Refused noText(String fieldName, String what) {
            return new AmiException.Refused(name + ": field '" + printable(fieldName) + "' is " + what
                    + "; accepted are text, numbers, a Collection or an array of them, and for Variable a Map");
        }

        private static String printable(String text) {
            return text.replaceAll("[^ -~]", ".");
        }

        private void checkName(String fieldName) {
            if (!isName(fieldName)) {
                throw new AmiException.Refused(
                        name + ": field '" + printable(fieldName) + "' has a name outside A-Z a-z 0-9 _ ( ) . / ; -");
            }
            boolean databaseKey = fieldName.equalsIgnoreCase("Key") && name.regionMatches(true, 0, "DB", 0, 2);
            if (RESERVED.contains(fieldName) && !databaseKey) {
                throw new AmiException.Refused(name + ": field " + fieldName
                        + " is set only by the session; remove it (to set the action's name, use the option action)");
            }
        }
    }
}
