package io.tributary.profile.report;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Numbers as pprof prints them, beyond what its reports of whole profiles reach. */
class MeasurementTest {
    @ParameterizedTest
    @CsvSource({
        "0, 0, '    0%'",
        "1, 0, '    0%'",
        "1, 3, 33.33%",
        "-1, 3, 33.33%",
        "1, 100, ' 1.00%'",
        "9999, 10000, '  100%'",
        "9994, 10000, 99.94%",
        "1, 1000, '  0.1%'",
        "999, 100000, '    1%'",
        "31, 100000, '0.031%'",
        "1, 10000000, '1e-05%'",
        "31, 100000000, '3.1e-05%'",
        "1, 9223372036854775807, '1.1e-17%'",
        "9223372036854775807, 1, 922337203685477580800.00%",
    })
    void shares(long value, long total, String expected) {
        assertThat(Measurement.percentage(value, total)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "1000000, nanoseconds, ms, 1ms",
        "1005000, nanoseconds, ms, 1ms",
        "1, nanoseconds, s, 0",
        "-1, nanoseconds, s, 0",
        "90, seconds, hrs, 0.03hrs",
        "1536, bytes, auto, 1.50kB",
        "7, count, auto, 7",
        "7, widgets, widgets, 7widgets",
        "-2048, byte, auto, -2kB",
        "9223372036854775807, B, PB, 8192PB",
        "-9223372036854775808, B, auto, -9223372036854775808B",
    })
    void labels(long value, String from, String to, String expected) {
        assertThat(Measurement.label(value, from, to)).isEqualTo(expected);
    }

    @Test
    void theLargestUnitThatLeavesAWholePart() {
        assertThat(Measurement.scale(3_600_000_000_000L, "ns", Measurement.AUTO))
                .isEqualTo(new Measurement.Scaled(1, "hrs"));
        assertThat(Measurement.scale(3_599_999_999_999L, "ns", Measurement.AUTO).unit())
                .isEqualTo("s");
    }
}
