package io.tributary.api.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PromDurationTest {
    @ParameterizedTest
    @CsvSource({
        "1y, PT8760H",
        "2w, PT336H",
        "7d, PT168H",
        "1h30m, PT1H30M",
        "1m, PT1M",
        "15s, PT15S",
        "250ms, PT0.25S",
        "1d12h5ms, PT36H0.005S",
        "0s, PT0S"
    })
    void readsPrometheusForms(String text, Duration expected) {
        assertThat(PromDuration.parse(text)).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "5", "h", "1.5h", "-1h", "1m1h", "1h1h", " 1h", "1H", "99999999999999999999s", "201y"})
    void refusesTheRest(String text) {
        assertThatThrownBy(() -> PromDuration.parse(text)).isInstanceOf(IllegalArgumentException.class);
    }
}
