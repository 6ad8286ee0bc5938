package io.tributary.storage.rocksdb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tributary.profile.wire.PprofEncoder;
import io.tributary.storage.MergeMode;
import io.tributary.storage.Selection;
import io.tributary.storage.StoredProfile;
import io.tributary.storage.TimeRange;
import io.tributary.storage.selector.Selector;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Old profiles go and their roll-ups stay; old roll-ups go with all that is left of their days. */
class RetentionTest {
    private static final int DAYS = 10;

    @TempDir
    Path folder;

    private final AtomicLong now = new AtomicLong(History.NOON + DAYS * History.DAY);

    private RocksStore open(Duration raw, Duration rollUps, long bytes) {
        return RocksStore.open(
                folder,
                RocksStoreOptions.DEFAULT.with(new Retention(raw, rollUps, rollUps, bytes)),
                () -> {},
                () -> Instant.ofEpochMilli(now.get()));
    }

    private static byte[] merge(RocksStore store, int fromDay, int toDay, String selector, MergeMode mode)
            throws Exception {
        long midnight = History.NOON - History.DAY / 2;
        Selection selection = new Selection(
                "shop",
                "heap",
                selector.isEmpty() ? List.of() : List.of(Selector.parse(selector)),
                new TimeRange(midnight + fromDay * History.DAY, midnight + toDay * History.DAY));
        return PprofEncoder.encode(store.merge(selection, mode).profile(), PprofEncoder.NO_GZIP);
    }

    private static List<Integer> daysOf(RocksStore store) {
        return store.profiles(History.ALL, 10_000, "").items().stream()
                .map(StoredProfile::origin)
                .map(origin -> (int) ((origin.timeMillis() - History.NOON) / History.DAY))
                .distinct()
                .toList();
    }

    @Test
    void oldProfilesGoAndTheirDaysAreAnsweredAsBefore() throws Exception {
        byte[] all;
        byte[] ofA;
        byte[] mean;
        try (RocksStore store = open(Duration.ofDays(14), Duration.ofDays(400), Long.MAX_VALUE)) {
            History.of(store, DAYS, 3);
            store.retain();
            assertThat(daysOf(store)).hasSize(DAYS);
            all = merge(store, 0, DAYS, "", MergeMode.SUM);
            ofA = merge(store, 1, 4, "{instance=\"a\"}", MergeMode.SUM);
            mean = merge(store, 0, 3, "", MergeMode.AUTO);
        }
        try (RocksStore store = open(Duration.ofDays(4), Duration.ofDays(400), Long.MAX_VALUE)) {
            store.retain();
            assertThat(daysOf(store)).containsExactly(6, 7, 8, 9);
            assertThat(merge(store, 0, DAYS, "", MergeMode.SUM)).isEqualTo(all);
            assertThat(merge(store, 1, 4, "{instance=\"a\"}", MergeMode.SUM)).isEqualTo(ofA);
            assertThat(merge(store, 0, 3, "", MergeMode.AUTO)).isEqualTo(mean);
            assertThat(store.verify().findings()).isEmpty();
            assertThatThrownBy(() -> new History().put(store, 5, 1))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage(
                            "the profile is of 2026-03-06, profiles from before 2026-03-07 are kept no more; keep them"
                                    + " longer with a longer retention");
            History fresh = new History();
            fresh.put(store, 6, 4);
            assertThat(fresh.missingFrom(store)).isEmpty();
        }
        try (RocksStore again = open(Duration.ofDays(400), Duration.ofDays(400), Long.MAX_VALUE)) {
            // What was dropped stays dropped when it would be kept longer from now on.
            assertThatThrownBy(() -> new History().put(again, 5, 1)).isInstanceOf(IllegalArgumentException.class);
            again.rollUp();
            again.compact();
            assertThat(merge(again, 0, 6, "", MergeMode.SUM)).isNotEmpty();
            assertThat(merge(again, 1, 4, "{instance=\"a\"}", MergeMode.SUM)).isEqualTo(ofA);
            assertThat(again.verify().findings()).isEmpty();
        }
    }

