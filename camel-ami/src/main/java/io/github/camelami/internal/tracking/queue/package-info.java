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
/**
 * Combines the events of a PBX into queues and agents. {@code internal.tracking} combines them into calls.
 *
 * <ul>
 * <li>Translator: {@link io.github.camelami.internal.tracking.queue.QueueTranslator} creates {@link
 *     io.github.camelami.internal.tracking.queue.QueueFact}s from events. {@link
 *     io.github.camelami.internal.tracking.queue.ListedQueues} groups the items of QueueStatus. Only these two know the
 *     names of fields.
 * <li>Model: {@link io.github.camelami.internal.tracking.queue.Queues}, {@code Queue}, {@code Caller}, {@code Member},
 *     {@code Agents}. {@code CallerRules}, {@code DepartureRules} and {@code MemberRules} apply the facts, {@code
 *     Comparison} applies the lists.
 * <li>Output: {@code Announcer} emits queues and agents. {@code QueueReadings} and {@code MemberReadings} have the
 *     values for meters.
 * </ul>
 *
 * <p>If the queue reports a wait as abandoned, the events of the calls decide how it ended. {@code WaitEnds} uses a
 * {@link io.github.camelami.internal.tracking.CallTracker} for this, so that {@code emit=queues} and {@code emit=calls}
 * agree.
 *
 * <p>This package depends on messages and on the values of queues and calls, but not on sessions or Camel. It is not
 * thread-safe, except for the readings.
 */
package io.github.camelami.internal.tracking.queue;
