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
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The events about a call that the PBX places: the OriginateResponse and, if that only reports a failure without a
 * specific reason, the ends of the call's channels. The PBX sends the OriginateResponse and the events of the channels
 * in any order.
 *
 * <p>Congestion of a Local channel is not specific: dialplans such as FreePBX's play it after each call that a phone has
 * not taken, for whatever reason.
 */
final class OriginateEvents implements OutcomeEvents {
    /** The specific reasons for a failure: no answer and busy. */
    private static final Set<String> SPECIFIC = Set.of("3", "5");

    private static final String CONGESTION = "8";

    private static final int MOST = 100;

    private final String channelId;
    private final Set<String> up = new HashSet<>();
    private final List<AmiEvent> hangups = new ArrayList<>();
    private boolean local;
    private AmiEvent response;

    /** @param channelId the id for the call's first channel; empty if the PBX chooses it */
    OriginateEvents(String channelId) {
        this.channelId = channelId;
    }

    @Override
    public boolean take(AmiEvent event) {
        switch (event.name()) {
            case "OriginateResponse" -> response = event;
            case "Newchannel" -> {
                if (!isOfCall(event)) {
                    return false;
                }
                local |= String.valueOf(event.get("Channel")).startsWith("Local/");
                if (up.size() < MOST) {
                    up.add(event.get("Uniqueid"));
                }
            }
            case "Hangup" -> {
                if (!isOfCall(event)) {
                    return false;
                }
                up.remove(event.get("Uniqueid"));
                if (hangups.size() < MOST) {
                    hangups.add(event);
                }
            }
            default -> {
                return false;
            }
        }
        return true;
    }

    private boolean isOfCall(AmiEvent event) {
        return !channelId.isEmpty() && channelId.equals(event.get("Linkedid"));
    }

    @Override
    public boolean isKnown() {
        return response != null;
    }

    @Override
    public boolean isComplete() {
        return isKnown() && (isExplained() || !hangups.isEmpty() && up.isEmpty());
    }

    private boolean isExplained() {
        String reason = String.valueOf(response.first("Reason"));
        return channelId.isEmpty()
                || "Success".equalsIgnoreCase(response.first("Response"))
                || SPECIFIC.contains(reason)
                || reason.equals(CONGESTION) && !local;
    }

    @Override
    public AmiEvent outcome() {
        return response;
    }

    @Override
    public List<AmiEvent> ends() {
        return List.copyOf(hangups);
    }

    @Override
    public String missing() {
        return "queued, but no OriginateResponse (which needs read=call)";
    }
}
