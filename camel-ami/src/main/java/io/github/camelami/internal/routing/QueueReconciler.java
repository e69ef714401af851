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
import io.github.camelami.internal.tracking.queue.QueueTracker;
import io.github.camelami.internal.wire.EventClasses;
import io.github.camelami.message.AmiAction;
import io.github.camelami.message.AmiEvent;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Compares the known queues with those of the PBX. Logs one warning for each kind of data that the rights of the user
 * do not cover.
 */
final class QueueReconciler {
    private static final Logger LOG = LoggerFactory.getLogger(QueueReconciler.class);

    private final QueueStage.Options options;
    private final PbxLists pbx;
    private final QueueTracker tracker;
    private final UserRights rights;
    private final RestartWatch restarts;
    private boolean namesTold;
    private boolean poolsTold;

    QueueReconciler(QueueStage.Options options, PbxLists pbx, QueueTracker tracker) {
        this.options = options;
        this.pbx = pbx;
        this.tracker = tracker;
        this.rights = new UserRights(options.endpoint(), options.username(), pbx, "queues need read=agent,call,system");
        this.restarts = new RestartWatch(pbx);
    }

    /**
     * Compares the queues with the PBX.
     *
     * @return false if the PBX did not answer, so that the comparison must be repeated
     */
    boolean look() throws InterruptedException {
        return pbx.look("queues", () -> {
            rights.report(this::warnOfLacking);
            restarts.look(this::restarted);
            if (tracker.seesCalls()) {
                lookAtChannels();
            }
            lookAtQueues();
            if (options.tracker().agents()) {
                lookAtAgents();
            }
        });
    }

    private void restarted(long now) {
        LOG.info("ami:{}: the PBX was restarted; its queues are compared", options.endpoint());
        tracker.restarted(now);
    }

    private void lookAtChannels() throws InterruptedException, NoAnswer {
        long asked = System.currentTimeMillis();
        ActionResult channels = pbx.channels();
        if (channels != null) {
            pbx.then(channels, now -> tracker.channels(channels.items(), asked, now));
        }
    }

    private void lookAtQueues() throws InterruptedException, NoAnswer {
        var result = pbx.askBeforeNewer(AmiAction.named("QueueStatus").build());
        List<AmiEvent> items = result.items();
        if (items == null) {
            throw new NoAnswer("QueueStatus", result.response());
        }
        pbx.then(result, now -> {
            tracker.queues(items, now);
            tellNames();
        });
    }

    /**
     * Compares the agents who log in with AgentLogin. The action for this does not exist on a PBX without agent pools.
     */
    private void lookAtAgents() throws InterruptedException, NoAnswer {
        var result = pbx.ask(AmiAction.named("Agents").build());
        List<AmiEvent> items = result.items();
        if (items != null) {
            pbx.then(result, now -> tracker.agents(items, now));
        } else if (!poolsTold && result.response().message().equals("Permission denied")) {
            poolsTold = true;
            LOG.warn(
                    "ami:{}: user {} lacks class agent in write: agents who log in with AgentLogin are unknown until"
                            + " their next event",
                    options.endpoint(),
                    options.username());
        }
    }

    /**
     * Logs each pattern in the option queues that matches no queue of the PBX. Logs nothing if queues are omitted
     * because of maxQueues, as a pattern may match one of those.
     */
    private void tellNames() {
        if (namesTold || tracker.omittedQueues() > 0) {
            return;
        }
        namesTold = true;
        List<String> known = tracker.names();
        options.wanted().forEach((pattern, matches) -> {
            if (known.stream().noneMatch(matches)) {
                LOG.warn(
                        "ami:{}: option queues: no queue of the PBX matches {} yet; a matching queue is reported once it"
                                + " exists",
                        options.endpoint(),
                        pattern);
            }
        });
    }

    private void warnOfLacking(EventClasses granted) {
        lacks(granted, "agent", "queues are updated only by each comparison with the PBX");
        lacks(granted, "call", "a caller who reached the queue's timeout counts as one who hung up");
        lacks(granted, "system", "changes by a reload are reported only after queueCheckInterval");
    }

    private void lacks(EventClasses granted, String eventClass, String consequence) {
        if (!granted.covers(EventClasses.parse(eventClass).bits())) {
            LOG.warn(
                    "ami:{}: user {} lacks class {} in read: {}",
                    options.endpoint(),
                    options.username(),
                    eventClass,
                    consequence);
        }
    }
}
