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
package io.github.camelami.internal.http;

import io.github.camelami.internal.transport.OutgoingAction;
import java.io.IOException;
import java.io.OutputStream;
import java.util.function.BooleanSupplier;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.apache.hc.core5.http.io.entity.HttpEntityWrapper;

/** The body of a request: the form of an action. It is written only if the action is still wanted at that time. */
final class FormEntity extends HttpEntityWrapper {
    private final OutgoingAction outgoing;
    private final BooleanSupplier closed;
    private final Runnable onWritten;
    private boolean written;

    /**
     * @param outgoing the action in the form, which decides whether it is still wanted; may be null
     * @param closed whether the client has been closed
     * @param onWritten runs when the form has been written
     */
    FormEntity(byte[] form, OutgoingAction outgoing, BooleanSupplier closed, Runnable onWritten) {
        super(new ByteArrayEntity(form, ContentType.APPLICATION_FORM_URLENCODED));
        this.outgoing = outgoing;
        this.closed = closed;
        this.onWritten = onWritten;
    }

    @Override
    public void writeTo(OutputStream out) throws IOException {
        if (closed.getAsBoolean()) {
            // the connection was opened while the client was being closed, and the client has therefore not closed it
            throw new IOException("closed");
        }
        if (written) {
            // the form is sent again, because a proxy requested credentials first; it has not forwarded the form
            AjamClient.notTaken(outgoing);
        }
        if (outgoing != null && !outgoing.leaving()) {
            throw new GivenUp();
        }
        written = true;
        super.writeTo(out);
        out.flush();
        onWritten.run();
    }
}
