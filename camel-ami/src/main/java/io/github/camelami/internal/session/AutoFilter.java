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
package io.github.camelami.internal.session;

import io.github.camelami.message.AmiException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The filters that the session has derived from what its consumers want, and has added to one connection (option
 * {@code serverFilter=auto}). A filter cannot be removed from a connection, but a further filter lets more events
 * pass. Therefore, new consumers add filters, and only the next login removes those that nobody needs. After the
 * login, {@link EventMask} calls the methods with its lock held.
 */
final class AutoFilter {
    private static final Logger LOG = LoggerFactory.getLogger(AutoFilter.class);

    /** The PBX compares each event with up to this many filters. */
    private static final int MAX_FILTERS = 128;

    private final Connection connection;
    private final Subscriptions subscriptions;
    /** The filters of the connection. Without any, the PBX sends every event. */
    private final Set<PbxFilter> added = new LinkedHashSet<>();
    /** Those of them that have not been sent yet. Any thread may report that one could not be sent. */
    private final Set<PbxFilter> missing = ConcurrentHashMap.newKeySet();

    private volatile boolean possible;

    AutoFilter(Connection connection, Subscriptions subscriptions) {
        this.connection = connection;
        this.subscriptions = subscriptions;
    }

    /** @param problem why the PBX accepts no filters; empty if it does */
    void begin(String problem) {
        possible = problem.isEmpty();
        if (!possible) {
            unfiltered(problem);
        }
    }

    /**
     * Determines which filters are missing.
     *
     * @param silent whether the PBX sends no events at the moment. Only then can the first filters be added, because
     *     with one of them alone, the events of the others would be lost
     * @return whether any filter is missing, so that {@link #add} must follow
     */
    boolean widen(boolean silent) {
        if (!possible || added.containsAll(PbxFilter.ALL) || added.isEmpty() && !silent) {
            return false;
        }
        Set<PbxFilter> wanted = subscriptions.filters();
        if (wanted.containsAll(PbxFilter.ALL) || wanted.size() > MAX_FILTERS) {
            unfiltered(
                    wanted.size() > MAX_FILTERS
                            ? "the consumers need more than " + MAX_FILTERS + " filters"
                            : "a consumer wants all events, or selects them in a way that no filter of the PBX can"
                                    + " express");
            if (added.isEmpty()) {
                return false;
            }
            wanted = PbxFilter.ALL;
        }
        missing.addAll(wanted);
        missing.removeAll(added);
        added.addAll(missing);
        return !missing.isEmpty();
    }

    /** Whether filters could not be sent, so that {@link #add} must follow. */
    boolean areMissing() {
        return !missing.isEmpty();
    }

    /**
     * Adds the missing filters. The future fails with {@link AmiException.NotSent} if one of them could not be sent,
     * and is then missing again.
     *
     * @param forgotten whether the PBX may have lost the others, which are then added again
     */
    CompletableFuture<Void> add(boolean forgotten) {
        List<PbxFilter> now = List.copyOf(forgotten ? added : missing);
        now.forEach(missing::remove);
        return CompletableFuture.allOf(now.stream().map(this::add).toArray(CompletableFuture[]::new));
    }

    private CompletableFuture<ActionResult> add(PbxFilter filter) {
        return connection.sendBehindOthers(filter.action(), null).whenComplete((result, failure) -> {
            if (failure instanceof AmiException.NotSent) {
                missing.add(filter);
            } else if (failure != null) {
                connection.end("the PBX did not answer the Filter " + filter);
            } else if (result.response().isError()) {
                connection.end("the PBX did not accept the Filter " + filter + " ("
                        + result.response().message() + ")");
            }
        });
    }

    private void unfiltered(String reason) {
        if (subscriptions.isNewlyUnfiltered(reason)) {
            LOG.info("{} serverFilter=auto has no effect, and all events are sent: {}", connection.context(), reason);
        }
    }
}
