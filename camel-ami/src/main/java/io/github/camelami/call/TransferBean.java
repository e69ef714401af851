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

/** The values of a Transfer under the names that bean mappers look for; what each means is said there. */
interface TransferBean {

    TransferKind kind();

    String by();

    String byNumber();

    String who();

    String to();

    String target();

    String result();

    TransferOutcome outcome();

    long at();

    default TransferKind getKind() {
        return kind();
    }

    default String getBy() {
        return by();
    }

    default String getByNumber() {
        return byNumber();
    }

    default String getWho() {
        return who();
    }

    default String getTo() {
        return to();
    }

    default String getTarget() {
        return target();
    }

    default String getResult() {
        return result();
    }

    default TransferOutcome getOutcome() {
        return outcome();
    }

    default long getAt() {
        return at();
    }
}