    /** A put is refused, or the roll-up has it: nothing that was acknowledged is between the two. */
    @Test
    void whatIsPutWhileItsDayGoesIsRefusedOrKept() throws Exception {
        now.set(History.NOON + 2 * History.DAY);
        AtomicLong acknowledged = new AtomicLong();
        try (RocksStore store = open(Duration.ofDays(4), Duration.ofDays(400), Long.MAX_VALUE)) {
            Thread putting = Thread.ofPlatform().start(() -> {
                try {
                    for (int i = 0; i < 100_000; i++) {
                        new History()
                                .put(
                                        store,
                                        History.origin("shop", "heap", "a", History.NOON + i),
                                        "shop/v1/heap.4.pb.gz");
                        acknowledged.incrementAndGet();
                    }
                } catch (IllegalArgumentException _) {
                    // Refused from now on.
                }
            });
            while (acknowledged.get() < 300) {
                Thread.onSpinWait();
            }
            now.set(History.NOON + DAYS * History.DAY);
            store.retain();
            putting.join();
            assertThat(daysOf(store)).isEmpty();
            Selection day = new Selection(
                    "shop",
                    "heap",
                    List.of(),
                    new TimeRange(History.NOON - History.DAY / 2, History.NOON + History.DAY / 2));
            assertThat(store.merge(day, MergeMode.SUM).coverage().profiles()).isEqualTo(acknowledged.get());
            assertThat(store.verify().findings()).isEmpty();
        }
    }

    @Test
    void oldRollUpsGoWithAllThatIsLeftOfTheirDays() throws Exception {
        try (RocksStore store = open(Duration.ofDays(400), Duration.ofDays(400), Long.MAX_VALUE)) {
            History.of(store, DAYS, 3);
        }
        try (RocksStore store = open(Duration.ofDays(2), Duration.ofDays(5), Long.MAX_VALUE)) {
            store.retain();
            assertThat(daysOf(store)).containsExactly(8, 9);
            VerifyReport report = store.verify();
            assertThat(report.findings()).isEmpty();
            assertThat(report.partitions()).isEqualTo(5 * 2);
            assertThat(report.instances()).isEqualTo(5 * 2 * 2);
            assertThat(store.services().getFirst().firstMillis()).isEqualTo(History.NOON + 5 * History.DAY);
            assertThat(store.stats().dictionaries().open()).isLessThanOrEqualTo(10);

            now.addAndGet(100 * History.DAY);
            store.retain();
            assertThat(store.services()).isEmpty();
            assertThat(store.verify()).satisfies(empty -> {
                assertThat(empty.findings()).isEmpty();
                assertThat(empty.partitions() + empty.instances() + empty.activityRows() + empty.profiles())
                        .isZero();
            });
            History fresh = new History();
            fresh.put(store, 109, 1);
            assertThat(fresh.missingFrom(store)).isEmpty();
        }
    }

    @Test
    void theOldestDaysGoForSizeAndTodaysStays() throws Exception {
        long size;
        try (RocksStore store = open(Duration.ofDays(400), Duration.ofDays(400), Long.MAX_VALUE)) {
            History.of(store, DAYS + 1, 6);
            store.rollUp();
            store.compact();
            size = store.stats().disk().bytes();
        }
        try (RocksStore store = open(Duration.ofDays(400), Duration.ofDays(400), size * 3 / 4)) {
            // Ten days at a time: first their profiles, then what stands for them.
            store.retain();
            store.retain();
            store.retain();
            assertThat(store.stats().disk().bytes()).isLessThanOrEqualTo(size * 3 / 4);
            assertThat(daysOf(store)).contains(DAYS).doesNotContain(0).isSorted();
            assertThat(store.verify().findings()).isEmpty();
        }
        try (RocksStore store = open(Duration.ofDays(400), Duration.ofDays(400), 1)) {
            store.retain();
            store.retain();
            store.retain();
            assertThat(daysOf(store)).containsExactly(DAYS);
            assertThat(store.verify().findings()).isEmpty();
        }
    }

    @Test
    void copiesAreNotCounted() throws Exception {
        long size;
        try (RocksStore store = open(Duration.ofDays(400), Duration.ofDays(400), Long.MAX_VALUE)) {
            History.of(store, DAYS, 6);
            store.rollUp();
            store.compact();
            size = store.stats().disk().bytes();
        }
        Files.createDirectory(folder.resolve(Folder.SNAPSHOTS));
        try (RocksStore store = open(Duration.ofDays(400), Duration.ofDays(400), size * 3 / 2)) {
            store.snapshot(folder.resolve(Folder.SNAPSHOTS).resolve("first"));
            store.snapshot(folder.resolve(Folder.SNAPSHOTS).resolve("second"));
            assertThat(store.stats().disk().bytes()).isBetween(size / 2, size * 3 / 2);
            store.retain();
            assertThat(daysOf(store)).hasSize(DAYS);
        }
    }

    @Test
    void lessThanADayIsNoRetention() {
        assertThatThrownBy(() -> new Retention(Duration.ofHours(3), Duration.ofDays(3), Duration.ofDays(3), 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("at least 1d");
    }
}
