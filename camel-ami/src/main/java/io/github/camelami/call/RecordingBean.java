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

/** The values of a Recording under the names that bean mappers look for; what each means is said there. */
interface RecordingBean {

    String channel();

    String file();

    long startedAt();

    Long endedAt();

    default String getChannel() {
        return channel();
    }

    default String getFile() {
        return file();
    }

    default long getStartedAt() {
        return startedAt();
    }

    default Long getEndedAt() {
        return endedAt();
    }
}
