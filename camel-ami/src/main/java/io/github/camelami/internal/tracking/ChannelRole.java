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
package io.github.camelami.internal.tracking;

/**
 * The role of a channel in an event. The role determines the names of the fields: {@code Uniqueid}, {@code
 * DestUniqueid} and so on.
 */
enum ChannelRole {
    OWN(""),
    DEST("Dest"),
    LOCAL_ONE("LocalOne"),
    LOCAL_TWO("LocalTwo"),
    TRANSFERER("Transferer"),
    TRANSFEREE("Transferee"),
    ORIG_TRANSFERER("OrigTransferer"),
    SECOND_TRANSFERER("SecondTransferer"),
    TRANSFER_TARGET("TransferTarget"),
    PARKEE("Parkee"),
    RETRIEVER("Retriever"),
    TARGET("Target");

    final String channel;
    final String uniqueid;
    final String linkedid;
    final String state;
    final String number;
    final String name;
    final String connectedNumber;
    final String connectedName;
    final String exten;

    ChannelRole(String prefix) {
        channel = prefix + "Channel";
        uniqueid = prefix + "Uniqueid";
        linkedid = prefix + "Linkedid";
        state = prefix + "ChannelState";
        number = prefix + "CallerIDNum";
        name = prefix + "CallerIDName";
        connectedNumber = prefix + "ConnectedLineNum";
        connectedName = prefix + "ConnectedLineName";
        exten = prefix + "Exten";
    }
}
