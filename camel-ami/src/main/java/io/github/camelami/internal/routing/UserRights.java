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
package io.github.camelami.internal.routing;

import io.github.camelami.internal.wire.EventClasses;
import io.github.camelami.message.AmiAction;
import java.util.List;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Asks the PBX which event classes the manager user may read. */
final class UserRights {
    private static final Logger LOG = LoggerFactory.getLogger(UserRights.class);

    private final String endpoint;
    private final String username;
    private final PbxLists pbx;
    private final String needs;
    private boolean reported;
    private boolean unknown;

    /** @param needs the required rights, for the log, such as {@code calls need read=call,agent} */
    UserRights(String endpoint, String username, PbxLists pbx, String needs) {
        this.endpoint = endpoint;
        this.username = username;
        this.pbx = pbx;
        this.needs = needs;
    }

    /** Passes the classes that the user may read to the receiver once, as soon as the PBX reports them. */
    void report(Consumer<EventClasses> receiver) throws InterruptedException {
        if (reported) {
            return;
        }
        EventClasses granted;
        try {
            granted = granted();
        } catch (NoAnswer e) {
            LOG.debug("ami:{}: the rights of the user are still unknown: {}", endpoint, e.getMessage());
            return;
        }
        reported = true;
        unknown = granted == null;
        if (granted != null) {
            receiver.accept(granted);
        } else if (pbx.isNewToSession(needs)) {
            LOG.info(
                    "ami:{}: {}; the PBX does not let user {} check its rights; to see them, enter manager show user {}"
                            + " in the console of the PBX",
                    endpoint,
                    needs,
                    username,
                    username);
        }
    }

    /** Whether the PBX does not let the user check its rights. */
    boolean areUnknown() {
        return unknown;
    }

    /**
     * The classes that the user may read, or null if the PBX does not report them. Asterisk accepts any event mask,
     * whatever the user may read. Only this command shows the user's rights, and few users may run it.
     */
    private EventClasses granted() throws InterruptedException, NoAnswer {
        // a name with other characters could change the command
        if (username.matches("[A-Za-z0-9_.@-]+")) {
            var answer = pbx.ask(AmiAction.named("Command")
                            .field("Command", "manager show user " + username)
                            .build())
                    .response();
            for (String line : answer.isError() ? List.<String>of() : answer.values("Output")) {
                if (line.strip().startsWith("read perm:")) {
                    return parsed(line.substring(line.indexOf(':') + 1));
                }
            }
        }
        return null;
    }

    private EventClasses parsed(String granted) {
        try {
            return EventClasses.parse(granted.replace("<none>", "none"));
        } catch (IllegalArgumentException e) {
            LOG.debug("ami:{}: a class of this PBX is unknown: {}", endpoint, e.getMessage());
            return EventClasses.ALL;
        }
    }
}
