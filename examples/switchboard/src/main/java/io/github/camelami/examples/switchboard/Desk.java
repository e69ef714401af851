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
package io.github.camelami.examples.switchboard;

import io.github.camelami.call.Leg;
import io.github.camelami.message.AmiAction;
import java.util.Map;
import java.util.function.Predicate;

/**
 * Creates the action for a button of the page. The page sends ids of calls and numbers of digits. Only these numbers, and
 * channels that the board knows, reach the PBX.
 */
public final class Desk {
    private static final String NUMBER = "\\d{1,20}";

    private final Board board;

    Desk(Board board) {
        this.board = board;
    }

    /** @param context the dialplan context in which people can be dialled */
    public AmiAction action(Map<String, Object> request, String context) {
        String button = text(request, "do");
        return switch (button) {
            case "call" -> call(myPhone(request), number(request, "to"), context);
            case "take" -> redirect(customer(request), myPhone(request), context);
            case "transfer" -> redirect(customer(request), number(request, "to"), context);
            case "ask" ->
                AmiAction.named("Atxfer")
                        .field("Channel", myChannel(request))
                        .field("Exten", number(request, "to"))
                        .field("Context", context)
                        .build();
            case "back" ->
                AmiAction.named("CancelAtxfer")
                        .field("Channel", myChannel(request))
                        .build();
            case "connect" ->
                AmiAction.named("Hangup").field("Channel", myChannel(request)).build();
            case "park" -> park(request);
            case "hangup" ->
                AmiAction.named("Hangup")
                        .field("Channel", channel(parties(request).first()))
                        .build();
            default -> throw new IllegalArgumentException("There is no such button.");
        };
    }

    /** My phone rings first, and then the number is dialled. */
    private static AmiAction call(String from, String to, String context) {
        return AmiAction.named("Originate")
                .field("Channel", "Local/" + from + "@" + context)
                .field("Context", context)
                .field("Exten", to)
                .field("Priority", 1)
                .field("CallerID", from)
                .build();
    }

    private static AmiAction redirect(String channel, String to, String context) {
        return AmiAction.named("Redirect")
                .field("Channel", channel)
                .field("Context", context)
                .field("Exten", to)
                .field("Priority", 1)
                .build();
    }

    /** If nobody fetches the call in time, it returns to my phone. */
    private AmiAction park(Map<String, Object> request) {
        AmiAction.Builder park = AmiAction.named("Park").field("Channel", customer(request));
        Leg mine = parties(request).find(mine(request));
        return (mine == null ? park : park.field("TimeoutChannel", mine.channel())).build();
    }

    private String customer(Map<String, Object> request) {
        return channel(parties(request).customer(mine(request), board::isColleague));
    }

    private String myChannel(Map<String, Object> request) {
        Leg mine = parties(request).find(mine(request));
        if (mine == null) {
            throw new IllegalArgumentException("Your phone is not in this call.");
        }
        return mine.channel();
    }

    private Parties parties(Map<String, Object> request) {
        return board.parties(text(request, "call").replaceFirst("^call:", ""));
    }

    private Predicate<Leg> mine(Map<String, Object> request) {
        String phone = text(request, "phone");
        return leg -> board.isPhoneOf(leg, phone);
    }

    private String myPhone(Map<String, Object> request) {
        String phone = number(request, "phone");
        if (!board.isPerson(phone)) {
            throw new IllegalArgumentException("There is no such phone.");
        }
        return phone;
    }

    private static String channel(Leg leg) {
        if (leg == null) {
            throw new IllegalArgumentException("Nobody is left in this call.");
        }
        return leg.channel();
    }

    private static String number(Map<String, Object> request, String field) {
        String value = text(request, field);
        if (!value.matches(NUMBER)) {
            throw new IllegalArgumentException("A number has digits only, 20 at most.");
        }
        return value;
    }

    private static String text(Map<String, Object> request, String field) {
        return request != null && request.get(field) instanceof String text ? text : "";
    }
}
