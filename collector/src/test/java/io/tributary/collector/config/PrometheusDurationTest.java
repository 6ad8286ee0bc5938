package io.tributary.collector.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
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

    /** Held against Prometheus' regular expression. */
    @Test
    void isTakenWhereItHasPrometheusForm() {
        Pattern form =
                Pattern.compile("0|(?=.)(\\d+y)?(\\d+w)?(\\d+d)?(\\d+h)?(\\d+m)?(\\d+s)?(\\d+ms)?", Pattern.DOTALL);
        List<String> pieces = List.of("1", "20", "y", "w", "d", "h", "m", "s", "ms", "0", " ", "-", "S");
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        for (int round = 0; round < 50_000; round++) {
            StringBuilder text = new StringBuilder();
            for (int i = random.nextInt(7); i > 0; i--) {
                text.append(pieces.get(random.nextInt(pieces.size())));
            }
            assertThat(PrometheusDuration.parse(text.toString()) != null)
                    .as("seed " + seed + ", " + text)
                    .isEqualTo(form.matcher(text).matches());
        }
    }
}
