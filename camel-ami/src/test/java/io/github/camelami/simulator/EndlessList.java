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

/**
 * A list that continues until the connection ends. The thread of the session sends a few items at a time, and handles
 * other actions and events in between.
 */
final class EndlessList {

    private static final int ITEMS_PER_TURN = 20;

    private final PendingAnswer answer;
    private final String item;

    EndlessList(PendingAnswer answer, String itemEvent, int filler) {
        this.answer = answer;
        this.item = SimulatedEvent.named(itemEvent)
                .withIdOf(answer.action())
                .with("Filler", "x".repeat(filler))
                .toString();
    }

    void start() {
        answer.sendText("Response: Success\r\nActionID: " + answer.action().actionId()
                + "\r\nEventList: start\r\nMessage: List will follow\r\n\r\n");
        turn();
    }

    private void turn() {
        for (int i = 0; i < ITEMS_PER_TURN; i++) {
            answer.sendText(item);
        }
        if (answer.session().isOpen()) {
            answer.takeTurns(this::turn);
        }
    }
}
