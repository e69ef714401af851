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

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HoursTest {

    /** 2026-11-27 is a Friday. */
    @ParameterizedTest
    @CsvSource({
        "2026-11-27T07:59:59Z, false",
        "2026-11-27T08:00:00Z, true",
        "2026-11-27T18:59:59Z, true",
        "2026-11-27T19:00:00Z, false",
        "2026-11-28T10:00:00Z, true",
        "2026-11-29T10:00:00Z, false",
        "2026-07-03T07:00:00Z, true",
        "2026-07-03T18:00:00Z, false"
    })
    void customersAreCalledInTheirHours(Instant now, boolean open) {
        assertThat(hours("09:00", "20:00", "MON,TUE,WED,THU,FRI,Saturday", now).isOpen())
                .isEqualTo(open);
    }

    @Test
    void midnightIsTheEndOfTheDay() {
        Instant late = Instant.parse("2026-11-27T22:59:59Z");
        assertThat(hours("00:00", "00:00", "FRI", late).isOpen()).isTrue();
        assertThat(hours("00:00", "00:00", "FRI", late.plusSeconds(1)).isOpen()).isFalse();
    }

    @Test
    void whatIsNoTimeIsRefused() {
        assertThatThrownBy(() -> hours("20:00", "09:00", "FRI", Instant.EPOCH)).hasMessageContaining("20:00 to 09:00");
        assertThatThrownBy(() -> hours("09:00", "20:00", "FRY", Instant.EPOCH)).hasMessageContaining("FRY");
    }

    private static Hours hours(String from, String to, String days, Instant now) {
        return new Hours(from, to, days, Clock.fixed(now, ZoneId.of("Europe/Berlin")));
    }
}
