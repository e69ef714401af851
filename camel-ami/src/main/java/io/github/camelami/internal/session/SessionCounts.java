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
package io.github.camelami.internal.session;

import java.time.Duration;

/**
 * The counters of a session at one moment, over all its connections.
 *
 * @param sent the actions that were sent, including those of the session itself
 * @param failed the actions that ended without an answer
 * @param unknown the failed actions that may have run
 * @param answered the responses that arrived in time
 * @param answerTime the total time from sending to response of the {@code answered} actions
 * @param unexpected the answers that arrived too late or belong to no action
 * @param discarded the messages that were cut off by the end of a connection
 * @param loginFailures the logins that the PBX refused
 * @param queueReloads the answered actions that reloaded queues; the PBX sends no event for such a reload
 */
public record SessionCounts(
        long sent,
        long failed,
        long unknown,
        long answered,
        Duration answerTime,
        long unexpected,
        long discarded,
        long loginFailures,
        long queueReloads) {}
