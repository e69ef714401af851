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
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.camelami.message.AmiException;
import io.github.camelami.simulator.Reply;
import java.util.List;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.Producer;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Mistakes that are nearly right are named. */
class NearMissTest extends RouteTestSupport {
    @AutoClose
    private final CapturedLog log = CapturedLog.debug();

    private String warnings() {
        return String.join("\n", log.warnings("io.github.camelami"));
    }

    private Exchange refused(String action, String message, Map<String, Object> fields) throws Exception {
        pbx.on(action, received -> Reply.error(message));
        Exchange exchange = send(ami("action=" + action), fields);
        assertThat(exchange.getException()).isInstanceOf(AmiException.Refused.class);
        return exchange;
    }

    /** Asterisk would queue it, the phone would ring, and nobody would be called. */
    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "Exten=200; fields Context, Priority missing",
                "Exten=200&field.Context=a; field Priority missing",
                "Context=a&field.Priority=1; field Exten missing",
                "Data=x; fields Context, Exten, Priority missing"
            })
    void anOriginateWithoutContextIsRefusedWithWhatIsMissing(String fields, String missing) throws Exception {
        pbx.on("Originate", action -> Reply.success());
        String uri = ami("action=Originate&awaitOutcome=false&field.Channel=PJSIP/100&field." + fields);
        assertThat(send(uri, null).getException())
                .isInstanceOf(AmiException.Refused.class)
                .hasMessage("ami:127.0.0.1: Originate: " + missing
                        + "; it needs Context, Exten and Priority, or Application");
        assertThat(receivedFromRoutes()).isEmpty();
        sendWell(uri + "&field.Application=Echo", null, NO_HEADERS);
    }

    @Test
    void aContextWithoutTheExtensionIsNamed() throws Exception {
        assertThat(refused(
                                "Originate",
                                "Extension does not exist.",
                                Map.of("Channel", "PJSIP/100", "Exten", "200", "Context", "a", "Priority", 1))
                        .getException())
                .hasMessageContaining("Extension does not exist. (Exten=200 in Context=a)")
                .hasMessageNotContaining("missing");
    }

    @ParameterizedTest
    @CsvSource({
        "QueueAdd, Unable to add interface to queue: No such queue, Queue=suport; Interface=PJSIP/100",
        "QueuePause, Interface not found, Queue=suport; Interface=PJSIP/100",
        "QueuePenalty, 'Invalid interface, queuename or penalty', Queue=suport; Interface=PJSIP/100",
        "Hangup, No such channel, (Channel=PJSIP/7",
        "Redirect, Channel does not exist: PJSIP/7, does not exist: PJSIP/7 (Redirect has no documented field Queue)"
    })
    void theNameThatThePbxDoesNotKnowIsNamed(String action, String message, String named) throws Exception {
        Map<String, Object> fields = action.matches("Queue.*")
                ? Map.of("Queue", "suport", "Interface", "PJSIP/100")
                : Map.of("Queue", "suport", "Channel", "PJSIP/7");
        assertThat(refused(action, message, fields).getException()).hasMessageContaining(named);
    }

    @Test
    void H1_aValueThatIsNoNameOfAQueueOrChannelIsNotRepeated() throws Exception {
        assertThat(refused("Hangup", "No such channel", Map.of("Channel", "x\u0007y", "Cause", "canary"))
                        .getException())
                .hasMessageContaining("Channel=x.y")
                .hasMessageNotContaining("canary");
    }

    @ParameterizedTest
    @CsvSource({
        "PJSIP/trunk-1, PJSIP/trunk-1-*",
        "pjsip/sip.provider.example, pjsip/sip.provider.example-*",
        "SIP/provider-, SIP/provider-*",
        "PJSIP/, PJSIP/*",
        "PJSIP, PJSIP/*",
        "IAX2/provider, IAX2/provider-*",
        "DAHDI/1, DAHDI/1-*",
        "DAHDI/g0, DAHDI/*",
        "trunk-1, PJSIP/trunk-1-*",
        "trunk-*, PJSIP/trunk-*",
        "provider.*, PJSIP/provider.*"
    })
    void aPatternThatMatchesNoChannelIsNamedWithTheOneThatWasMeant(String pattern, String meant) throws Exception {
        routeEvents(ami("emit=calls&trunks=RAW(SIP/other-*," + pattern + ")"));
        context.start();
        assertThat(warnings())
                .containsOnlyOnce("option trunks: " + pattern + " matches no channel, because channels have names such"
                        + " as PJSIP/provider-0000001a; did you mean " + meant + "?")
                .doesNotContain("other");
    }

    @Test
    void aPatternOfAProducerThatMatchesNoChannelIsNamedToo() throws Exception {
        context.start();
        start("action=Originate&awaitEnd=true&trunks=PJSIP/provider");
        assertThat(warnings())
                .containsOnlyOnce("option trunks: PJSIP/provider matches no channel")
                .doesNotContain("has no effect");
    }

    private void start(String options) throws Exception {
        context.getEndpoint(ami(options)).createProducer().start();
    }

    @ParameterizedTest
    @CsvSource({
        "emit=calls, emit, a producer",
        "include=Hangup, include, a producer",
        "match.Channel=PJSIP/100-*, match, a producer",
        "notices=true, notices, a producer",
        "trunks=PJSIP/provider-*, trunks, a producer without awaitEnd=true",
        "callGrace=10, callGrace, a producer without awaitEnd=true"
    })
    void anOptionOfConsumersIsLoggedOnAProducer(String option, String name, String user) throws Exception {
        context.start();
        start("action=Ping&" + option);
        start("action=Ping&awaitSession=true&" + option);
        assertThat(warnings()).isEqualTo("ami:127.0.0.1: option " + name + " has no effect on " + user);
    }

    @ParameterizedTest
    @CsvSource({"action=Ping, action", "field.A=b, field", "awaitEnd=true, awaitEnd"})
    void anOptionOfProducersIsLoggedOnAConsumer(String option, String name) throws Exception {
        routeEvents(ami("include=Hangup&" + option));
        context.start();
        assertThat(warnings()).isEqualTo("ami:127.0.0.1: option " + name + " has no effect on a consumer");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "PJSIP/trunk-1-0000001A",
                "PJSIP/trunk-*",
                "PJSIP*",
                "*",
                ".*",
                "P.*",
                "PJSIP/.+trunk-.+",
                "PJSIP/(a|b)-.*",
                "(PJSIP|SIP)/a-.*",
                "DAHDI/1-1",
                "DAHDI/i1/04099-1",
                "IAX2/provider-*",
                "Console/dsp",
                "Local/1@a-00000001;1",
                "Mine/line1"
            })
    void aPatternThatMayMatchAChannelIsNotWarnedOf(String pattern) throws Exception {
        routeEvents(ami("emit=calls&trunks=RAW(" + pattern + ")"));
        context.start();
        assertThat(warnings()).doesNotContain("matches no channel");
    }

    @Test
    void aPatternForTheFieldChannelIsOneOfChannels() throws Exception {
        routeEvents(ami("match.channel=PJSIP/100&match.DestChannel=PJSIP/200-*&match.Queue=PJSIP/300"));
        context.start();
        assertThat(warnings()).containsOnlyOnce("matches no channel").contains("option match.channel: PJSIP/100 ");
        context.getEndpoint(ami("include=Originate*&match.Channel=PJSIP/400")).createConsumer(exchange -> {});
        assertThat(warnings()).as("a dial string").doesNotContain("PJSIP/400");
    }

    @Test
    void aFieldThatTheActionLacksIsNamedWhenItIsRefused() throws Exception {
        assertThat(refused("QueueAdd", "Missing parameter", Map.of("Queue", "support", "Interfase", "PJSIP/100"))
                        .getException())
                .hasMessageContaining("QueueAdd has no documented field Interfase, did you mean Interface?");
    }

    @Test
    void aFieldOfTheUriThatTheActionLacksIsLoggedAtTheStart() throws Exception {
        context.start();
        context.getEndpoint(ami("action=Originate&field.Contxt=outbound&field.Exten=1&field.callerid=2&variable.A=b"))
                .createProducer()
                .start();
        assertThat(warnings())
                .contains("Originate has no documented field Contxt, did you mean Context?")
                .doesNotContain("field Exten", "field callerid", "field Variable");
    }

    /** The PBX ignores it and answers that all is well. */
    @Test
    void aFieldOfTheBodyThatTheActionLacksIsLoggedOnce() throws Exception {
        pbx.on("QueuePause", action -> Reply.success());
        String uri = ami("action=QueuePause");
        for (int i = 0; i < 3; i++) {
            sendWell(uri, Map.of("Interface", "PJSIP/100", "Pause", "true"), NO_HEADERS);
        }
        assertThat(warnings()).containsOnlyOnce("QueuePause has no documented field Pause, did you mean Paused?");
        for (int i = 0; i < 100; i++) {
            sendWell(uri, Map.of("Interface", "PJSIP/100", "X" + i, "true"), NO_HEADERS);
        }
        assertThat(warnings().split("has no documented field")).hasSizeLessThan(25);
    }

    @ParameterizedTest
    @ValueSource(strings = {"include", "exclude"})
    void anEventThatIsMisspeltIsLoggedAtTheStart(String option) throws Exception {
        routeEvents(ami(option + "=HangUps,hangup,Queue*,MyOwnEvent"));
        context.start();
        assertThat(warnings())
                .contains("option " + option + ": event HangUps is not known, did you mean Hangup?")
                .doesNotContain("event hangup", "event Queue", "event MyOwnEvent");
    }

    /** Without its name, no event matches, or none is in order. */
    @ParameterizedTest
    @CsvSource({
        "match.Chanel=PJSIP/1, match.Chanel, Chanel, Channel",
        "match.channle=PJSIP/1&include=Hangup, match.channle, channle, Channel",
        "match.channle=PJSIP/1&include=Queue.*|Hang*, match.channle, channle, Channel",
        "orderBy=Linkdid, orderBy, Linkdid, Linkedid"
    })
    void aFieldOfEventsThatIsMisspeltIsLoggedAtTheStart(String options, String option, String field, String meant)
            throws Exception {
        routeEvents(ami(options));
        context.start();
        assertThat(warnings())
                .contains("option " + option + ": field " + field + " is not known, did you mean " + meant + "?");
    }

    /** An event that nobody sends has no fields of its own. */
    @Test
    void aFieldThatIsMisspeltIsLoggedBesideAMisspeltEvent() throws Exception {
        routeEvents(ami("include=Hangupp&match.Chanel=PJSIP/1"));
        context.start();
        assertThat(warnings())
                .contains("event Hangupp is not known, did you mean Hangup?")
                .contains("field Chanel is not known, did you mean Channel?");
    }

    /** Dialplans and modules send events and fields of their own. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "match.channel=PJSIP/1&orderBy=UniqueID",
                "match.Ticket-Number=7",
                "include=UserEvent&match.Chanel=1",
                "include=MyOwnEvent,Hangup&match.Chanel=1",
                "include=VendorAlert",
                "include=User.*&match.Chanel=1",
                "include=.*Event&match.Chanel=1",
                "include=RAW(UserEvent|Hangup)&match.Chanel=1",
                "include=Hangup,User*&match.Chanel=1",
                "include=Vendor.*&orderBy=Linkdid",
                "match.ChanVariable(X)=1"
            })
    void namesOfDialplansAndModulesAreNoMistakes(String options) throws Exception {
        routeEvents(ami(options));
        context.start();
        assertThat(warnings()).doesNotContain("is not known");
    }

    /** Such an endpoint has a producer for each message. */
    @Test
    void aMistakeInAUriIsLoggedOnceForAllItsProducers() throws Exception {
        context.start();
        for (int i = 0; i < 3; i++) {
            for (String action : List.of("allowedActions=Origniate", "action=QueueStatu", "action=Ping&field.Tset=1")) {
                Producer producer = context.getEndpoint(ami(action + "&actionTimeout=" + (1000 + i)))
                        .createProducer();
                producer.start();
                producer.stop();
            }
        }
        assertThat(warnings())
                .containsOnlyOnce("action Origniate is not known")
                .containsOnlyOnce("unknown action QueueStatu, did you mean QueueStatus?")
                .containsOnlyOnce("Ping has no documented field Tset");
    }

    @Test
    void aMistakeInAUriIsLoggedOnceForAllItsConsumers() throws Exception {
        for (String option : List.of("", "&bufferSize=7", "")) {
            context.getEndpoint(ami("include=HangUps" + option)).createConsumer(exchange -> {});
        }
        assertThat(warnings()).containsOnlyOnce("event HangUps is not known");
    }

    @Test
    void anActionThatIsMisspeltInAListIsLoggedAtTheStart() throws Exception {
        routeEvents(ami("snapshot=CoreShowChannel,MyOwnList"));
        context.start();
        context.getEndpoint(ami("allowedActions=Origniate,MyOwnAction,Queue*"))
                .createProducer()
                .start();
        assertThat(warnings())
                .contains(
                        "option snapshot: unknown action CoreShowChannel, did you mean CoreShowChannels?",
                        "option snapshot: unknown action MyOwnList",
                        "option allowedActions: action Origniate is not known, did you mean Originate?")
                .doesNotContain("MyOwnAction", "Queue*");
    }

    @ParameterizedTest
    @CsvSource({
        "evnts, 'evnts does not exist, did you mean events?'",
        "secert, 'secert does not exist, did you mean secret?'",
        "hostname, 'hostname does not exist, did you mean host?'",
        "Channel, 'Channel does not exist, did you mean field.Channel or match.Channel?'",
        "channel, 'channel does not exist, did you mean field.channel or match.channel?'",
        "Queue, 'Queue does not exist, did you mean field.Queue or match.Queue?'",
        "Event, 'Event does not exist, did you mean field.Event or match.Event?'",
        "queue, 'queue does not exist, did you mean queues?'",
        "fields.Channel, 'fields.Channel does not exist, did you mean field.Channel?'",
        "colour, colour does not exist"
    })
    void anOptionThatDoesNotExistIsRefused(String option, String why) {
        assertThatThrownBy(() -> context.getEndpoint(ami(option + "=canary-77")))
                .rootCause()
                .hasMessage("ami:127.0.0.1: option " + why)
                .hasMessageNotContaining("canary-77");
    }

    /** Camel has cut a value in two. */
    @ParameterizedTest
    @CsvSource({
        "field.MemberName=Bo& Co, ' Co'",
        "field.MemberName=Bo& Co=x, ' Co'",
        "field.CallerID=RAW(R)&D <12>, D <12>",
        "field.CallerID=R&<12>=3, <12>",
        "field.Data=R&D, D",
        "field.Data=Rock&Roll=, Roll"
    })
    void aPieceOfAValueWithAnAmpersandIsNamedAsOne(String options, String piece) {
        assertThatThrownBy(() -> context.getEndpoint(ami(options)))
                .rootCause()
                .hasMessage("ami:127.0.0.1: option " + piece + " does not exist; if it belongs to a value that contains"
                        + " '&', write this value as RAW(...)");
    }

    @Test
    void aTimeInSecondsIsLoggedOnce() throws Exception {
        Map<String, Object> call = Map.of(
                "Channel", "Local/102@default", "Context", "default", "Exten", "200", "Priority", 1, "Timeout", 30);
        send(ami("action=Originate"), call);
        send(ami("action=Originate"), call);
        assertThat(warnings()).containsOnlyOnce("field Timeout=30 of Originate is in milliseconds");
    }
}
