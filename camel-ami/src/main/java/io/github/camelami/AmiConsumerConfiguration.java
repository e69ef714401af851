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

import java.util.Map;
import org.apache.camel.spi.Configurer;
import org.apache.camel.spi.UriParam;
import org.apache.camel.spi.UriParams;
import org.jspecify.annotations.Nullable;

/**
 * Which events a consumer receives, and how they are buffered for its route.
 *
 * @since 1.0
 */
@UriParams
@Configurer
public class AmiConsumerConfiguration {

    @UriParam(label = "consumer", defaultValue = "events")
    private Emit emit = Emit.events;

    @UriParam(label = "consumer", defaultValue = "all")
    private String events = "all";

    @UriParam(label = "consumer")
    private @Nullable String include;

    @UriParam(label = "consumer")
    private @Nullable String exclude;

    @UriParam(label = "consumer", prefix = "match.", multiValue = true)
    private @Nullable Map<String, Object> match;

    @UriParam(label = "consumer")
    private @Nullable String snapshot;

    @UriParam(label = "consumer", defaultValue = "false")
    private boolean notices;

    @UriParam(label = "consumer", defaultValue = "65536")
    private int bufferSize = 65536;

    @UriParam(label = "consumer", defaultValue = "67108864")
    private long bufferBytes = 64 * 1024 * 1024;

    @UriParam(label = "consumer", defaultValue = "dropOldest")
    private Overflow overflow = Overflow.dropOldest;

    @UriParam(label = "consumer", defaultValue = "1")
    private int concurrentConsumers = 1;

    @UriParam(label = "consumer", defaultValue = "Linkedid")
    private String orderBy = "Linkedid";

    @UriParam(label = "consumer")
    private @Nullable String trunks;

    @UriParam(label = "consumer")
    private @Nullable String callVariables;

    @UriParam(label = "consumer,advanced", defaultValue = "1500", javaType = "java.time.Duration")
    private long callGrace = 1_500;

    @UriParam(label = "consumer,advanced", defaultValue = "5m", javaType = "java.time.Duration")
    private long callCheckInterval = 300_000;

    @UriParam(label = "consumer,advanced", defaultValue = "10000")
    private int maxOpenCalls = 10_000;

    @UriParam(label = "consumer")
    private String queues;

    @UriParam(label = "consumer", defaultValue = "0")
    private int serviceLevel;

    @UriParam(label = "consumer")
    private String resetAt;

    @UriParam(label = "consumer", defaultValue = "0", javaType = "java.time.Duration")
    private long queueInterval;

    @UriParam(label = "consumer,advanced", defaultValue = "5m", javaType = "java.time.Duration")
    private long queueCheckInterval = 300_000;

    @UriParam(label = "consumer,advanced", defaultValue = "1000")
    private int maxQueues = 1_000;

    @UriParam(label = "consumer,advanced", defaultValue = "1000")
    private int maxQueueMembers = 1_000;

    @UriParam(label = "consumer,advanced", defaultValue = "1000")
    private int maxQueueCallers = 1_000;

    @UriParam(label = "consumer,advanced", defaultValue = "1000")
    private int maxMemberMeters = 1_000;

    public Emit getEmit() {
        return emit;
    }

    /**
     * What the route receives: events, each as it arrives; calls, each once when it has ended; callProgress, each change
     * of a call; queues, each change of a queue; or agents, each change of an agent across all queues. Except for
     * events, the consumer chooses the event classes itself.
     */
    public void setEmit(Emit emit) {
        this.emit = emit;
    }

    public String getEvents() {
        return events;
    }

    /** The event classes to receive, comma separated, for example call,agent; or all, or none. */
    public void setEvents(String events) {
        this.events = events;
    }

    public @Nullable String getInclude() {
        return include;
    }

    /**
     * The names of the events to receive, comma separated: exact names, prefixes that end with an asterisk, or regular
     * expressions. Case does not matter.
     */
    public void setInclude(@Nullable String include) {
        this.include = include;
    }

    public @Nullable String getExclude() {
        return exclude;
    }

    /** The names of the events not to receive, in the same notation as include. It takes precedence over include. */
    public void setExclude(@Nullable String exclude) {
        this.exclude = exclude;
    }

    public @Nullable Map<String, Object> getMatch() {
        return match;
    }

    /**
     * Receive only events with these fields: match.Field=pattern, in the same notation as include. If there are
     * several, all must match.
     */
    public void setMatch(@Nullable Map<String, Object> match) {
        this.match = match;
    }

    public @Nullable String getSnapshot() {
        return snapshot;
    }

    /**
     * List actions to run after each login, comma separated, for example CoreShowChannels,QueueStatus. Their items
     * arrive as events with the header CamelAmiSnapshot, before later events.
     */
    public void setSnapshot(@Nullable String snapshot) {
        this.snapshot = snapshot;
    }

    public boolean isNotices() {
        return notices;
    }

    /**
     * Whether the route also receives notices of the session, Connected, Disconnected and Gap; they have the header
     * CamelAmiNotice.
     */
    public void setNotices(boolean notices) {
        this.notices = notices;
    }

    public int getBufferSize() {
        return bufferSize;
    }

    /** How many events may wait for the route. */
    public void setBufferSize(int bufferSize) {
        this.bufferSize = bufferSize;
    }

