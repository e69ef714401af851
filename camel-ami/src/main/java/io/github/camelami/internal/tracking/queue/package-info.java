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
 * agree. For the same reason, {@code TalkEnds} ends a conversation when the calls show its end.
 *
 * <p>Terms, in addition to those of {@code internal.tracking}:
 *
 * <ul>
 * <li><i>Departure</i>: the end of a caller's wait. Its outcome is decided a little later.
 * <li><i>Unseen</i>: the outcome of a departure whose events were lost.
 * <li><i>Loss</i>: a place in the stream at which events may be missing. <i>Look</i>: a comparison with the PBX.
 * <li><i>Omitted</i>: a queue, member or caller that is only counted, because a limit is reached.
 * <li><i>Pool</i>: the agents who log in with {@code AgentLogin}.
 * <li><i>Told</i>: the values of a member that an event or a list item reports.
 * </ul>
 *
 * <p>Unless a description says otherwise, parameters named {@code time} are times by the clock of the PBX, in
 * milliseconds since 1970. Parameters named {@code nanos} are times of a monotonic clock. Lists have no times, only
 * durations, so times are calculated from them with the clock of this machine. They are converted when the first event
 * shows how far the clock of the PBX is ahead ({@code PbxClock}).
 *
 * <p>This package depends on messages and on the values of queues and calls, but not on sessions or Camel. It is not
 * thread-safe, except for the readings.
 */
package io.github.camelami.internal.tracking.queue;
