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

import io.github.camelami.message.AmiAction;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A filter that a PBX applies to the events of a session (action {@code Filter}).
 *
 * @param criteria the {@code MatchCriteria}; empty for a regular expression over the whole text of an event
 * @param expression the text with which events are compared; empty if the criteria suffice
 */
public record PbxFilter(String criteria, String expression) {

    /** Lets every event pass. The text of each event begins with this. */
    private static final PbxFilter EVERY_EVENT = new PbxFilter("method(starts_with)", "Event: ");

    /** The filters of a consumer that wants every event. */
    public static final Set<PbxFilter> ALL = Set.of(EVERY_EVENT);

    /**
     * A filter that a PBX refuses if it knows {@code MatchCriteria}. A PBX that does not know them adds a filter that
     * excludes events without any text. There are none, so that the filters in {@code manager.conf} stay as they are.
     */
    static final PbxFilter PROBE = new PbxFilter("method(probe)", "!^$");

    private static final String CRITERION = "(?:action|name|header|method)\\([^()]*\\)";

    /** The text of the option with criteria: the excluding mark, the criteria, and the expression if there is one. */
    private static final Pattern OPTION =
            Pattern.compile("(!?)(" + CRITERION + "(?:," + CRITERION + ")*)(?:=(.*))?", Pattern.DOTALL);

    /** Reads the value of an option {@code serverFilter.label}. */
    static PbxFilter of(String option) {
        Matcher matcher = OPTION.matcher(option);
        if (!matcher.matches()) {
            return new PbxFilter("", option);
        }
        String action = matcher.group(1).isEmpty() ? "" : "action(exclude),";
        return new PbxFilter(action + matcher.group(2), matcher.group(3) == null ? "" : matcher.group(3));
    }

    boolean hasCriteria() {
        return !criteria.isEmpty();
    }

    /** The action that adds the filter to the session. */
    AmiAction action() {
        AmiAction.Builder action = AmiAction.named("Filter").field("Operation", "Add");
        if (hasCriteria()) {
            action.field("MatchCriteria", criteria);
        }
        if (!hasCriteria() || !expression.isEmpty()) {
            action.field("Filter", expression);
        }
        return action.build();
    }
}
