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

/** The answer to an action: a response, optionally a list, and tasks that run when the answer has been written. */
public final class Reply {

    private final String response;
    private final List<String> lines = new ArrayList<>();
    private final List<SimulatedEvent> items = new ArrayList<>();
    private final List<String> completeLines = new ArrayList<>();
    private final List<Runnable> afterwards = new ArrayList<>();
    private String raw;
    private String message = "";
    private String completeName = "";
    private int listItems = -1;
    private boolean closing;

    private Reply(String response) {
        this.response = response;
    }

    /** A response with this status: {@code Success}, {@code Error} or {@code Goodbye}. */
    public static Reply response(String kind) {
        return new Reply(kind);
    }

    /** {@code Response: Success} without a message. */
    public static Reply success() {
        return response("Success");
    }

    /** {@code Response: Success} with a message. */
    public static Reply success(String message) {
        return success().message(message);
    }

    /** {@code Response: Error} with a message. */
    public static Reply error(String message) {
        return response("Error").message(message);
    }

    /** An answer that consists of this text alone, without an ActionID. */
    public static Reply raw(String text) {
        Reply reply = response("");
        reply.raw = text;
        return reply;
    }

    /** No answer at all. */
    public static Reply none() {
        return raw("");
    }

    /** Sets the {@code Message}. */
    public Reply message(String text) {
        message = text;
        return this;
    }

    /** Adds a field after the message. */
    public Reply with(String key, Object value) {
        return line(key + ": " + value);
    }

    /** Adds a line unchanged. */
    public Reply line(String line) {
        lines.add(line);
        return this;
    }

    /** Makes the answer a list of these items. An event named {@code completeEvent} ends the list. */
    public Reply list(String completeEvent, List<SimulatedEvent> listItems) {
        completeName = completeEvent;
        items.addAll(listItems);
        return this;
    }

    /** Adds a field to the event that ends the list. */
    public Reply withComplete(String key, Object value) {
        completeLines.add(key + ": " + value);
        return this;
    }

    /** Makes the event that ends the list report this number of items instead of the real one. */
    public Reply claimItems(int count) {
        listItems = count;
        return this;
    }

    /**
     * Adds a task that runs when the answer has been written. Events that the task emits reach the same session after
     * the answer.
     */
    public Reply then(Runnable action) {
        afterwards.add(action);
        return this;
    }

    /** Makes the session end after the answer. */
    public Reply closing() {
        closing = true;
        return this;
    }

    boolean isClosing() {
        return closing;
    }

    boolean isList() {
        return !completeName.isEmpty();
    }

    String response() {
        return response;
    }

    String message() {
        return message;
    }

    List<String> lines() {
        return lines;
    }

    List<SimulatedEvent> items() {
        return items;
    }

    String completeName() {
        return completeName;
    }

    List<Runnable> afterwards() {
        return afterwards;
    }

    /**
     * The text of the answer on the wire, in Asterisk's order: Response, ActionID, EventList, Message, other fields.
     */
    String text(String actionId) {
        if (raw != null) {
            return raw;
        }
        StringBuilder text =
                new StringBuilder(128).append("Response: ").append(response).append("\r\n");
        line(text, "ActionID", actionId);
        line(text, "EventList", isList() ? "start" : "");
        line(text, "Message", message);
        lines.forEach(line -> text.append(line).append("\r\n"));
        text.append("\r\n");
        if (isList()) {
            items.forEach(text::append);
            text.append("Event: ").append(completeName).append("\r\n");
            line(text, "ActionID", actionId);
            line(text, "EventList", "Complete");
            line(text, "ListItems", String.valueOf(listItems < 0 ? items.size() : listItems));
            completeLines.forEach(line -> text.append(line).append("\r\n"));
            text.append("\r\n");
        }
        return text.toString();
    }

    private static void line(StringBuilder text, String key, String value) {
        if (!value.isEmpty()) {
            text.append(key).append(": ").append(value).append("\r\n");
        }
    }
}
