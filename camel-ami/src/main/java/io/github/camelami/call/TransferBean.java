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
package io.github.camelami.call;

import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * The values of a {@link Transfer} as getters, for JSON and other bean mappers; routes use {@link Transfer}. The class
 * is public, because such mappers call its methods. The getters are in a class of their own, because Camel's bean
 * language finds a name ambiguous if one class has both {@code kind()} and {@code getKind()}.
 *
 * @since 1.0
 */
public abstract class TransferBean extends CallValue {
    private static final long serialVersionUID = 1;

    private final TransferKind kind;
    private final @Nullable String by;
    private final @Nullable String byNumber;
    private final @Nullable String who;
    private final @Nullable String to;
    private final @Nullable String target;
    private final @Nullable String result;
    private final @Nullable TransferOutcome outcome;
    private final long at;

    TransferBean(Transfer.Builder from) {
        this.kind = from.kind;
        this.by = from.by;
        this.byNumber = from.byNumber;
        this.who = from.who;
        this.to = from.to;
        this.target = from.target;
        this.result = from.result;
        this.outcome = from.outcome;
        this.at = from.at;
    }

    @Override
    final void each(BiConsumer<String, @Nullable Object> values) {
        values.accept("kind", kind);
        values.accept("by", by);
        values.accept("byNumber", byNumber);
        values.accept("who", who);
        values.accept("to", to);
        values.accept("target", target);
        values.accept("result", result);
        values.accept("outcome", outcome);
        values.accept("at", at);
    }

    public final TransferKind getKind() {
        return kind;
    }

    public final @Nullable String getBy() {
        return by;
    }

    public final @Nullable String getByNumber() {
        return byNumber;
    }

    public final @Nullable String getWho() {
        return who;
    }

    public final @Nullable String getTo() {
        return to;
    }

    public final @Nullable String getTarget() {
        return target;
    }

    public final @Nullable String getResult() {
        return result;
    }

    public final @Nullable TransferOutcome getOutcome() {
        return outcome;
    }

    public final long getAt() {
        return at;
    }
}
