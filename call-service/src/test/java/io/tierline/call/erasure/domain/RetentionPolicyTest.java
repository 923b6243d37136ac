package io.tierline.call.erasure.domain;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** From when on a company keeps persons. */
class RetentionPolicyTest {

    @Test
    void everythingIsKept_untilTheCompanyHasSaidOtherwise() {
        assertThat(RetentionPolicy.FOR_EVER.keptSince(Instant.parse("2026-11-24T00:00:00Z"), ZoneId.of("UTC")))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "1,   UTC,           2026-11-24T10:00:00Z, 2026-10-24T10:00:00Z",
        "120, UTC,           2026-11-24T10:00:00Z, 2016-11-24T10:00:00Z",
        // In Shanghai it is the 1st of December already, and no day of November is the 31st.
        "1,   Asia/Shanghai, 2026-11-30T16:30:00Z, 2026-10-31T16:30:00Z",
        "1,   Asia/Shanghai, 2026-12-31T10:00:00Z, 2026-11-30T10:00:00Z",
        // Clocks were put forward on the 29th of March: the same time of day is an hour more of UTC ago.
        "1,   Europe/Berlin, 2026-04-15T10:00:00Z, 2026-03-15T11:00:00Z"
    })
    void monthsAreThoseOfTheCompanysCalendar(int months, ZoneId zone, Instant now, Instant keptSince) {
        assertThat(new RetentionPolicy(months).keptSince(now, zone)).hasValue(keptSince);
    }
}
