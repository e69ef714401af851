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

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;

/** Creates the events of a call, with the fields that Asterisk 16 and 22 have in common, in the same order. */
final class CallEvents {

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss").withZone(ZoneOffset.UTC);

    private final List<String> channelVars;

    CallEvents(List<String> channelVars) {
        this.channelVars = channelVars;
    }

    SimulatedEvent about(String name, SimulatedChannel channel) {
        return snapshot(SimulatedEvent.named(name, "call"), channel, "");
    }

    SimulatedEvent newexten(SimulatedChannel channel) {
        return snapshot(SimulatedEvent.named("Newexten", "dialplan"), channel, "")
                .with("Extension", channel.exten)
                .with("Application", channel.application)
                .with("AppData", channel.data);
    }

    SimulatedEvent varSet(SimulatedChannel channel, String variable, String value) {
        return snapshot(SimulatedEvent.named("VarSet", "dialplan"), channel, "")
                .with("Variable", variable)
                .with("Value", SimulatedChannel.escape(value));
    }

    static SimulatedEvent globalVarSet(String variable, String value) {
        return SimulatedEvent.named("VarSet", "dialplan")
                .with("Channel", "none")
                .with("Uniqueid", "none")
                .with("Variable", variable)
                .with("Value", SimulatedChannel.escape(value));
    }

    SimulatedEvent newCallerid(SimulatedChannel channel) {
        return about("NewCallerid", channel).with("CID-CallingPres", "0 (Presentation Allowed, Not Screened)");
    }

    SimulatedEvent localBridge(SimulatedChannel one, SimulatedChannel two) {
        SimulatedEvent event = snapshot(SimulatedEvent.named("LocalBridge", "call"), one, "LocalOne");
        return snapshot(event, two, "LocalTwo")
                .with("Context", two.context)
                .with("Exten", two.exten)
                .with("LocalOptimization", "Yes");
    }

    /** A DialBegin, DialState or DialEnd event. {@code caller} is null if an Originate dials the channel. */
    SimulatedEvent dial(String name, SimulatedChannel caller, SimulatedChannel called) {
        SimulatedEvent event = SimulatedEvent.named(name, "call");
        if (caller != null) {
            snapshot(event, caller, "");
        }
        return snapshot(event, called, "Dest");
    }

    SimulatedEvent bridge(String name, String uniqueid, int channels, SimulatedChannel channel) {
        SimulatedEvent event = SimulatedEvent.named(name, "call")
                .with("BridgeUniqueid", uniqueid)
                .with("BridgeType", "basic")
                .with("BridgeTechnology", "simple_bridge")
                .with("BridgeCreator", "<unknown>")
                .with("BridgeName", "<unknown>")
                .with("BridgeNumChannels", channels)
                .with("BridgeVideoSourceMode", "none");
        return channel == null ? event : snapshot(event, channel, "");
    }

    SimulatedEvent hangup(SimulatedChannel channel, int cause) {
        return about("Hangup", channel).with("Cause", cause).with("Cause-txt", CallOutcome.causeText(cause));
    }

    SimulatedEvent cdr(SimulatedChannel channel, SimulatedChannel other, String disposition) {
        Instant end = Instant.now();
        Instant answer = channel.answeredAt;
        return SimulatedEvent.named("Cdr", "cdr")
                .with("AccountCode", channel.account)
                .with("Source", channel.callerNum)
                .with("Destination", channel.exten)
                .with("DestinationContext", channel.context)
                .with("CallerID", "\"" + channel.callerName + "\" <" + channel.callerNum + ">")
                .with("Channel", channel.name)
                .with("DestinationChannel", other == null ? "" : other.name)
                .with("LastApplication", channel.application)
                .with("LastData", channel.data)
                .with("StartTime", TIME.format(channel.createdAt))
                .with("AnswerTime", answer == null ? "" : TIME.format(answer))
                .with("EndTime", TIME.format(end))
                .with("Duration", Duration.between(channel.createdAt, end).toSeconds())
                .with(
                        "BillableSeconds",
                        answer == null ? 0 : Duration.between(answer, end).toSeconds())
                .with("Disposition", disposition)
                .with("AMAFlags", "DOCUMENTATION")
                .with("UniqueID", channel.uniqueid)
                .with("UserField", "");
    }

    /** A ParkedCall or ParkedCallGiveUp event. */
    SimulatedEvent parking(String name, SimulatedChannel channel) {
        return snapshot(SimulatedEvent.named(name, "call"), channel, "Parkee")
                .with("ParkerDialString", "")
                .with("Parkinglot", "default")
                .with("ParkingSpace", channel.parkingSpace)
                .with("ParkingTimeout", 45)
                .with("ParkingDuration", 0);
    }

    private SimulatedEvent snapshot(SimulatedEvent event, SimulatedChannel channel, String prefix) {
        return channel.snapshot(event, prefix, channelVars);
    }
}
