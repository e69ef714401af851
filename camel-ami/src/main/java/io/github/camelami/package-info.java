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
 * The Camel component for the Asterisk Manager Interface: component, endpoint, options, and the names of the headers.
 * Users also name classes of {@link io.github.camelami.message}, {@link io.github.camelami.call} and {@link
 * io.github.camelami.queue}. The packages below {@code internal} may change with each release. Nothing is null unless it
 * is marked {@code @Nullable}.
 */
@NullMarked
package io.github.camelami;

import org.jspecify.annotations.NullMarked;
