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
 * The events of a PBX put together to queues and agents, beside {@code internal.tracking}, which puts them together to
 * calls.
 *
 * <ul>
 *   <li>Translator: {@link io.github.camelami.internal.tracking.queue.QueueTranslator} makes {@link
 *       io.github.camelami.internal.tracking.queue.QueueFact}s of events, {@link
 *       io.github.camelami.internal.tracking.queue.ListedQueues} of the items of QueueStatus. Only they, and {@code Facts}
 *       beside them, know the names of fields.
 *   <li>Model: {@link io.github.camelami.internal.tracking.queue.Queues}, {@code Queue}, {@code Caller}, {@code Member},
 *       {@code Agents}. {@code CallerRules}, {@code DepartureRules} and {@code MemberRules} apply the facts, {@code Comparison} what a list says.
 *   <li>Output: {@code Announcer} gives queues and agents out; {@code QueueReadings} and {@code MemberReadings} are what
 *       meters read.
 * </ul>
 *
 * <p>How a wait has ended that the queue itself reports as abandoned is decided by the calls, so that {@code emit=queues}
 * and {@code emit=calls} agree: {@code Outcomes} has a {@link io.github.camelami.internal.tracking.CallTracker} for it.
 *
 * <p>Knows messages and the values of queues and calls only, neither sessions nor Camel. For use by one thread, but for the
 * readings.
 */
package io.github.camelami.internal.tracking.queue;
