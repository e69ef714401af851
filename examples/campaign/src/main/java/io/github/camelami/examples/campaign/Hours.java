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
package io.github.camelami.examples.campaign;

import java.time.Clock;
import java.time.DayOfWeek;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/** The times at which customers may be called. */
public final class Hours {
    private final LocalTime from;
    private final LocalTime to;
    private final Set<DayOfWeek> days;
    private final Clock clock;

    /**
     * Creates the times at which customers may be called.
     *
     * @param from the first minute, such as {@code 09:00}
     * @param to the end, which is not included; {@code 00:00} for the end of the day
     * @param days the days of the week, such as {@code MON,TUE}
     * @param zone the time zone
     */
    public Hours(String from, String to, String days, String zone) {
        this(from, to, days, Clock.system(ZoneId.of(zone)));
    }

    Hours(String from, String to, String days, Clock clock) {
        this.from = LocalTime.parse(from);
        this.to = LocalTime.parse(to);
        this.days = Arrays.stream(days.split(",")).map(Hours::day).collect(Collectors.toSet());
        this.clock = clock;
        if (!this.from.isBefore(this.to) && !this.to.equals(LocalTime.MIDNIGHT)) {
            throw new IllegalArgumentException("calling hours from " + from + " to " + to);
        }
    }

    private static DayOfWeek day(String name) {
        return Arrays.stream(DayOfWeek.values())
                .filter(day -> day.name().startsWith(name.strip().toUpperCase(Locale.ROOT)))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no day of the week: " + name));
    }

    /** Whether customers may be called now. */
    public boolean isOpen() {
        ZonedDateTime now = ZonedDateTime.now(clock);
        return days.contains(now.getDayOfWeek())
                && !now.toLocalTime().isBefore(from)
                && (to.equals(LocalTime.MIDNIGHT) || now.toLocalTime().isBefore(to));
    }
}
