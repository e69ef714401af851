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
package io.github.camelami;

import java.util.Map;
import org.apache.camel.spi.Configurer;
import org.apache.camel.spi.UriParam;
import org.apache.camel.spi.UriParams;
import org.jspecify.annotations.Nullable;

/**
 * The options that say which actions a producer sends, and how the exchange receives their answers.
 *
 * @since 1.0
 */
@UriParams
@Configurer
public class AmiProducerConfiguration {

    @UriParam(label = "producer")
    private @Nullable String action;

    @UriParam(label = "producer", prefix = "field.", multiValue = true)
    private @Nullable Map<String, Object> field;

    @UriParam(label = "producer", prefix = "variable.", multiValue = true)
    private @Nullable Map<String, Object> variable;

    @UriParam(label = "producer")
    private @Nullable String allowedActions;

    @UriParam(label = "producer,security", defaultValue = "false")
    private boolean allowDangerousActions;

    @UriParam(label = "producer", defaultValue = "true")
    private boolean awaitOutcome = true;

    @UriParam(label = "producer", defaultValue = "false")
    private boolean awaitEnd;

    @UriParam(label = "producer", defaultValue = "4h", javaType = "java.time.Duration")
    private long endTimeout = 14_400_000;

    @UriParam(label = "producer", defaultValue = "true")
    private boolean throwExceptionOnFailure = true;

    @UriParam(label = "producer", defaultValue = "false")
    private boolean streamList;

    @UriParam(label = "producer", defaultValue = "false")
    private boolean awaitSession;

    public @Nullable String getAction() {
        return action;
    }

    /** The action to send. Neither the body nor a header can change it. */
    public void setAction(@Nullable String action) {
        this.action = action;
    }

    public @Nullable Map<String, Object> getField() {
        return field;
    }

    /** Fields of the action, as field.Name=value. They take precedence over those of the body. */
    public void setField(@Nullable Map<String, Object> field) {
        this.field = field;
    }

    public @Nullable Map<String, Object> getVariable() {
        return variable;
    }

    /** Channel variables of the action, as variable.NAME=value. They take precedence over those of the body. */
    public void setVariable(@Nullable Map<String, Object> variable) {
        this.variable = variable;
    }

    public @Nullable String getAllowedActions() {
        return allowedActions;
    }

    /**
     * The actions that the body or a header may choose if the option action is not set. They are comma separated, in
     * the same notation as include. The default is all actions that are not dangerous.
     */
    public void setAllowedActions(@Nullable String allowedActions) {
        this.allowedActions = allowedActions;
    }

    public boolean isAllowDangerousActions() {
        return allowDangerousActions;
    }

    /**
     * Whether to allow actions that run code or change the system, for example Command, UpdateConfig or an Originate of
     * System.
     */
    public void setAllowDangerousActions(boolean allowDangerousActions) {
        this.allowDangerousActions = allowDangerousActions;
    }

    public boolean isAwaitOutcome() {
        return awaitOutcome;
    }

    /**
     * Whether the exchange waits for the outcome of an Originate, or for the result of an AGI command. If not, it
     * continues as soon as the PBX has queued the call or the command.
     */
    public void setAwaitOutcome(boolean awaitOutcome) {
        this.awaitOutcome = awaitOutcome;
    }

    public boolean isAwaitEnd() {
        return awaitEnd;
    }

    /**
     * Whether the exchange waits for the end of the call that an Originate places. Its body is then the AmiCall, which
     * says whether the second phone answered, too.
     */
    public void setAwaitEnd(boolean awaitEnd) {
        this.awaitEnd = awaitEnd;
    }

    public long getEndTimeout() {
        return endTimeout;
    }

    /** How long to wait for the end of a call (with awaitEnd) or of an AGI command, in milliseconds. */
    public void setEndTimeout(long endTimeout) {
        this.endTimeout = endTimeout;
    }

    public boolean isThrowExceptionOnFailure() {
        return throwExceptionOnFailure;
    }

    /**
     * Whether the exchange fails if the PBX refuses an action (Response: Error). If not, the response becomes the body.
     */
    public void setThrowExceptionOnFailure(boolean throwExceptionOnFailure) {
        this.throwExceptionOnFailure = throwExceptionOnFailure;
    }

    public boolean isStreamList() {
        return streamList;
    }

    /**
     * Whether the exchange receives the items of a list as an Iterator while they arrive. If not, it receives a List
     * when all have arrived.
     */
    public void setStreamList(boolean streamList) {
        this.streamList = streamList;
    }

    public boolean isAwaitSession() {
        return awaitSession;
    }

    /**
     * Whether an action waits for a session if there is none. It waits no longer than its timeout. If the option is not
     * set, the action fails at once, and is not sent.
     */
    public void setAwaitSession(boolean awaitSession) {
        this.awaitSession = awaitSession;
    }
}
