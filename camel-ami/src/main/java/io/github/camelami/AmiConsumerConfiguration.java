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

import io.github.camelami.session.Overflow;
import java.util.Map;
import org.apache.camel.spi.Configurer;
import org.apache.camel.spi.UriParam;
import org.apache.camel.spi.UriParams;

/** Which events a consumer receives, and how they wait for its route. */
@UriParams
@Configurer
public class AmiConsumerConfiguration {

    @UriParam(label = "consumer", defaultValue = "events")
    private Emit emit = Emit.events;

    @UriParam(label = "consumer", defaultValue = "all")
    private String events = "all";

    @UriParam(label = "consumer")
    private String include;

    @UriParam(label = "consumer")
    private String exclude;

    @UriParam(label = "consumer", prefix = "match.", multiValue = true)
    private Map<String, Object> match;

    @UriParam(label = "consumer")
    private String snapshot;

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
    private String trunks;

    @UriParam(label = "consumer")
    private String callVariables;

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
     * What the route receives: events as they come; calls, each once when it has ended; callProgress, each change
     * of a call; queues, each change of a queue; or agents, each change of an agent over all queues. But for events,
     * the consumer asks for the event classes itself.
     */
    public void setEmit(Emit emit) {
        this.emit = emit;
    }

    public String getEvents() {
        return events;
    }

    /**
     * The event classes to receive, comma separated, for example call,agent; all, or none.
     */
    public void setEvents(String events) {
        this.events = events;
    }

    public String getInclude() {
        return include;
    }

    /**
     * The names of the events to receive, comma separated: exact, with an asterisk at the end that stands
     * for any rest, or regular expressions; in any case.
     */
    public void setInclude(String include) {
        this.include = include;
    }

    public String getExclude() {
        return exclude;
    }

    /**
     * The names of events not to receive, in the same notation as include; it wins over include.
     */
    public void setExclude(String exclude) {
        this.exclude = exclude;
    }

    public Map<String, Object> getMatch() {
        return match;
    }

    /**
     * Only events with these fields, match.Field=pattern, in the same notation as include. Several must all match.
     */
    public void setMatch(Map<String, Object> match) {
        this.match = match;
    }

    public String getSnapshot() {
        return snapshot;
    }

    /**
     * List actions, comma separated, for example CoreShowChannels,QueueStatus, that are run after each login;
     * their items arrive as events with the header CamelAmiSnapshot, before later events.
     */
    public void setSnapshot(String snapshot) {
        this.snapshot = snapshot;
    }

    public boolean isNotices() {
        return notices;
    }

    /**
     * Whether the route also gets notices of the session: Connected, Disconnected and Gap, told by the header
     * CamelAmiNotice.
     */
    public void setNotices(boolean notices) {
        this.notices = notices;
    }

    public int getBufferSize() {
        return bufferSize;
    }

    /**
     * Events that may wait for the route.
     */
    public void setBufferSize(int bufferSize) {
        this.bufferSize = bufferSize;
    }

    public long getBufferBytes() {
        return bufferBytes;
    }

    /**
     * Bytes of wire text of the events that may wait for the route.
     */
    public void setBufferBytes(long bufferBytes) {
        this.bufferBytes = bufferBytes;
    }

    public Overflow getOverflow() {
        return overflow;
    }

    /**
     * What gives way when the buffer is full: the oldest event, the newest, or the connection. Losses are counted,
     * logged and noticed.
     */
    public void setOverflow(Overflow overflow) {
        this.overflow = overflow;
    }

    public int getConcurrentConsumers() {
        return concurrentConsumers;
    }

    /**
     * How many events may be routed at one time. With more than 1, events with the same value of the field orderBy
     * stay in order.
     */
    public void setConcurrentConsumers(int concurrentConsumers) {
        this.concurrentConsumers = concurrentConsumers;
    }

    public String getOrderBy() {
        return orderBy;
    }

    /**
     * The field whose value tells which events must stay in order when there are several concurrentConsumers.
     */
    public void setOrderBy(String orderBy) {
        this.orderBy = orderBy;
    }

    public String getTrunks() {
        return trunks;
    }

