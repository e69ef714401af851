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
package io.github.camelami.examples.eventstojms;

import com.fasterxml.jackson.core.JacksonException;
import io.github.camelami.message.AmiException;
import io.github.camelami.message.AmiException.Refused;
import java.util.Map;
import org.apache.camel.Exchange;

/**
 * Answers an action that failed. The property {@code result} says whether the action may have run, and the body says
 * why it failed. The route calls this class as a bean.
 */
public class Failure {

    public void answer(Exchange exchange) {
        Exception failure = exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Exception.class);
        exchange.getMessage().setHeader("result", result(failure));
        exchange.getMessage().setBody(body(failure));
    }

    private static String result(Exception failure) {
        if (failure instanceof AmiException) {
            return failure.getClass().getSimpleName();
        }
        return failure instanceof JacksonException ? "Refused" : "OutcomeUnknown";
    }

    private static Map<String, String> body(Exception failure) {
        Map<String, String> reason = Map.of("Message", String.valueOf(failure.getMessage()));
        return failure instanceof Refused refused && refused.response().isPresent()
                ? refused.response().get()
                : reason;
    }
}
