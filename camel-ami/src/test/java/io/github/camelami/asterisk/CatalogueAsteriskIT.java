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
package io.github.camelami.asterisk;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelami.internal.action.DangerousActions;
import io.github.camelami.internal.wire.ActionFields;
import io.github.camelami.internal.wire.Catalogue;
import io.github.camelami.message.AmiResponse;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The catalogue of actions, checked against what the servers have. */
class CatalogueAsteriskIT extends OnAsterisk {
    private static final Pattern PRIVILEGE = Pattern.compile("\\(Priv: ([^)]*)\\)$");
    private static final Pattern SYNTAX = Pattern.compile("\\[Syntax]\\s*\\n(.*?)\\n\\s*\\[(?!\\w+:])", Pattern.DOTALL);
    private static final Pattern FIELD = Pattern.compile("^\\[?([A-Za-z0-9_()-]+):", Pattern.MULTILINE);
    private static final Pattern FUNCTION = Pattern.compile("^([A-Z]\\w+)\\s+\\1?\\w*\\(", Pattern.MULTILINE);
    private static final Pattern APPLICATION = Pattern.compile("^\\s+(\\w+): ", Pattern.MULTILINE);

    /** Applications that concern the call, its sounds or its queue, and run nothing else. */
    private static final Set<String> HARMLESS =
            Set.of(("addqueuemember agentlogin agentrequest answer attendedtransfer authenticate background "
                            + "backgrounddetect blindtransfer bridge bridgeadd bridgewait busy callcompletioncancel "
                            + "callcompletionrequest celgenuserevent chanisavail channelredirect clearhash confbridge "
                            + "confkick congestion continuewhile controlplayback datetime dial directory disa dumpchan echo "
                            + "else elseif endif endwhile exitif exitwhile forkcdr goto gotoif gotoiftime hangup "
                            + "hangupcauseclear if incomplete log macroexit mailboxexists messagesend milliwatt morsecode "
                            + "musiconhold nocdr noop page park parkandannounce parkedcall pausemonitor pausequeuemember "
                            + "pickup pickupchan pjsiphangup playback playtones privacymanager proceeding progress queue "
                            + "raiseexception read readexten receivemf receivesf receivetext removequeuemember resetcdr "
                            + "retrydial return ringing sayalpha sayalphacase saydigits saymoney saynumber sayordinal "
                            + "sayphonetic sayunixtime senddtmf sendimage sendmf sendsf sendtext sendurl setamaflags signal "
                            + "sipaddheader sipdtmfmode sipremoveheader sipsendcustominfo slastation slatrunk softhangup "
                            + "speechactivategrammar speechbackground speechcreate speechdeactivategrammar speechdestroy "
                            + "speechprocessingsound speechstart speechunloadgrammar stackpop startmusiconhold "
                            + "stopmixmonitor stopmonitor stopmusiconhold stopplaytones storedtmf streamecho tonescan "
                            + "transfer unpausemonitor unpausequeuemember userevent verbose vmauthenticate vmsayname "
                            + "voicemail voicemailmain voicemailplaymsg wait waitdigit waitexten waitfornoise waitforring "
                            + "waitforsignal waitforsilence waitfortone waituntil while zapateller")
                    .split(" "));

    /** Functions that concern the call or its values, or tell what anybody with a phone may know. */
    private static final Set<String> HARMLESS_FUNCTIONS =
            Set.of(("ABS AES_DECRYPT AES_ENCRYPT AGC AGENT ARRAY BASE64_DECODE BASE64_ENCODE BASENAME BLACKLIST "
                            + "CALLCOMPLETION CALLERID CALLERPRES CDR CDR_PROP CHANNEL CHANNELS CHANNEL_EXISTS "
                            + "CHECKSIPDOMAIN CONFBRIDGE CONFBRIDGE_CHANNELS CONFBRIDGE_INFO CONNECTEDLINE CSV_QUOTE CUT "
                            + "DEC DELETE DENOISE DIALPLAN_EXISTS DIGIT_SUM DIRNAME EXCEPTION EXISTS EXTENSION_STATE FAXOPT "
                            + "FEATURE FEATUREMAP FIELDNUM FIELDQTY FILTER FRAME_DROP FRAME_TRACE GEOLOC_PROFILE GROUP "
                            + "GROUP_COUNT GROUP_LIST GROUP_MATCH_COUNT HANGUPCAUSE HANGUPCAUSE_KEYS HASH HASHKEYS HINT "
                            + "HOLD_INTERCEPT IAXPEER IAXVAR ICONV IF IFMODULE IFTIME INC ISNULL JITTERBUFFER JSON_DECODE "
                            + "KEYPADHASH LEN LISTFILTER LOCAL LOCAL_PEEK LOG_GROUP LTRIM MAILBOX_EXISTS MATH MAX MD5 "
                            + "MESSAGE MESSAGE_DATA MIN MIXMONITOR MUTEAUDIO PARK_GET_CHANNEL PASSTHRU PITCH_SHIFT "
                            + "PJSIP_AOR PJSIP_CONTACT PJSIP_DIAL_CONTACTS PJSIP_DTMF_MODE PJSIP_ENDPOINT PJSIP_HEADER "
                            + "PJSIP_HEADERS PJSIP_HEADER_PARAM PJSIP_INHERITABLE_HE PJSIP_MEDIA_OFFER PJSIP_MOH_PASSTHROUG "
                            + "PJSIP_PARSE_URI PJSIP_PARSE_URI_FROM PJSIP_RESPONSE_HEADE PJSIP_SEND_SESSION_R "
                            + "PJSIP_TRANSFER_HANDL POP PUSH QUEUE_EXISTS QUEUE_GET_CHANNEL QUEUE_MEMBER QUEUE_MEMBER_COUNT "
                            + "QUEUE_MEMBER_LIST QUEUE_MEMBER_PENALTY QUEUE_VARIABLES QUEUE_WAITING_COUNT QUOTE RAND "
                            + "RECORDING_INFO REDIRECTING REGEX REPLACE RTRIM SAYFILES SCRAMBLE SET SHA1 SHIFT SIPPEER "
                            + "SIP_HEADER SIP_HEADERS SORT SPEECH SPEECH_ENGINE SPEECH_GRAMMAR SPEECH_RESULTS_TYPE "
                            + "SPEECH_SCORE SPEECH_TEXT SPRINTF SRVRESULT STACK_PEEK STRBETWEEN STRFTIME STRPTIME "
                            + "STRREPLACE TALK_DETECT TESTTIME TIMEOUT TOLOWER TONE_DETECT TOUPPER TRIM UNSHIFT URIDECODE "
                            + "URIENCODE UUID VALID_EXTEN VARIABLE_EXISTS VERSION VMCOUNT VOLUME")
                    .split(" "));

