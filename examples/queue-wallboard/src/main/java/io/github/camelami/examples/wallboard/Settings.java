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
package io.github.camelami.examples.wallboard;

/**
 * The settings of the page in {@code application.properties}.
 *
 * @param pageSeconds how long each part is shown if there are more queues or agents than fit on the page
 * @param waiting how many waiting callers are shown as a warning, and how many as an alarm
 * @param longestWait the longest waits of a caller, in seconds, that are shown as a warning and as an alarm
 * @param serviceLevel the percentages below which the service level is shown as a warning or an alarm
 */
public record Settings(
        String title, int pageSeconds, Threshold waiting, Threshold longestWait, Threshold serviceLevel) {

    /** The two limits of a value. */
    public record Threshold(int warning, int alarm) {}
}
