package io.tributary.profile.pgo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tributary.profile.Header;
import io.tributary.profile.Profile;
import io.tributary.profile.ValueType;
import io.tributary.profile.build.Line;
import io.tributary.profile.build.ProfileBuilder;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RatesTest {
    private static final long SECOND = 1_000_000_000;
    private static final long DAY = 86_400 * SECOND;

    private static Profile profile(long durationNanos, long... samples) {
        ProfileBuilder builder = new ProfileBuilder(2);
        for (int f = 0; f < samples.length; f++) {
            int function = builder.function("f" + f, "", "", 1);
            builder.sample(
                    new int[] {builder.location(-1, f + 1, false, new Line(function, 1, 0))},
                    new long[] {samples[f], 7});
        }
        return builder.build(new Header(
                List.of(new ValueType("samples", "count"), new ValueType("cpu", "nanoseconds")),
                null,
                0,
                0,
                durationNanos,
                "cpu",
                List.of(),
                "",
                "",
                ""));
    }

    private static long[] values(long durationNanos, long... samples) {
        return Rates.of(profile(durationNanos, samples), 0).samples().values();
    }

    @ParameterizedTest
    @CsvSource({
        "1000000000, 100000000",
        "1, 100000000",
        "0, 100000000",
        "10000000000, 10000000",
        "30000000000, 3333333",
        "60000000000, 1666667",
        "66666666666666667, 1",
        "66666666666666666, 2",
        "200000000000000000, 1",
        "200000000000000001, 0",
        "9223372036854775807, 0",
    })
    void aWeightIsTheNearestWholeNumber(long nanos, long weight) {
        assertThat(Rates.weight(nanos)).isEqualTo(weight);
    }

    @Test
    void valuesAreTimesTheWeight() {
        assertThat(values(30 * SECOND, 1, 3, 1_000_000)).containsExactly(3_333_333, 9_999_999, 3_333_333_000_000L);
        Profile cpu = Rates.of(profile(10 * SECOND, 5), 1);
        assertThat(cpu.samples().values()).containsExactly(70_000_000);
        assertThat(cpu.header().sampleTypes()).containsExactly(new ValueType("cpu", "nanoseconds"));
        assertThat(cpu.header().defaultSampleType()).isEqualTo("cpu");
        assertThat(Rates.of(profile(10 * SECOND, 5), 0).header().defaultSampleType())
                .as("the default is another column")
                .isEmpty();
    }

    @Test
    void sumsOfManyKeepTheirDigits() {
        assertThat(values(DAY, 1_000_000)).containsExactly(1_157_000_000);
        assertThat(values(DAY + 1, 1_000_000)).containsExactly(1_157_407_407);
        assertThat(values(100_000 * DAY, 1_000_000, 1)).containsExactly(11_574, 0);
    }

    @Test
    void whatIsBeyond64BitsIsNoRate() {
        assertThat(values(SECOND, Long.MAX_VALUE / 100_000_000)).hasSize(1);
        assertThatThrownBy(() -> values(SECOND, Long.MAX_VALUE / 100_000_000 + 1))
                .isInstanceOf(ArithmeticException.class);
        assertThatThrownBy(() -> values(2 * DAY, Long.MAX_VALUE / 500)).isInstanceOf(ArithmeticException.class);
    }

    @Test
    void whatIsNotTimedHasNoRate() {
        assertThatThrownBy(() -> values(0, 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("the profile does not say how long it took");
    }
}
