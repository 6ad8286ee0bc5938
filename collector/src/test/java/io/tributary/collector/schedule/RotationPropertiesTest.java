package io.tributary.collector.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tributary.storage.Labels;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What holds for any number of targets and of those that are profiled at once; a failure names the seed. */
class RotationPropertiesTest {
    private static final int ROUNDS = 300;

    private static List<Labels> targets(Random random, int count) {
        long from = random.nextInt();
        return new ArrayList<>(IntStream.range(0, count)
                .mapToObj(i -> Labels.of(Map.of("job", "shop", "instance", "10.0.0." + (from + i) + ":6060")))
                .toList());
    }

    @Test
    void inAnyIntervalThereAreAtMostSoManyAndEachComesOnceInARotation() {
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        for (int round = 0; round < ROUNDS; round++) {
            int count = random.nextInt(1, 400);
            int atOnce = random.nextInt(1, 60);
            List<Labels> targets = targets(random, count);
            Map<Labels, Rotation> rotation = Rotation.of(targets, atOnce);
            String what = "seed " + seed + ", " + atOnce + " of " + count;
            if (count <= atOnce) {
                assertThat(rotation).as(what).isEmpty();
                continue;
            }
            int turns = Math.ceilDiv(count, atOnce);
            int[] perTurn = new int[turns];
            for (Labels target : targets) {
                Rotation own = rotation.getOrDefault(target, Rotation.ALWAYS);
                assertThat(own.turns()).as(what).isEqualTo(turns);
                perTurn[own.turn()]++;
            }
            assertThat(Arrays.stream(perTurn)).as(what).allMatch(inTurn -> inTurn <= atOnce);

            Collections.shuffle(targets, random);
            assertThat(Rotation.of(targets, atOnce)).as(what).isEqualTo(rotation);
        }
    }

    @Test
    void oneTargetMoreOrLessMovesFewOthers() {
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        int moved = 0;
        int all = 0;
        for (int round = 0; round < ROUNDS; round++) {
            int atOnce = random.nextInt(5, 60);
            int turns = random.nextInt(2, 20);
            // Not the last one of a rotation: that one makes it longer.
            int count = atOnce * turns - random.nextInt(1, atOnce);
            List<Labels> targets = targets(random, count);
            Map<Labels, Rotation> before = Rotation.of(targets, atOnce);
            targets.add(Labels.of(Map.of("instance", "newcomer" + round)));
            Map<Labels, Rotation> after = Rotation.of(targets, atOnce);
            Map<Labels, Rotation> changed = new HashMap<>(before);
            changed.entrySet().removeIf(each -> each.getValue().equals(after.get(each.getKey())));

            // From one turn to the next, and so on: at most one of each.
            assertThat(changed.size()).as("seed " + seed + ", round " + round).isLessThan(turns);
            moved += changed.size();
            all += count;
        }
        assertThat((double) moved / all).as("seed " + seed).isLessThan(0.02);
    }

    @Test
    void aTurnIsInTheIntervalsWithItsRemainderAtThePlaceThatItAlwaysHas() {
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        for (int round = 0; round < 2_000; round++) {
            Duration interval =
                    Duration.ofMillis(random.nextLong(100, Duration.ofDays(7).toMillis()));
            int turns = random.nextInt(2, 1_000);
            Rotation rotation = new Rotation(random.nextInt(turns), turns);
            Phase every = Phase.of(Labels.of(Map.of("instance", "i" + random.nextLong())), "cpu", interval);
            Phase phase = every.in(rotation);
            Instant start = Instant.ofEpochMilli(random.nextLong(0, 1L << 42));
            Instant first = phase.first(start, Phase.FIRST_ROUND);
            String what = "seed " + seed + ", " + rotation + " every " + interval + " from " + start;

            assertThat(first).as(what).isEqualTo(phase.next(start)).isAfter(start);
            assertThat(Math.floorMod(Math.floorDiv(first.toEpochMilli(), interval.toMillis()), (long) turns))
                    .as(what)
                    .isEqualTo(rotation.turn());
            assertThat(every.next(first.minusMillis(1))).as(what).isEqualTo(first);
            assertThat(phase.second(first)).as(what).isEqualTo(first.plus(interval.multipliedBy(turns)));
            assertThat(phase.hash()).as(what).isEqualTo(every.hash());
        }
    }

    @Test
    void withoutARotationAllIsAsEver() {
        Phase phase = Phase.of(Labels.of(Map.of("instance", "a")), "cpu", Duration.ofMinutes(1));

        assertThat(phase.in(Rotation.ALWAYS)).isEqualTo(phase);
        assertThat(Rotation.of(targets(new Random(1), 5), 0)).isEmpty();
        assertThatThrownBy(() -> new Rotation(3, 3)).isInstanceOf(IllegalArgumentException.class);
    }
}