    @Test
    void everyActionOfTheServerIsInTheCatalogue() {
        assertThat(commands().keySet()).hasSizeGreaterThan(100).allMatch(Catalogue::isAction);
    }

    @Test
    void theClassesThatAnActionNeedsAreThoseThatTheServerTells() {
        Set<String> wrong = new TreeSet<>();
        commands().forEach((action, description) -> {
            Matcher privilege = PRIVILEGE.matcher(description);
            String told = privilege.find() ? privilege.group(1) : "";
            if (!classes(told).equals(classes(Catalogue.classesOf(action)))) {
                wrong.add(action + ": server " + told + ", catalogue " + Catalogue.classesOf(action));
            }
        });
        assertThat(wrong).isEmpty();
    }

    /** What the console documents for each action: the fields with which messages name mistakes. */
    @Test
    void theFieldsOfEachActionAreThoseThatTheServerTells() throws Exception {
        Set<String> missing = new TreeSet<>();
        int compared = 0;
        for (String action : commands().keySet()) {
            Matcher syntax = SYNTAX.matcher(plain.command("manager show command " + action));
            Set<String> known = ActionFields.of(action);
            if (known == null || !syntax.find()) {
                continue;
            }
            Matcher field = FIELD.matcher(syntax.group(1));
            while (field.find()) {
                compared++;
                if (!field.group(1).equals("Action") && ActionFields.isUnknown(action, field.group(1))) {
                    missing.add(action + ' ' + field.group(1));
                }
            }
        }
        assertThat(missing).isEmpty();
        assertThat(compared).isGreaterThan(400);
    }

    /** Each application has been thought about: it needs permission, or it is in the list of those that do not. */
    @Test
    void G3_everyApplicationOfTheServerIsClassified() throws Exception {
        Set<String> unknown = new TreeSet<>();
        Matcher applications = APPLICATION.matcher(plain.command("core show applications"));
        int compared = 0;
        while (applications.find()) {
            compared++;
            if (!DangerousActions.isDangerousApplication(applications.group(1), "")
                    && !HARMLESS.contains(applications.group(1).toLowerCase(Locale.ROOT))) {
                unknown.add(applications.group(1));
            }
        }
        assertThat(unknown).isEmpty();
        assertThat(compared).isGreaterThan(120);
    }

    /** Each function, too. */
    @Test
    void G3_everyFunctionOfTheServerIsClassified() throws Exception {
        Set<String> unknown = new TreeSet<>();
        Matcher functions = FUNCTION.matcher(plain.command("core show functions"));
        int compared = 0;
        while (functions.find()) {
            compared++;
            if (!DangerousActions.hasDangerousFunction("agi", functions.group(1) + "(x)")
                    && !HARMLESS_FUNCTIONS.contains(functions.group(1))) {
                unknown.add(functions.group(1));
            }
        }
        assertThat(unknown).isEmpty();
        assertThat(compared).isGreaterThan(150);
    }

    private Map<String, String> commands() {
        AmiResponse commands = answer("action=ListCommands", Map.of());
        Map<String, String> actions = new TreeMap<>(commands);
        actions.keySet().removeAll(Set.of("Response", "ActionID", "Message"));
        return actions;
    }

    private static Set<String> classes(String list) {
        return Stream.of(list.split(","))
                .filter(name -> !name.isEmpty() && !name.equals("all") && !name.equals("<none>"))
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