    /**
     * With emit=calls or callProgress, the names of the channels that are trunks, in the same notation as include; they
     * tell the direction of a call.
     */
    public void setTrunks(String trunks) {
        this.trunks = trunks;
    }

    public String getCallVariables() {
        return callVariables;
    }

    /**
     * With emit=calls or callProgress, channel variables to keep with the call, comma separated; the PBX must send them
     * with its events (channelvars in manager.conf).
     */
    public void setCallVariables(String callVariables) {
        this.callVariables = callVariables;
    }

    public long getCallGrace() {
        return callGrace;
    }

    /**
     * With emit=calls or callProgress, how long after its last hang-up a call waits for late events.
     */
    public void setCallGrace(long callGrace) {
        this.callGrace = callGrace;
    }

    public long getCallCheckInterval() {
        return callCheckInterval;
    }

    /**
     * With emit=calls or callProgress, how often the open calls are compared with the channels of the PBX, beside
     * after each login and each loss of events; 0 for never.
     */
    public void setCallCheckInterval(long callCheckInterval) {
        this.callCheckInterval = callCheckInterval;
    }

    public int getMaxOpenCalls() {
        return maxOpenCalls;
    }

    /**
     * With emit=calls or callProgress, how many calls may be open at one time; beyond, the oldest is given out as
     * ended, marked by its end LIMIT.
     */
    public void setMaxOpenCalls(int maxOpenCalls) {
        this.maxOpenCalls = maxOpenCalls;
    }

    public String getQueues() {
        return queues;
    }

    /**
     * With emit=queues or agents: which queues, in the same notation as include; all by default. A queue that the PBX
     * does not have is awaited.
     */
    public void setQueues(String queues) {
        this.queues = queues;
    }

    public int getServiceLevel() {
        return serviceLevel;
    }

    /**
     * With emit=queues: within how many seconds callers are to be answered; 0 for what each queue has as servicelevel.
     */
    public void setServiceLevel(int serviceLevel) {
        this.serviceLevel = serviceLevel;
    }

    public String getResetAt() {
        return resetAt;
    }

    /**
     * With emit=queues: the times of day, comma separated, at which the figures begin anew, for example 00:00, in the
     * time zone of this JVM.
     */
    public void setResetAt(String resetAt) {
        this.resetAt = resetAt;
    }

    public long getQueueInterval() {
        return queueInterval;
    }

    /** With emit=queues or agents: how often to give out each queue, or agent, also without a change; 0 for never. */
    public void setQueueInterval(long queueInterval) {
        this.queueInterval = queueInterval;
    }

    public long getQueueCheckInterval() {
        return queueCheckInterval;
    }

    /**
     * With emit=queues or agents: how often to compare the queues with the PBX, beside after each login, reload and
     * loss of events; 0 for only then.
     */
    public void setQueueCheckInterval(long queueCheckInterval) {
        this.queueCheckInterval = queueCheckInterval;
    }

    public int getMaxQueues() {
        return maxQueues;
    }

    /** With emit=queues or agents: queues beyond so many are left out, counted and logged. */
    public void setMaxQueues(int maxQueues) {
        this.maxQueues = maxQueues;
    }

    public int getMaxQueueMembers() {
        return maxQueueMembers;
    }

    /** With emit=queues or agents: members of a queue beyond so many are left out, counted and logged. */
    public void setMaxQueueMembers(int maxQueueMembers) {
        this.maxQueueMembers = maxQueueMembers;
    }

    public int getMaxQueueCallers() {
        return maxQueueCallers;
    }

    /**
     * With emit=queues or agents: callers who wait in a queue beyond so many are left out, counted and logged; the
     * figures have them.
     */
    public void setMaxQueueCallers(int maxQueueCallers) {
        this.maxQueueCallers = maxQueueCallers;
    }

    public int getMaxMemberMeters() {
        return maxMemberMeters;
    }

    /** With emit=queues or agents: how many members, over all queues, have meters of their own. */
    public void setMaxMemberMeters(int maxMemberMeters) {
        this.maxMemberMeters = maxMemberMeters;
    }
}
