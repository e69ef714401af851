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
 * Builds calls from the events of a PBX, in three parts.
 *
 * <ul>
 * <li>Translator: {@link io.github.camelami.internal.tracking.Translator} and {@link
 *     io.github.camelami.internal.tracking.ListTranslator} translate events and list items to {@link
 *     io.github.camelami.internal.tracking.ChannelChange}s. Only they, {@code Mention}, {@code ChannelRole} and {@code
 *     EventFields} know the names of fields.
 * <li>Model: {@link io.github.camelami.internal.tracking.Model} applies each change by the rules of its kind: {@code
 *     ChannelRules} (also who hung up), {@code DialRules}, {@code BridgeRules}, {@code ServiceRules}, {@code
 *     ListRules}. The state is in {@link io.github.camelami.internal.tracking.Calls}, {@code Call}, {@code Channel},
 *     {@code Bridge} and the parts of a call, such as {@code QueueVisits}, each of which holds its own part.
 * <li>Output: {@link io.github.camelami.internal.tracking.Output} waits for late events and emits calls as {@link
 *     io.github.camelami.internal.tracking.CallView} describes them; {@link
 *     io.github.camelami.internal.tracking.Parties}, {@link io.github.camelami.internal.tracking.Rounds} and {@link
 *     io.github.camelami.internal.tracking.CallResult} determine the roles, the results of dialling and the result of
 *     the call.
 * </ul>
 *
 * <p>To add a value to calls, add a field to its {@code ChannelChange} and a line to the translator, a field to the
 * class of the model that owns the value, a line to {@code CallView}, and the value itself to {@link
 * io.github.camelami.call.AmiCall} with its bean and builder.
 *
 * <p>Terms:
 *
 * <ul>
 * <li><i>Reported</i>: an event says so. <i>Listed</i>: a list item says so. <i>Seen</i>: reported or listed.
 * <li><i>Inferred</i>: no message says so, but it follows from one, such as the end of a channel that a list lacks.
 * <li><i>Missed</i>: it happened while events were lost, and was inferred later.
 * <li><i>Emit</i>: pass a value to the route.
 * <li><i>Mention</i>: a channel as one event shows it.
 * <li><i>Originator</i>: the channel that began a call. If that channel had left before a list showed the call, this is
 *     a guess: the oldest phone in the list.
 * <li><i>Party</i>: a phone or trunk that can talk. A <i>phone</i> is a phone or a trunk.
 * <li><i>Waiting agent</i>: an agent whose channel waits in a holding bridge and talks with one caller after another,
 *     as with {@code AgentLogin}.
 * <li><i>Round</i>: dial attempts of a channel that overlap, as in a ring group.
 * <li><i>Grace</i>: the time for which an ended call waits for late events.
 * <li><i>Moment</i>: a time that also contains the order of the events. Unless a description says otherwise, parameters
 *     named {@code time} are moments, see {@link io.github.camelami.internal.tracking.Moments}.
 * </ul>
 *
 * <p>Depends only on messages and on the values of calls, not on sessions or Camel.
 */
package io.github.camelami.internal.tracking;
