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

import io.github.camelami.internal.session.ActionResult;
import io.github.camelami.internal.tracking.CallTracker;
import io.github.camelami.internal.wire.EventClasses;
import io.github.camelami.message.AmiAction;
import io.github.camelami.message.AmiEvent;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Compares the known calls with the channels of the PBX. Logs one warning for each kind of data that the rights of the
 * user do not cover.
 */
final class CallReconciler {
    private static final Logger LOG = LoggerFactory.getLogger(CallReconciler.class);

    private final String endpoint;
    private final String username;
    private final PbxLists pbx;
    private final CallTracker tracker;
    private final UserRights rights;
    private final RestartWatch restarts;
    private boolean blindTold;
    private boolean queuesTold;
    private boolean unlistedTold;

    CallReconciler(CallStage.Options options, PbxLists pbx, CallTracker tracker) {
        this.endpoint = options.endpoint();
        this.username = options.username();
        this.pbx = pbx;
        this.tracker = tracker;
        this.rights = new UserRights(endpoint, username, pbx, "calls need read=call,agent");
        this.restarts = new RestartWatch(pbx);
    }

    /**
     * Compares the calls with the PBX.
     *
     * @return false if the PBX did not answer, so that the comparison must be repeated
     */
    boolean look() throws InterruptedException {
        return pbx.look("calls", () -> {
            rights.report(this::warnOfLacking);
            restarts.look(this::restarted);
            if (lookAtChannels()) {
                lookAtQueues();
            }
        });
    }

    /** Whether the user may lack the right to receive events of calls. */
    boolean mayBeBlind() {
        return rights.areUnknown() && !blindTold && !pbx.blind().seesEvents();
    }

    private void restarted(long now) {
        if (tracker.openCalls() > 0) {
            LOG.info("ami:{}: the PBX was restarted; {} open calls have ended", endpoint, tracker.openCalls());
        }
        tracker.restarted(now);
    }

    private boolean lookAtChannels() throws InterruptedException, NoAnswer {
        long asked = System.currentTimeMillis();
        ActionResult channels = pbx.channels();
        if (channels != null) {
            pbx.then(channels, now -> up(channels.items(), asked, now));
            return true;
        }
        if (!unlistedTold) {
            unlistedTold = true;
            warn("user {} may not list channels: calls that are open at a login stay unknown until their next"
                    + " event, and calls whose end is missed stay open; the user needs reporting, system or"
                    + " call in write");
        }
        return false;
    }

    private void up(List<AmiEvent> items, long asked, long now) {
        boolean blind = tracker.channels(items, asked, now);
        if ((pbx.blind().isBlind(items, now) || blind) && !blindTold) {
            blindTold = true;
            warn("the PBX has created channels that no event reported: user {} seems to lack class call in"
                    + " read, without which calls cannot be reported");
        }
    }

    private void lookAtQueues() throws InterruptedException, NoAnswer {
        ActionResult queues = pbx.askBeforeNewer(AmiAction.named("QueueStatus").build());
        if (queues.items() != null) {
            pbx.then(queues, now -> waiting(queues.items(), now));
        }
    }

    private void waiting(List<AmiEvent> entries, long now) {
        if (tracker.waiting(entries, now) && !queuesTold) {
            queuesTold = true;
            warn("a call joined a queue, and no event reported it: user {} seems to lack class agent in read,"
                    + " without which calls have no queue data");
        }
    }

    private void warnOfLacking(EventClasses read) {
        if (!read.covers(EventClasses.parse("call").bits())) {
            blindTold = true;
            warn("user {} lacks class call in read: calls cannot be reported");
        }
        if (!read.covers(EventClasses.parse("agent").bits())) {
            queuesTold = true;
            warn("user {} lacks class agent in read: calls have no queue data, and a call that left a"
                    + " queue is reported as answered by the PBX");
        }
    }

    private void warn(String text) {
        LOG.warn("ami:{}: " + text, endpoint, username);
    }
}