    public long getBufferBytes() {
        return bufferBytes;
    }

    /** How many bytes of wire text the events waiting for the route may have together. */
    public void setBufferBytes(long bufferBytes) {
        this.bufferBytes = bufferBytes;
    }

    public Overflow getOverflow() {
        return overflow;
    }

    /**
     * What to drop when the buffer is full: the oldest event, the newest, or the connection. Losses are counted, logged
     * and announced by a notice.
     */
    public void setOverflow(Overflow overflow) {
        this.overflow = overflow;
    }

    public int getConcurrentConsumers() {
        return concurrentConsumers;
    }

    /**
     * How many events may be routed at the same time. With more than 1, events with the same value of the field orderBy
     * stay in order.
     */
    public void setConcurrentConsumers(int concurrentConsumers) {
        this.concurrentConsumers = concurrentConsumers;
    }

    public String getOrderBy() {
        return orderBy;
    }

    /** With several concurrentConsumers, the field whose value identifies the events that must stay in order. */
    public void setOrderBy(String orderBy) {
        this.orderBy = orderBy;
    }

    public @Nullable String getTrunks() {
        return trunks;
    }

    /**
     * With emit=calls or callProgress, the names of the channels that are trunks, in the same notation as include. They
     * determine the direction of a call.
     */
    public void setTrunks(@Nullable String trunks) {
        this.trunks = trunks;
    }

    public @Nullable String getCallVariables() {
        return callVariables;
    }

    /**
     * With emit=calls or callProgress, the channel variables to keep with the call, comma separated. The PBX must send
     * them with its events (channelvars in manager.conf).
     */
    public void setCallVariables(@Nullable String callVariables) {
        this.callVariables = callVariables;
    }

    public long getCallGrace() {
        return callGrace;
    }

    /** With emit=calls or callProgress, how long a call waits for late events after its last hang-up. */
    public void setCallGrace(long callGrace) {
        this.callGrace = callGrace;
    }

    public long getCallCheckInterval() {
        return callCheckInterval;
    }

    /**
     * With emit=calls or callProgress, how often to compare the open calls with the channels of the PBX, in addition to
     * the comparison after each login and each loss of events; 0 for never.
     */
    public void setCallCheckInterval(long callCheckInterval) {
        this.callCheckInterval = callCheckInterval;
    }

    public int getMaxOpenCalls() {
        return maxOpenCalls;
    }

    /**
     * With emit=calls or callProgress, how many calls may be open at the same time. Beyond that, the route receives the
     * oldest as ended, with the end LIMIT.
     */
    public void setMaxOpenCalls(int maxOpenCalls) {
        this.maxOpenCalls = maxOpenCalls;
    }

    public String getQueues() {
        return queues;
    }

    /**
     * With emit=queues or agents: the queues to report, in the same notation as include; all by default. A queue that
     * the PBX does not have yet is reported once it exists.
     */
    public void setQueues(String queues) {
        this.queues = queues;
    }

    public int getServiceLevel() {
        return serviceLevel;
    }

    /**
     * With emit=queues: the target for the wait of callers, in seconds; 0 for the servicelevel of each queue.
     */
    public void setServiceLevel(int serviceLevel) {
        this.serviceLevel = serviceLevel;
    }

    public String getResetAt() {
        return resetAt;
    }

    /**
     * With emit=queues: the times of day, comma separated, at which the figures start again at zero, for example 00:00.
     * They are in the time zone of this JVM.
     */
    public void setResetAt(String resetAt) {
        this.resetAt = resetAt;
    }

    public long getQueueInterval() {
        return queueInterval;
    }

    /** With emit=queues or agents: how often to report each queue or agent even if it has not changed; 0 for never. */
    public void setQueueInterval(long queueInterval) {
        this.queueInterval = queueInterval;
    }

    public long getQueueCheckInterval() {
        return queueCheckInterval;
    }

    /**
     * With emit=queues or agents: how often to compare the queues with the PBX, in addition to the comparisons after
     * each login, reload and loss of events; 0 for those only.
     */
    public void setQueueCheckInterval(long queueCheckInterval) {
        this.queueCheckInterval = queueCheckInterval;
    }

    public int getMaxQueues() {
        return maxQueues;
    }

    /** With emit=queues or agents: the limit of queues. Further ones are omitted, counted and logged. */
    public void setMaxQueues(int maxQueues) {
        this.maxQueues = maxQueues;
    }

    public int getMaxQueueMembers() {
        return maxQueueMembers;
    }

    /** With emit=queues or agents: the limit of members of a queue. Further ones are omitted, counted and logged. */
    public void setMaxQueueMembers(int maxQueueMembers) {
        this.maxQueueMembers = maxQueueMembers;
    }

    public int getMaxQueueCallers() {
        return maxQueueCallers;
    }

    /**
     * With emit=queues or agents: the limit of callers waiting in a queue. Further ones are omitted, counted and
     * logged; the figures include them.
     */
    public void setMaxQueueCallers(int maxQueueCallers) {
        this.maxQueueCallers = maxQueueCallers;
    }

    public int getMaxMemberMeters() {
        return maxMemberMeters;
    }

    /** With emit=queues or agents: how many members, across all queues, have their own meters. */
    public void setMaxMemberMeters(int maxMemberMeters) {
        this.maxMemberMeters = maxMemberMeters;
    }
}
