package io.tributary.collector.goroutines;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tributary.collector.fetch.ScrapeException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GoMetricsTest {
    private static GoroutineCount read(String text) throws ScrapeException {
        return GoMetrics.read(text.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void readsWhatGoServes() throws ScrapeException {
        assertThat(read("""
                # HELP go_gc_duration_seconds A summary of the wall-time pause (stop-the-world) duration in garbage collection cycles.
                # TYPE go_gc_duration_seconds summary
                go_gc_duration_seconds{quantile="0"} 2.4375e-05
                # HELP go_goroutines Number of goroutines that currently exist.
                # TYPE go_goroutines gauge
                go_goroutines 39
                go_goroutines_total 7
                # TYPE process_start_time_seconds gauge
                process_start_time_seconds 1.77236639999e+09
                """)).isEqualTo(new GoroutineCount(39, 1_772_366_399.99));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "go_goroutines 39",
                "go_goroutines\t39\r\n",
                "go_goroutines 39 1772366400000\n",
                "go_goroutines{} 39\n",
                "go_goroutines{app=\"a } 7\",b=\"\\\"\"} 39 1772366400000\n",
                "go_goroutines 3.9e1\n# EOF\n",
                "\n\ngo_goroutines  39  \n"
            })
    void readsEveryFormOfASample(String text) throws ScrapeException {
        assertThat(read(text)).isEqualTo(new GoroutineCount(39, Double.NaN));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "go_goroutines",
                "go_goroutines ",
                "go_goroutines{",
                "go_goroutines{}",
                "go_goroutines }",
                "go_goroutines NaN\n",
                "go_goroutines -1\n",
                "go_goroutines +Inf\n",
                "go_goroutines 1e300\n",
                "go_goroutines_total 4\n",
                "# go_goroutines 4\n",
                "a go_goroutines 4\n",
                "<html>"
            })
    void whatHasNoneIsRefused(String text) {
        assertThatThrownBy(() -> read(text)).isInstanceOf(ScrapeException.class).hasMessageContaining("metrics_path");
    }

    @Test
    void aLongLineIsPassedOver() throws ScrapeException {
        assertThat(read("x{y=\"" + "z".repeat(1 << 20) + "\"} 1\ngo_goroutines 39\n")
                        .goroutines())
                .isEqualTo(39);
        assertThatThrownBy(() -> read("go_goroutines 1" + "0".repeat(1 << 20))).isInstanceOf(ScrapeException.class);
    }

    @Test
    void whatIsTooLargeIsRefused() {
        byte[] large = new byte[GoMetrics.MOST_BYTES + 1];
        Arrays.fill(large, (byte) '\n');

        assertThatThrownBy(() -> GoMetrics.read(large)).hasMessageContaining("bytes allowed");
    }

    /** A failure names the seed. */
    @Test
    void noTextDoesHarm() {
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        byte[] letters = "go_goroutines{}\"\\ \n\t#3.e-".getBytes(StandardCharsets.US_ASCII);
        for (int round = 0; round < 20_000; round++) {
            byte[] text = new byte[random.nextInt(40)];
            for (int i = 0; i < text.length; i++) {
                text[i] = letters[random.nextInt(letters.length)];
            }
            byte[] all = random.nextBoolean()
                    ? text
                    : ("go_goroutines" + new String(text, StandardCharsets.US_ASCII))
                            .getBytes(StandardCharsets.US_ASCII);
            try {
                assertThat(GoMetrics.read(all).goroutines()).as("seed " + seed).isNotNegative();
            } catch (ScrapeException e) {
                assertThat(e).as("seed " + seed).hasMessageContaining("go_goroutines");
            }
        }
    }
}
