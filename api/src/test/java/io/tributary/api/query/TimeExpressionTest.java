package io.tributary.api.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tributary.api.query.TimeExpression.Rounding;
import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TimeExpressionTest {
    /** A Wednesday. */
    private static final Instant NOW = Instant.parse("2026-03-04T12:34:56.789Z");

    @ParameterizedTest
    @CsvSource({
        "now, 2026-03-04T12:34:56.789Z",
        "now-6h, 2026-03-04T06:34:56.789Z",
        "now+1h30m, 2026-03-04T14:04:56.789Z",
        "now-1d+12h, 2026-03-04T00:34:56.789Z",
        "now-500ms, 2026-03-04T12:34:56.289Z",
        "2026-03-01T12:00:00Z, 2026-03-01T12:00:00Z",
        "2026-03-01T12:00:00.25+02:00, 2026-03-01T10:00:00.250Z",
        "0, 1970-01-01T00:00:00Z",
        "1772366400, 2026-03-01T12:00:00Z",
        "1772366400.5, 2026-03-01T12:00:00.500Z",
    })
    void readsEveryForm(String text, Instant expected) {
        assertThat(TimeExpression.parse(text, NOW, Rounding.DOWN)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "now/m, 2026-03-04T12:34:00Z, 2026-03-04T12:35:00Z",
        "now/h, 2026-03-04T12:00:00Z, 2026-03-04T13:00:00Z",
        "now/d, 2026-03-04T00:00:00Z, 2026-03-05T00:00:00Z",
        "now-1d/d, 2026-03-03T00:00:00Z, 2026-03-04T00:00:00Z",
        "now/w, 2026-03-02T00:00:00Z, 2026-03-09T00:00:00Z",
        "now/M, 2026-03-01T00:00:00Z, 2026-04-01T00:00:00Z",
        "now/y, 2026-01-01T00:00:00Z, 2027-01-01T00:00:00Z",
    })
    void roundsARangeToWholeUnits(String text, Instant from, Instant to) {
        assertThat(TimeExpression.parse(text, NOW, Rounding.DOWN)).isEqualTo(from);
        assertThat(TimeExpression.parse(text, NOW, Rounding.UP)).isEqualTo(to);
    }

    @ParameterizedTest
    @CsvSource({
        "yesterday, is no time",
        "'', is no time",
        "-5, is no time",
        "2026-03-01, is no time",
        "2026-03-01 12:00:00, is no time",
        "1772366400000, milliseconds",
        "999999999999999999, milliseconds",
        "now-, is no relative time",
        "now-6, a duration is written like",
        "now-6x, a duration is written like",
        "now-30m1h, a duration is written like",
        "now 6h, is no relative time",
        "now/q, unknown unit",
        "now-199y, is not between the years",
        "now-9999999999999999999d, longer than 200 years",
        "now-1h-, is no relative time",
    })
    void refusesWhatIsNoTime(String text, String why) {
        assertThatThrownBy(() -> TimeExpression.parse(text, NOW, Rounding.DOWN))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(why);
    }
}
