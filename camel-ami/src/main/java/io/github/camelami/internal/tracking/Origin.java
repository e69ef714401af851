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
 * Whether the PBX itself placed a call (Originate, call file), and to which extension. When a call is merged into an
 * older one, the origin of the older call applies.
 *
 * @param isUnseen whether the channel that began the call had left before a list showed the call. The oldest phone that
 *     is listed then counts as the caller, but somebody may have called this phone
 * @param exten the extension to which the phone that is called first is to be connected, or null
 */
record Origin(boolean isByPbx, boolean isUnseen, String exten) {
    static final Origin PARTY = new Origin(false, false, null);
    static final Origin UNSEEN = new Origin(false, true, null);
    private static final Origin PBX = new Origin(true, false, null);

    /**
     * Whether a channel is a Local channel that began a call, and that nobody dialled. Only the PBX itself creates such a
     * channel. If its extension does not exist, there is no DialBegin.
     */
    static boolean isFromNowhere(Channel channel) {
        return channel != null && channel == channel.call().originator() && channel.isLocal() && channel.dial() == null;
    }

    /** Whether the PBX or somebody unknown may have called the channel that counts as the caller. */
    boolean mayCallCaller() {
        return isByPbx || isUnseen;
    }

    /** The origin once an event has shown the channel that began the call. */
    Origin seen() {
        return isUnseen ? PARTY : this;
    }

    /** The same origin, but with the PBX as the party that placed the call. */
    Origin byPbx() {
        return exten == null ? PBX : new Origin(true, false, exten);
    }

    /** The same origin, but with this extension. Unchanged if the extension is null. */
    Origin withExten(String wanted) {
        return wanted == null ? this : new Origin(isByPbx, isUnseen, wanted);
    }
}
