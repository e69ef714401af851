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
 * What {@code application.properties} says about the page.
 *
 * @param pageSeconds how long a page stays if there are more queues or agents than fit
 * @param waiting the number of waiting callers from which on it is shown as a warning or an alarm
 * @param longestWait the same for the wait of the caller who waits longest, in seconds
 * @param serviceLevel the percentage below which the service level is shown as a warning or an alarm
 */
public record Settings(
        String title, int pageSeconds, Threshold waiting, Threshold longestWait, Threshold serviceLevel) {

    /** The two limits of a figure. */
    public record Threshold(int warning, int alarm) {}
}
