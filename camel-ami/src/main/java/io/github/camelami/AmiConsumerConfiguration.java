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
 * The options that say which events a consumer receives, and how they are buffered for its route. Those of calls also
 * apply to a producer that awaits the ends of its calls.
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

    @UriParam(label = "consumer")
    private @Nullable Integer concurrentConsumers;

    @UriParam(label = "consumer")
    private @Nullable String orderBy;

    @UriParam(label = "consumer")
    private @Nullable String shard;

    @UriParam
    private @Nullable String trunks;

    @UriParam
    private @Nullable String callVariables;

    @UriParam(label = "advanced", defaultValue = "1500", javaType = "java.time.Duration")
    private long callGrace = 1_500;

    @UriParam(label = "advanced", defaultValue = "5m", javaType = "java.time.Duration")
    private long callCheckInterval = 300_000;

    @UriParam(label = "advanced", defaultValue = "10000")
    private int maxOpenCalls = 10_000;

    @UriParam(label = "consumer")
    private @Nullable String queues;

    @UriParam(label = "consumer", defaultValue = "0")
    private int serviceLevel;

    @UriParam(label = "consumer")
    private @Nullable String resetAt;

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
     * What the route receives. With events, it receives each event as it arrives. With calls, it receives each call
     * once, when the call has ended. With callProgress, it receives a message for each change of a call. With queues,
     * it receives a message for each change of a queue. With agents, it receives a message for each change of an agent
     * across all queues. For all values except events, the consumer chooses the event classes itself.
     */
    public void setEmit(Emit emit) {
        this.emit = emit;
    }

    public String getEvents() {
        return events;
    }

    /**
     * The event classes to receive, comma separated, for example call,agent. The words all and none are also accepted.
     */
    public void setEvents(String events) {
        this.events = events;
    }

    public @Nullable String getInclude() {
        return include;
    }

    /**
     * The names of the events to receive, comma separated. Each is an exact name, a prefix that ends with an asterisk,
     * or a regular expression. Case does not matter.
     */
    public void setInclude(@Nullable String include) {
        this.include = include;
    }

    public @Nullable String getExclude() {
        return exclude;
    }

    /**
     * The names of the events not to receive, in the same notation as include. The option takes precedence over
     * include.
     */
    public void setExclude(@Nullable String exclude) {
        this.exclude = exclude;
    }

    public @Nullable Map<String, Object> getMatch() {
        return match;
    }

    /**
     * Patterns for the fields of the events to receive, as match.Field=pattern, in the same notation as include. If
     * there are several, all must match.
     */
    public void setMatch(@Nullable Map<String, Object> match) {
        this.match = match;
    }

    public @Nullable String getSnapshot() {
        return snapshot;
    }

    /**
     * The list actions to run after each login, comma separated, for example CoreShowChannels,QueueStatus. Their items
     * arrive before later events, and have the header CamelAmiSnapshot.
     */
    public void setSnapshot(@Nullable String snapshot) {
        this.snapshot = snapshot;
    }

    public boolean isNotices() {
        return notices;
    }

    /**
     * Whether the route also receives the notices Connected, Disconnected and Gap about the session. They have the
     * header CamelAmiNotice.
     */
    public void setNotices(boolean notices) {
        this.notices = notices;
    }

    public int getBufferSize() {
        return bufferSize;
    }

    /** The maximum number of events that wait for the route. */
    public void setBufferSize(int bufferSize) {
        this.bufferSize = bufferSize;
    }

    public long getBufferBytes() {
        return bufferBytes;
    }

    /** The maximum size of all events that wait for the route, in bytes of their text. */
    public void setBufferBytes(long bufferBytes) {
        this.bufferBytes = bufferBytes;
    }

    public Overflow getOverflow() {
        return overflow;
    }

    /**
     * What to drop when the buffer is full. With dropOldest, it is the oldest event in the buffer. With dropNewest, it
     * is the new event. With disconnect, it is the new event, and the connection is closed. Losses are counted, logged
     * and reported by a notice.
     */
    public void setOverflow(Overflow overflow) {
        this.overflow = overflow;
    }

    public @Nullable Integer getConcurrentConsumers() {
        return concurrentConsumers;
    }

    /**
     * The maximum number of events that are routed at the same time. The default is 1. If it is more than 1, events with
     * the same value in the field that orderBy names stay in order. With several connections, it is the number of
     * workers that they share, and the default is the number of processors, but at least 2; the events of each PBX stay
     * in order unless orderBy is set.
     */
    public void setConcurrentConsumers(@Nullable Integer concurrentConsumers) {
        this.concurrentConsumers = concurrentConsumers;
    }

    int concurrentConsumersOfOne() {
        return concurrentConsumers == null ? 1 : concurrentConsumers;
    }

    int concurrentConsumersOfMany() {
        return concurrentConsumers == null
                ? Math.max(2, Runtime.getRuntime().availableProcessors())
                : concurrentConsumers;
    }

    public @Nullable String getOrderBy() {
        return orderBy;
    }

    /**
     * The name of a field. If concurrentConsumers is more than 1, events with the same value in this field stay in
     * order. The default is Linkedid, which is the call. With several connections, the default is that all events of a
     * PBX stay in order.
     */
    public void setOrderBy(@Nullable String orderBy) {
        this.orderBy = orderBy;
    }

    String orderByOrCall() {
        return orderBy == null ? "Linkedid" : orderBy;
    }

    public @Nullable String getShard() {
        return shard;
    }

    /**
     * The part of the connections to use, if the name selects several: 2/8 is the second of eight parts. The part that a
     * connection belongs to depends only on its name.
     */
    public void setShard(@Nullable String shard) {
        this.shard = shard;
    }

    public @Nullable String getTrunks() {
        return trunks;
    }

    /**
     * The names of the channels that are trunks, in the same notation as include, for example PJSIP/provider- with an
     * asterisk at the end. They determine the direction of a call. The option applies to emit=calls and callProgress,
     * and to a producer with awaitEnd=true.
     */
    public void setTrunks(@Nullable String trunks) {
        this.trunks = trunks;
    }

    public @Nullable String getCallVariables() {
        return callVariables;
    }

    /**
     * The channel variables to keep with the call, comma separated. The PBX must send them with its events (channelvars
     * in manager.conf). The option applies to emit=calls and callProgress, and to a producer with awaitEnd=true.
     */
    public void setCallVariables(@Nullable String callVariables) {
        this.callVariables = callVariables;
    }

    public long getCallGrace() {
        return callGrace;
    }

    /**
     * How long a call waits for late events after its last hangup, in milliseconds. The option applies to emit=calls
     * and callProgress, and to a producer with awaitEnd=true.
     */
    public void setCallGrace(long callGrace) {
        this.callGrace = callGrace;
    }

    public long getCallCheckInterval() {
        return callCheckInterval;
    }

    /**
     * The time between two comparisons of the open calls with the channels of the PBX, in milliseconds. The component
     * also compares them after each login and each loss of events. With 0, it compares them only then. The option
     * applies to emit=calls and callProgress, and to a producer with awaitEnd=true.
     */
    public void setCallCheckInterval(long callCheckInterval) {
        this.callCheckInterval = callCheckInterval;
    }

    public int getMaxOpenCalls() {
        return maxOpenCalls;
    }

    /**
     * The maximum number of calls that are open at the same time. If there are more, the route receives the oldest one
     * as ended, with the end LIMIT. The option applies to emit=calls and callProgress, and to a producer with
     * awaitEnd=true.
     */
    public void setMaxOpenCalls(int maxOpenCalls) {
        this.maxOpenCalls = maxOpenCalls;
    }

    public @Nullable String getQueues() {
        return queues;
    }

    /**
     * The names of the queues to report, in the same notation as include. By default, all queues are reported. A queue
     * that the PBX does not have yet is reported once it exists. The option applies to emit=queues and agents only.
     */
    public void setQueues(@Nullable String queues) {
        this.queues = queues;
    }

    public int getServiceLevel() {
        return serviceLevel;
    }

    /**
     * The time within which a member must answer a caller to meet the service level, in seconds. With 0, the
     * servicelevel setting of each queue applies. The option applies to emit=queues only.
     */
    public void setServiceLevel(int serviceLevel) {
        this.serviceLevel = serviceLevel;
    }

    public @Nullable String getResetAt() {
        return resetAt;
    }

    /**
     * The times of day at which the figures start again at zero, comma separated, for example 00:00. They are in the
     * time zone of this JVM. The option applies to emit=queues only.
     */
    public void setResetAt(@Nullable String resetAt) {
        this.resetAt = resetAt;
    }

    public long getQueueInterval() {
        return queueInterval;
    }

    /**
     * The interval at which each queue or agent is reported even if it has not changed, in milliseconds. With 0, only
     * changes are reported. The option applies to emit=queues and agents only.
     */
    public void setQueueInterval(long queueInterval) {
        this.queueInterval = queueInterval;
    }

    public long getQueueCheckInterval() {
        return queueCheckInterval;
    }

    /**
     * The time between two comparisons of the queues with the PBX, in milliseconds. The component also compares them
     * after each login, reload and loss of events. With 0, it compares them only then. The option applies to
     * emit=queues and agents only.
     */
    public void setQueueCheckInterval(long queueCheckInterval) {
        this.queueCheckInterval = queueCheckInterval;
    }

    public int getMaxQueues() {
        return maxQueues;
    }

    /**
     * The maximum number of queues to report. Further queues are omitted, counted and logged. The option applies to
     * emit=queues and agents only.
     */
    public void setMaxQueues(int maxQueues) {
        this.maxQueues = maxQueues;
    }

    public int getMaxQueueMembers() {
        return maxQueueMembers;
    }

    /**
     * The maximum number of members to report for a queue. Further members are omitted, counted and logged. The option
     * applies to emit=queues and agents only.
     */
    public void setMaxQueueMembers(int maxQueueMembers) {
        this.maxQueueMembers = maxQueueMembers;
    }

    public int getMaxQueueCallers() {
        return maxQueueCallers;
    }

    /**
     * The maximum number of waiting callers to report for a queue. Further callers are omitted, counted and logged, but
     * the figures include them. The option applies to emit=queues and agents only.
     */
    public void setMaxQueueCallers(int maxQueueCallers) {
        this.maxQueueCallers = maxQueueCallers;
    }

    public int getMaxMemberMeters() {
        return maxMemberMeters;
    }

    /**
     * The maximum number of members, across all queues, that have their own meters. The option applies to emit=queues
     * and agents only.
     */
    public void setMaxMemberMeters(int maxMemberMeters) {
        this.maxMemberMeters = maxMemberMeters;
    }
}
