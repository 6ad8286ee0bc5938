package io.tributary.storage.rocksdb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tributary.profile.Header;
import io.tributary.profile.Profile;
import io.tributary.profile.ValueType;
import io.tributary.profile.build.Line;
import io.tributary.profile.build.ProfileBuilder;
import io.tributary.profile.testing.TestData;
import io.tributary.storage.Labels;
import io.tributary.storage.MergeMode;
import io.tributary.storage.MergeTooLargeException;
import io.tributary.storage.Origin;
import io.tributary.storage.Selection;
import io.tributary.storage.StoreException;
import io.tributary.storage.TimeRange;
import io.tributary.storage.UnstorableProfileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A service that never says a function's name twice fills its own dictionary, and nothing else. */
@Timeout(value = 120, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class HostileNamesTest {
    private static final long NOON = 1_770_033_600_000L;
    private static final long DAY = TimeUnit.DAYS.toMillis(1);
    private static final long BUDGET = 8 << 20;
    private static final RocksStoreOptions SMALL = new RocksStoreOptions("0", BUDGET, 2 << 20, 1 << 20, 1 << 20);

    @TempDir
    Path folder;

    private static Origin origin(String service, long time) {
        return new Origin(service, "cpu", Labels.of(Map.of("instance", "i")), time);
    }

    /** Thousands of functions that no other profile has. */
    private static Profile newNames(int number) {
        return newNames(number, 5_000);
    }

    private static Profile newNames(int number, int functions) {
        ProfileBuilder builder = new ProfileBuilder(1);
        for (int i = 0; i < functions; i++) {
            int function = builder.function("f" + number + "_" + i, "", "x.go", 1);
            int location = builder.location(-1, 0, false, new Line(function, 1, 0));
            builder.sample(new int[] {location}, new long[] {1});
        }
        ValueType cpu = new ValueType("cpu", "nanoseconds");
        return builder.build(new Header(List.of(cpu), cpu, 1, 0, 1, "", List.of(), "", "", ""));
    }

    private static int putUntilRefused(RocksStore store) {
        for (int i = 0; i < 200; i++) {
            try {
                store.put(origin("hostile", NOON + i * 1000L), newNames(i));
            } catch (StoreException e) {
                assertThat(e)
                        .hasMessageContaining("the dictionary of hostile on 2026-02-02 (writer 0) is full")
                        .hasMessageContainingAll("2 MiB", "function names");
                return i;
            }
        }
        throw new AssertionError("a million names were taken");
    }

    @Test
    void aServicesDictionaryIsBounded() {
        try (RocksStore store = RocksStore.open(folder, SMALL)) {
            int kept = putUntilRefused(store);

            assertThat(kept).isGreaterThan(1);
            assertThat(store.stats().dictionaries().bytes()).isPositive().isLessThanOrEqualTo(BUDGET);
            assertThat(store.stats().dictionaries().largestBytes())
                    .isEqualTo(store.stats().dictionaries().bytes())
                    .isGreaterThanOrEqualTo(store.stats().dictionaries().mostBytes());
            assertThat(store.merge(
                                    new Selection("hostile", "cpu", List.of(), new TimeRange(0, Long.MAX_VALUE)),
                                    MergeMode.AUTO)
                            .coverage()
                            .profiles())
                    .isEqualTo(kept);
        }
    }

    /** What it brought is forgotten: the service's other profiles go on. */
    @Test
    void oneProfileThatIsTooMuchAloneIsRefusedAlone() {
        try (RocksStore store = RocksStore.open(folder, SMALL)) {
            Profile honest = TestData.profile("etcd/profile.1.pb.gz");
            store.put(origin("hostile", NOON), honest);
            long before = store.stats().dictionaries().bytes();

            assertThatThrownBy(() -> store.put(origin("hostile", NOON + 1), newNames(0, 100_000)))
                    .isInstanceOf(StoreException.class)
                    .hasMessageContaining(
                            "this one profile has more names and stacks than the dictionary of hostile on");

            assertThat(store.put(origin("hostile", NOON + 2), honest).added()).isTrue();
            assertThat(store.stats().dictionaries().bytes()).isLessThan(before + (64 << 10));
        }
    }

    @Test
    void aProfileOfAThousandSampleTypesIsRefused() {
        ProfileBuilder builder = new ProfileBuilder(1_000);
        builder.sample(new int[0], new long[1_000]);
        ValueType cpu = new ValueType("cpu", "nanoseconds");
        Profile wide =
                builder.build(new Header(Collections.nCopies(1_000, cpu), cpu, 1, 0, 1, "", List.of(), "", "", ""));
        try (RocksStore store = RocksStore.open(folder, SMALL)) {
            assertThatThrownBy(() -> store.put(origin("wide", NOON), wide))
                    .isInstanceOf(UnstorableProfileException.class)
                    .hasMessage("the profile has 1000 sample types, at most 64 are kept");
        }
    }

    /** A chain of calls of its own leaves: next to nothing in the dictionary, thousands of frames each in a profile. */
    private static Profile deepStacks(int first, int stacks) {
        ProfileBuilder builder = new ProfileBuilder(1);
        int[] frames = new int[8_000];
        Arrays.fill(frames, builder.location(-1, 0, false, new Line(builder.function("f", "", "x.go", 1), 1, 0)));
        for (int i = first; i < first + stacks; i++) {
            int leaf = builder.function("leaf" + i, "", "x.go", 1);
            int[] stack = frames.clone();
            stack[0] = builder.location(-1, 0, false, new Line(leaf, 1, 0));
            builder.sample(stack, new long[] {1});
        }
        ValueType cpu = new ValueType("cpu", "nanoseconds");
        return builder.build(new Header(List.of(cpu), cpu, 1, 0, 1, "", List.of(), "", "", ""));
    }

    @Test
    void aMergeThatWouldTakeAllMemoryIsRefused() {
        Selection all = new Selection("deep", "cpu", List.of(), new TimeRange(0, Long.MAX_VALUE));
        try (RocksStore store = RocksStore.open(folder, SMALL)) {
            for (int i = 0; i < 5; i++) {
                store.put(origin("deep", NOON + i), deepStacks(i * 420, 420));
                if (i == 0) {
                    assertThat(store.merge(all, MergeMode.AUTO)
                                    .profile()
                                    .samples()
                                    .size())
                            .isEqualTo(420);
                }
            }

            assertThatThrownBy(() -> store.merge(all, MergeMode.AUTO))
                    .isInstanceOf(MergeTooLargeException.class)
                    .hasMessageContaining("more than 16000000 locations and labels");
        }
    }

    /** Each day's part is small enough, and all are not. */
    @Test
    void soIsOneOfSeveralDays() {
        Selection all = new Selection("deep", "cpu", List.of(), new TimeRange(0, Long.MAX_VALUE));
        try (RocksStore store = RocksStore.open(folder, SMALL)) {
            for (int i = 0; i < 5; i++) {
                store.put(origin("deep", NOON + i * DAY), deepStacks(i * 420, 420));
            }

            assertThatThrownBy(() -> store.merge(all, MergeMode.AUTO)).isInstanceOf(MergeTooLargeException.class);
        }
    }

    @Test
    void theSameDeepStacksOfSeveralDaysAreOne() {
        Selection all = new Selection("deep", "cpu", List.of(), new TimeRange(0, Long.MAX_VALUE));
        try (RocksStore store = RocksStore.open(folder, SMALL)) {
            for (int i = 0; i < 5; i++) {
                store.put(origin("deep", NOON + i * DAY), deepStacks(0, 420));
            }

            assertThat(store.merge(all, MergeMode.AUTO).profile().samples().size())
                    .isEqualTo(420);
        }
    }

    @Test
    void othersAndTheNextDayAreNotHurt() {
        try (RocksStore store = RocksStore.open(folder, SMALL)) {
            putUntilRefused(store);
            Profile honest = TestData.profile("etcd/profile.1.pb.gz");

            assertThat(store.put(origin("honest", NOON), honest).added()).isTrue();
            assertThat(store.put(origin("hostile", NOON + DAY), honest).added()).isTrue();
        }
    }

    /** Every profile of the test data, as if one service had made them all in a day, has room four times over. */
    @Test
    void honestServicesAreFarFromTheLimit() {
        try (RocksStore store = RocksStore.open(folder, RocksStoreOptions.DEFAULT)) {
            for (String name : TestData.profiles()) {
                store.put(origin("all", NOON), TestData.profile(name));
            }

            assertThat(store.stats().dictionaries().largestBytes())
                    .isPositive()
                    .isLessThan(store.stats().dictionaries().mostBytes() / 4);
        }
    }

    @Test
    void itIsFullAfterARestartToo() {
        try (RocksStore store = RocksStore.open(folder, SMALL)) {
            putUntilRefused(store);
        }
        try (RocksStore store = RocksStore.open(folder, SMALL)) {
            assertThatThrownBy(() -> store.put(origin("hostile", NOON + DAY / 4), newNames(-1)))
                    .isInstanceOf(StoreException.class)
                    .hasMessageContaining("is full");
        }
    }
}
