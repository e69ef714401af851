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

import io.github.camelami.message.AmiEvent;
import io.github.camelami.message.AmiResponse;
import java.util.Iterator;
import java.util.List;
import java.util.function.Supplier;

/**
 * The result of an action.
 *
 * @param describing supplies {@link #description}, which few results need
 * @param items the items of the list, or null if there is no list or it is streamed
 * @param stream the items as they arrive, or null
 * @param outcome the OriginateResponse or AsyncAGIExec, or null
 * @param ends how the channels of the call ended, if its outcome was awaited; otherwise null
 */
public record ActionResult(
        Supplier<String> describing,
        AmiResponse response,
        List<AmiEvent> items,
        Iterator<AmiEvent> stream,
        AmiEvent outcome,
        List<AmiEvent> ends) {

    /** Session, action and ActionID, for messages. */
    public String description() {
        return describing.get();
    }
}
