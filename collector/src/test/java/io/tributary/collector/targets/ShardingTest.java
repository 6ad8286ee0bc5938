package io.tributary.collector.targets;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.storage.Labels;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ShardingTest {
    private static final int TARGETS = 20_000;

    private static Labels labels(long instance) {
        return Labels.of(Map.of("job", "shop", "instance", "10.0.0." + instance + ":6060"));
    }

    /** Worked out by another program; they must never change, or a fleet's targets would move. */
    @ParameterizedTest
    @CsvSource({"1, 0, 0, 2, 11, 250", "2, 0, 0, 3, 9, 974", "3, 0, 1, 2, 2, 770"})
    void staysTheSameOverRestartsAndMachines(int instance, int one, int two, int four, int sixteen, int thousand) {
        Labels labels = labels(instance);

        assertThat(IntStream.of(1, 2, 4, 16, 1_000).map(count -> Sharding.shardOf(labels, count)))
                .containsExactly(one, two, four, sixteen, thousand);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 7, 20})
    void anotherCollectorTakesItsShareAndNothingElseMoves(int count) {
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        int moved = 0;
        for (int i = 0; i < TARGETS; i++) {
            Labels labels = labels(random.nextLong());
            int before = Sharding.shardOf(labels, count);
            int after = Sharding.shardOf(labels, count + 1);
            assertThat(before).as("seed %d, %s", seed, labels).isBetween(0, count - 1);
            if (after != before) {
                assertThat(after).as("seed %d, %s", seed, labels).isEqualTo(count);
                moved++;
            }
        }

        double share = 1.0 / (count + 1);
        // Seven standard deviations of a fair draw: once in some 10^11 runs.
        double slack = 7 * Math.sqrt(share * (1 - share) / TARGETS);
        assertThat(moved / (double) TARGETS).as("seed %d", seed).isBetween(share - slack, share + slack);
    }
}
