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
 * The events of a PBX put together to calls, in three rooms.
 *
 * <ul>
 *   <li>Translator: {@link io.github.camelami.internal.tracking.Translator} and {@link
 *       io.github.camelami.internal.tracking.ListTranslator} make {@link
 *       io.github.camelami.internal.tracking.ChannelChange}s of events and of items of lists. Only they, and {@code Mention},
 *       {@code ChannelRole} and {@code EventFields} beside them, know the names of fields.
 *   <li>Model: {@link io.github.camelami.internal.tracking.Model} applies each change by the rules of its kind: {@code
 *       ChannelRules} (also who hung up), {@code DialRules}, {@code BridgeRules}, {@code ServiceRules}, {@code ListRules}.
 *       The state is in {@link io.github.camelami.internal.tracking.Calls}, {@code Call}, {@code Channel}, {@code Bridge}
 *       and the parts of a call, such as {@code QueueVisits}, each of which owns its own.
 *   <li>Output: {@link io.github.camelami.internal.tracking.Output} waits for late events and gives calls out as {@link
 *       io.github.camelami.internal.tracking.CallView} sees them; {@link io.github.camelami.internal.tracking.Parties},
 *       {@link io.github.camelami.internal.tracking.Rounds} and {@link io.github.camelami.internal.tracking.Outcome} find
 *       who is who, how dialling went and what became of the call.
 * </ul>
 *
 * <p>A new fact takes a field in its change and a line in the translator, a field of the class that owns it in the model, a
 * line in the view, and its place in {@link io.github.camelami.call.AmiCall} with its bean and builder.
 *
 * <p>Words. <i>Told</i>: an event has said it. <i>Listed</i>: the item of a list has. <i>Seen</i>: told or listed.
 * <i>Concluded</i>: no message said it, but it follows from one, as the end of a channel that a list lacks. <i>Missed</i>: it
 * happened while events were lost, and was concluded later.
 *
 * <p>Knows messages and the values of calls only, neither sessions nor Camel.
 */
package io.github.camelami.internal.tracking;
