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

import io.github.camelami.internal.tracking.CallTracker;
import io.github.camelami.message.AmiAction;
import io.github.camelami.message.AmiEvent;
import io.github.camelami.message.EventClasses;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks at what is up on the PBX, so that calls fit it, and says once what the user's rights hide. Live events wait
 * meanwhile; what an answer means for the calls is concluded when all has been handled that was received before it.
 */
final class Reconciler {
    private static final Logger LOG = LoggerFactory.getLogger(Reconciler.class);

    private final AmiEndpoint endpoint;
    private final PbxLists pbx;
    private final CallTracker tracker;
    private String startedAt;
    private boolean rightsTold;
    private boolean blindTold;
    private boolean queuesTold;
    private boolean unlistedTold;

    Reconciler(AmiEndpoint endpoint, PbxLists pbx, CallTracker tracker) {
        this.endpoint = endpoint;
        this.pbx = pbx;
        this.tracker = tracker;
    }

    /** @return false if it is to be done again because there was no answer */
    boolean look() throws InterruptedException {
        return pbx.look("calls", () -> {
            tellRights();
            String start = pbx.start();
            if (start != null) {
                pbx.then(List.of(), now -> started(start, now));
            }
            if (lookAtChannels()) {
                lookAtQueues();
            }
        });
    }

    private void started(String start, long now) {
        if (startedAt != null && !startedAt.equals(start)) {
            LOG.info("ami:{}: the PBX was restarted; {} open calls are over", endpoint.getName(), tracker.openCalls());
            tracker.restarted(now);
        }
        startedAt = start;
    }

    private boolean lookAtChannels() throws InterruptedException, PbxLists.NoAnswer {
        long asked = System.currentTimeMillis();
        List<AmiEvent> items = pbx.channels();
        if (items != null) {
            pbx.then(items, now -> up(items, asked, now));
            return true;
        }
        if (!unlistedTold) {
            unlistedTold = true;
            warn("user {} may list no channels: calls that are up at a login stay unknown until their next event, and"
                    + " calls whose end is missed stay open; it needs reporting, system or call in write");
        }
        return false;
    }

    private void up(List<AmiEvent> items, long asked, long now) {
        if (tracker.channels(items, asked, now) && !blindTold) {
            blindTold = true;
            warn("channels came up on the PBX, and no event reported them: user {} seems to lack class call in"
                    + " read, without which calls cannot be reported");
        }
    }

    private void lookAtQueues() throws InterruptedException, PbxLists.NoAnswer {
        List<AmiEvent> entries = pbx.ask(AmiAction.named("QueueStatus").build()).items();
        if (entries != null) {
            pbx.then(entries, now -> waiting(entries, now));
        }
    }

    private void waiting(List<AmiEvent> entries, long now) {
        if (tracker.waiting(entries, now) && !queuesTold) {
            queuesTold = true;
            warn("a call joined a queue and no event told: user {} seems to lack class agent in read, without which"
                    + " there are no facts of queues");
        }
    }

    private void tellRights() throws InterruptedException {
        if (rightsTold) {
            return;
        }
        String user = endpoint.getConfiguration().getUsername();
        EventClasses granted;
        try {
            granted = pbx.granted();
        } catch (PbxLists.NoAnswer e) {
            LOG.debug("ami:{}: the rights are asked for again: {}", endpoint.getName(), e.getMessage());
            return;
        }
        rightsTold = true;
        if (granted != null) {
            tellRights(granted);
        } else {
            LOG.info(
                    "ami:{}: calls need read=call,agent; whether user {} has them, the PBX does not tell this user",
                    endpoint.getName(),
                    user);
        }
    }

    private void tellRights(EventClasses read) {
        if (!read.covers(EventClasses.parse("call").bits())) {
            blindTold = true;
            warn("user {} lacks class call in read: calls cannot be reported");
        }
        if (!read.covers(EventClasses.parse("agent").bits())) {
            queuesTold = true;
            warn("user {} lacks class agent in read: calls come without facts of queues, and one that left a queue"
                    + " reads as answered by the PBX");
        }
    }

    private void warn(String text) {
        LOG.warn(
                "ami:{}: " + text,
                endpoint.getName(),
                endpoint.getConfiguration().getUsername());
    }
}
