package io.tributary.collector.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Objects;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PrometheusDurationTest {
    /** As Prometheus shows them. */
    @ParameterizedTest
    @CsvSource({
        "0, 0s",
        "1ms, 1ms",
        "1500ms, 1s500ms",
        "90s, 1m30s",
        "24h, 1d",
        "25h, 1d1h",
        "7d, 1w",
        "8d, 8d",
        "365d, 1y",
        "366d, 366d"
    })
    void isWrittenAsPrometheusDoes(String text, String written) {
        Duration duration = Objects.requireNonNull(PrometheusDuration.parse(text));

        assertThat(PrometheusDuration.format(duration)).isEqualTo(written);
    }
}
