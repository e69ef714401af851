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
package io.github.camelami.simulator;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/** Answers Hangup, Redirect, Park, Getvar, Setvar and ExtensionState (for extensions without a hint). */
final class ChannelActions {

    private final SimulatedPbx pbx;
    private final CallEvents events;
    private final Map<String, String> globals = new ConcurrentHashMap<>();

    ChannelActions(SimulatedPbx pbx) {
        this.pbx = pbx;
        this.events = new CallEvents(pbx.settings().channelVars());
    }

    void addTo(Actions actions) {
        actions.add("Hangup", this::hangup);
        actions.add("Redirect", this::redirect);
        actions.add("Park", this::park);
        actions.add("Getvar", this::getvar);
        actions.add("Setvar", this::setvar);
        actions.add("ExtensionState", this::extensionState);
    }

    private Reply hangup(ReceivedAction action) {
        String name = action.field("Channel");
        int cause = action.field("Cause").matches("\\d{1,3}") ? Integer.parseInt(action.field("Cause")) : 16;
        if (name.isEmpty()) {
            return Reply.error("No channel specified");
        } else if (name.length() > 1 && name.startsWith("/") && name.endsWith("/")) {
            return hangupMatching(name.substring(1, name.length() - 1), cause, action);
        }
        SimulatedChannel channel = pbx.channels().find(name);
        return channel == null
                ? Reply.error("No such channel")
                : Reply.success("Channel Hungup").then(() -> channel.call.hangup(cause));
    }

    /** Hangs up the channels whose names match a regular expression. The answer is a list of these channels. */
    private Reply hangupMatching(String expression, int cause, ReceivedAction action) {
        Pattern pattern;
        try {
            pattern = Pattern.compile(expression);
        } catch (PatternSyntaxException e) {
            return Reply.error("Regex compile failed on: " + expression);
        }
        List<SimulatedEvent> items = new ArrayList<>();
        Reply reply = Reply.success("Channels hung up will follow");
        for (SimulatedChannel channel : pbx.channels().all()) {
            if (pattern.matcher(channel.name).find()) {
                items.add(SimulatedEvent.named("ChannelHungup")
                        .with("Channel", channel.name)
                        .withIdOf(action));
                reply.then(() -> channel.call.hangup(cause));
            }
        }
        return reply.list("ChannelsHungupListComplete", items);
    }

    private Reply redirect(ReceivedAction action) {
        String name = action.field("Channel");
        if (name.isEmpty()) {
            return Reply.error("Channel not specified");
        }
        SimulatedChannel channel = pbx.channels().find(name);
        if (channel == null) {
            return Reply.error("Channel does not exist: " + name);
        } else if (!action.field("Priority").matches("\\d+")) {
            return Reply.error("Invalid priority");
        }
        return Reply.success("Redirect successful")
                .then(() -> channel.call.redirect(channel, action.field("Context"), action.field("Exten")));
    }

    private Reply park(ReceivedAction action) {
        String name = action.field("Channel");
        if (name.isEmpty()) {
            return Reply.error("Channel not specified");
        }
        SimulatedChannel channel = pbx.channels().find(name);
        return channel == null
                ? Reply.error("Channel does not exist: " + name)
                : Reply.success("Park successful").then(() -> channel.call.park(channel));
    }

    private Reply getvar(ReceivedAction action) {
        String variable = action.field("Variable");
        String name = action.field("Channel");
        if (variable.isEmpty()) {
            return Reply.error("No variable specified");
        } else if (name.isEmpty()) {
            return value(variable, globals.getOrDefault(variable, ""));
        }
        SimulatedChannel channel = pbx.channels().find(name);
        if (channel == null) {
            return Reply.error("No such channel");
        }
        return value(
                variable,
                variable.equals("CHANNEL(state)") ? channel.stateText() : channel.variables.getOrDefault(variable, ""));
    }

    private Reply setvar(ReceivedAction action) {
        String variable = action.field("Variable");
        String value = action.field("Value");
        String name = action.field("Channel");
        if (variable.isEmpty()) {
            return Reply.error("No variable specified");
        } else if (name.isEmpty()) {
            globals.put(variable, value);
            return Reply.success("Variable Set").then(() -> pbx.emit(CallEvents.globalVarSet(variable, value)));
        }
        SimulatedChannel channel = pbx.channels().find(name);
        if (channel == null) {
            return Reply.error("No such channel");
        }
        channel.variables.put(variable, value);
        return Reply.success("Variable Set").then(() -> pbx.emit(events.varSet(channel, variable, value)));
    }

    private Reply extensionState(ReceivedAction action) {
        if (action.field("Exten").isEmpty()) {
            return Reply.error("Extension not specified");
        }
        return Reply.success("Extension Status")
                .with("Exten", action.field("Exten"))
                .with("Context", action.field("Context"))
                .with("Hint", "")
                .with("Status", -1)
                .with("StatusText", "Unknown");
    }

    private static Reply value(String variable, String value) {
        return Reply.success().with("Variable", variable).with("Value", value);
    }
}
