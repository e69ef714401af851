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

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.camelami.internal.action.DangerousActions;
import io.github.camelami.internal.wire.Catalogue;
import java.io.InputStream;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Each action that a server offers has been thought about: it is in one of these lists, and the policy agrees. */
class ActionClassificationTest {

    private static final String TELLS = "AgentLogoff Agents BridgeInfo BridgeList BridgeTechnologyList ConfbridgeList"
            + " ConfbridgeListRooms CoreSettings CoreShowChannelMap CoreShowChannels CoreStatus DAHDIShowChannels"
            + " DAHDIShowStatus DBGet DBGetTree DeviceStateList ExtensionState ExtensionStateList FAXSession FAXSessions"
            + " FAXStats FilterList Getvar IAXnetstats IAXpeerlist IAXpeers IAXregistry ListCommands MailboxCount"
            + " MailboxStatus MeetmeList MeetmeListRooms ModuleCheck MWIGet ParkedCalls Parkinglots Ping PJSIPQualify"
            + " PJSIPShowAors PJSIPShowContacts PJSIPShowEndpoints PJSIPShowMaintenance"
            + " PJSIPShowRegistrationInboundContactStatuses PJSIPShowRegistrationsInbound PJSIPShowRegistrationsOutbound"
            + " PJSIPShowResourceLists PJSIPShowSubscriptionsInbound PJSIPShowSubscriptionsOutbound PresenceState"
            + " PresenceStateList PRIShowSpans QueueRule Queues QueueStatus QueueSummary SIPpeers SIPpeerstatus"
            + " SIPqualifypeer SIPshowpeer SIPshowregistry SKINNYdevices SKINNYlines SKINNYshowdevice SKINNYshowline"
            + " Status VoicemailBoxSummary VoicemailRefresh VoicemailUsersList VoicemailUserStatus ZapShowChannels";

    /** What a phone, an agent or a switchboard does. */
    private static final String HANDLES_CALLS = "AbsoluteTimeout AgentCallbackLogin AGI AOCMessage Atxfer BlindTransfer"
            + " Bridge BridgeDestroy BridgeKick CancelAtxfer ConfbridgeKick ConfbridgeLock ConfbridgeMute"
            + " ConfbridgeSetSingleVideoSrc ConfbridgeStopRecord ConfbridgeUnlock ConfbridgeUnmute ControlPlayback"
            + " DAHDIDialOffhook DAHDIDNDoff DAHDIDNDon DAHDIHangup DAHDITransfer Hangup JabberSend LocalOptimizeAway"
            + " MeetmeMute MeetmeUnmute MessageSend MixMonitorMute MuteAudio MWIDelete MWIUpdate Originate Park"
            + " PauseMonitor PJSIPHangup PJSIPRegister PlayDTMF PlayMF PRIDebugFileUnset QueueAdd"
            + " QueueChangePriorityCaller QueueLog QueueMemberRingInUse QueuePause QueuePenalty QueueRemove QueueReset"
            + " QueueWithdrawCaller Redirect SendFlash SendText SetCDRUserField Setvar StopMixMonitor StopMonitor"
            + " UnpauseMonitor UserEvent ZapDialOffhook ZapDNDoff ZapDNDon ZapHangup ZapTransfer";

    /** Run commands or other applications, or write files whose names they are given. */
    private static final String RUNS_CODE = "ChangeMonitor Command ConfbridgeStartRecord MixMonitor Monitor";

    private static final String CHANGES_THE_SYSTEM = "BridgeTechnologySuspend BridgeTechnologyUnsuspend CreateConfig"
            + " DAHDIRestart DBDel DBDelTree DBPut DialplanExtensionAdd DialplanExtensionRemove LoggerRotate ModuleLoad"
            + " PJSIPSetMaintenance PJSIPUnregister PRIDebugFileSet PRIDebugSet QueueReload Reload"
            + " SorceryMemoryCacheExpire SorceryMemoryCacheExpireObject SorceryMemoryCachePopulate"
            + " SorceryMemoryCacheStale SorceryMemoryCacheStaleObject UpdateConfig VoicemailForward VoicemailMove"
            + " VoicemailRemove";

    /** Send any SIP header and content to any address; make phones restart. */
    private static final String COMMANDS_PHONES = "PJSIPNotify SIPnotify";

    /** PJSIPShowEndpoint and PJSIPShowAuths give passwords in clear. */
    private static final String SHOWS_CONFIGURATION =
            "GetConfig GetConfigJSON ListCategories PJSIPShowAuths PJSIPShowEndpoint ShowDialPlan";

    private static final String OF_THE_SESSION = "Challenge Events Filter Login Logoff WaitEvent";

    /** Left to the PBX's owner, though no server of these lists has it any more. */
    private static final Set<String> OF_OLDER_SERVERS = Set.of("zaprestart");

    private static Set<String> names(String... lists) {
        Set<String> names = new TreeSet<>();
        for (String list : lists) {
            for (String name : list.toLowerCase(Locale.ROOT).split(" ")) {
                assertThat(names.add(name)).as(name + " is in one list only").isTrue();
            }
        }
        return names;
    }

    private static Set<String> dangerous() {
        return names(RUNS_CODE, CHANGES_THE_SYSTEM, COMMANDS_PHONES, SHOWS_CONFIGURATION);
    }

    private static Set<String> classified() {
        return names(
                TELLS,
                HANDLES_CALLS,
                RUNS_CODE,
                CHANGES_THE_SYSTEM,
                COMMANDS_PHONES,
                SHOWS_CONFIGURATION,
                OF_THE_SESSION);
    }

    private static Stream<String> actionsOf(String list) throws Exception {
        try (InputStream in = ActionClassificationTest.class.getResourceAsStream("/captures/" + list)) {
            JsonNode actions = new ObjectMapper().readTree(in);
            assertThat(actions.size()).isGreaterThan(50);
            Stream.Builder<String> names = Stream.builder();
            actions.forEach(action -> names.add(action.get("name").asText().toLowerCase(Locale.ROOT)));
            return names.build();
        }
    }

    @Test
    void G3_everyActionOfTheServersIsClassified() throws Exception {
        Set<String> offered = new TreeSet<>();
        actionsOf("asterisk-22/actions.json").forEach(offered::add);
        actionsOf("asterisk-16/actions.json").forEach(offered::add);
        actionsOf("actions-1.0-to-1.6.json").forEach(offered::add);
        assertThat(offered).hasSizeGreaterThan(170);
        assertThat(classified()).isEqualTo(offered);
    }

    @Test
    void theCatalogueKnowsTheSameActions() {
        Set<String> known = new TreeSet<>();
        Catalogue.actionNames().forEach(name -> known.add(name.toLowerCase(Locale.ROOT)));
        assertThat(known).isEqualTo(classified());
    }

    @Test
    void G3_thePolicyHasTheSameLists() {
        Set<String> expected = new TreeSet<>(dangerous());
        expected.addAll(OF_OLDER_SERVERS);
        assertThat(new TreeSet<>(DangerousActions.DANGEROUS)).isEqualTo(expected);
        assertThat(new TreeSet<>(DangerousActions.OF_THE_SESSION)).isEqualTo(names(OF_THE_SESSION));
    }
}
