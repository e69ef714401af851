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
import java.util.ArrayList;
import java.util.List;

/** Answers CoreStatus, CoreSettings, CoreShowChannels and Status. */
final class CoreActions {

    private static final DateTimeFormatter DATE =
            DateTimeFormatter.ofPattern("yyyy-MM-dd").withZone(ZoneOffset.UTC);
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("HH:mm:ss").withZone(ZoneOffset.UTC);

    private final SimulatedPbx pbx;

    CoreActions(SimulatedPbx pbx) {
        this.pbx = pbx;
    }

    void addTo(Actions actions) {
        actions.add("CoreStatus", action -> status());
        actions.add("CoreSettings", action -> settings());
        actions.add("CoreShowChannels", this::showChannels);
        actions.add("Status", this::channelStatus);
    }

    private Reply status() {
        Instant start = pbx.startedAt();
        Reply reply = Reply.success()
                .with("CoreStartupDate", DATE.format(start))
                .with("CoreStartupTime", TIME.format(start))
                .with("CoreReloadDate", DATE.format(start))
                .with("CoreReloadTime", TIME.format(start))
                .with("CoreCurrentCalls", pbx.channels().calls().size());
        return pbx.settings().version().is22()
                ? reply.with("CoreProcessedCalls", pbx.channels().processedCalls())
                : reply;
    }

    private Reply settings() {
        PbxVersion version = pbx.settings().version();
        Reply reply = Reply.success()
                .with("AMIversion", version.ami)
                .with("AsteriskVersion", version.asterisk)
                .with("SystemName", pbx.settings().systemName())
                .with("CoreMaxCalls", 0)
                .with("CoreMaxLoadAvg", "0.000000")
                .with("CoreRunUser", "")
                .with("CoreRunGroup", "")
                .with("CoreMaxFilehandles", 0)
                .with("CoreRealTimeEnabled", "No")
                .with("CoreCDRenabled", "Yes")
                .with("CoreHTTPenabled", "Yes");
        return version.is22() ? reply.with("SoundsSearchCustomDir", "No") : reply;
    }

    private Reply showChannels(ReceivedAction action) {
        List<SimulatedEvent> items = new ArrayList<>();
        for (SimulatedChannel channel : pbx.channels().all()) {
            SimulatedEvent item = SimulatedEvent.named("CoreShowChannel").withIdOf(action);
            items.add(channel.snapshot(item, "", List.of())
                    .with("Application", channel.application)
                    .with("ApplicationData", channel.data)
                    .with("Duration", clock(Duration.ofSeconds(channel.seconds())))
                    .with("BridgeId", channel.bridge));
        }
        return Reply.success("Channels will follow").list("CoreShowChannelsComplete", items);
    }

    private Reply channelStatus(ReceivedAction action) {
        String name = action.field("Channel");
        SimulatedChannel only = name.isEmpty() ? null : pbx.channels().find(name);
        if (only == null && !name.isEmpty()) {
            return Reply.error("No such channel");
        }
        List<SimulatedEvent> items = new ArrayList<>();
        for (SimulatedChannel channel : only == null ? pbx.channels().all() : List.of(only)) {
            items.add(statusOf(channel, action));
        }
        return Reply.success("Channel status will follow")
                .list("StatusComplete", items)
                .withComplete("Items", items.size());
    }

    private SimulatedEvent statusOf(SimulatedChannel channel, ReceivedAction action) {
        SimulatedEvent item = channel.snapshot(
                        SimulatedEvent.named("Status").privilege("Call"),
                        "",
                        pbx.settings().channelVars())
                .with("Type", Dialplan.technology(channel.name))
                .with("DNID", "")
                .with("EffectiveConnectedLineNum", SimulatedChannel.known(channel.connectedNum))
                .with("EffectiveConnectedLineName", SimulatedChannel.known(channel.connectedName))
                .with("TimeToHangup", 0)
                .with("BridgeID", channel.bridge)
                .with("Application", channel.application)
                .with("Data", channel.data)
                .with("Nativeformats", "(ulaw)")
                .with("Readformat", "ulaw")
                .with("Readtrans", "")
                .with("Writeformat", "ulaw")
                .with("Writetrans", "")
                .with("Callgroup", 0)
                .with("Pickupgroup", 0)
                .with("Seconds", channel.seconds());
        for (String variable : action.field("Variables").split(",")) {
            if (!variable.isEmpty()) {
                item.with("Variable", variable + "=" + channel.variables.getOrDefault(variable, ""));
            }
        }
        return item.withIdOf(action);
    }

    static String clock(Duration time) {
        return String.format("%02d:%02d:%02d", time.toHours(), time.toMinutesPart(), time.toSecondsPart());
    }
}
