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
 * The events of a PBX put together to calls, in three rooms. {@link io.github.camelami.internal.tracking.Translator} and
 * {@link io.github.camelami.internal.tracking.ListTranslator} make {@link
 * io.github.camelami.internal.tracking.ChannelChange}s of events and lists: only they know the names of fields. {@link
 * io.github.camelami.internal.tracking.Model} and the rules that it asks apply them to {@link
 * io.github.camelami.internal.tracking.Calls}, channels and bridges, each of which owns its state. {@link
 * io.github.camelami.internal.tracking.Output} waits for late events and gives calls out as {@link
 * io.github.camelami.internal.tracking.CallView} sees them; {@link io.github.camelami.internal.tracking.Parties}, {@link
 * io.github.camelami.internal.tracking.Rounds} and {@link io.github.camelami.internal.tracking.Outcome} find out who is
 * who and what became of it.
 *
 * <p>A new fact takes a field in its change and a line in the translator, a place in the model, and a line in the view.
 *
 * <p>Knows messages and the values of calls only, neither sessions nor Camel.
 */
package io.github.camelami.internal.tracking;
