package io.tributary.storage.rocksdb;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.profile.testing.TestData;
import io.tributary.storage.StoreException;
import io.tributary.storage.StoreStats;
import java.io.ByteArrayInputStream;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The store's figures are of what is in it. */
class StatsTest {
    @TempDir
    Path folder;

    private static StoreStats.Kind kind(StoreStats stats, String name) {
        return stats.disk().kinds().stream()
                .filter(kind -> kind.name().equals(name))
                .findAny()
                .orElseThrow();
    }

    @Test
    void areOfWhatIsKept() throws Exception {
        try (RocksStore store = RocksStore.open(folder, RocksStoreOptions.DEFAULT)) {
            assertThat(store.stats().disk().oldestMillis()).isEmpty();
            assertThat(store.stats().disk().oldestProfileMillis()).isEmpty();
            History history = History.of(store, 3, 4);
            store.traces()
                    .put(
                            History.origin("shop", "trace", "a", History.NOON),
                            0,
                            Map.of(),
                            new ByteArrayInputStream(new byte[5_000]),
                            5_000);
            assertThat(kind(store.stats(), "log").bytes()).isPositive();
            assertThat(store.stats().rollUpsPending()).isPositive();
            store.rollUp();
            store.compact();

            StoreStats stats = store.stats();
            assertThat(stats.disk().kinds())
                    .extracting(StoreStats.Kind::name)
                    .containsExactlyInAnyOrder(
                            "profiles", "activity", "rollups", "dictionary", "instances", "log", "traces");
            assertThat(kind(stats, "profiles").entries()).hasValue(history.puts.size());
            assertThat(kind(stats, "instances").entries()).hasValue(3 * 2 * 2);
            for (String name : new String[] {"profiles", "activity", "rollups", "dictionary", "instances"}) {
                assertThat(kind(stats, name).bytes()).as(name).isPositive();
            }
            assertThat(kind(stats, "traces").bytes()).isBetween(5_000L, 6_000L);
            assertThat(stats.disk().kinds().stream()
                            .mapToLong(StoreStats.Kind::bytes)
                            .sum())
                    .isLessThanOrEqualTo(stats.disk().bytes());
            long day = History.NOON - History.DAY / 2;
            assertThat(stats.disk().oldestProfileMillis()).hasValue(day);
            assertThat(stats.disk().oldestMillis()).hasValue(day);
            assertThat(stats.dictionaries().misses()).isEqualTo(3 * 2);
            assertThat(stats.dictionaries().hits()).isPositive();
            assertThat(stats.rollUpsPending()).isZero();
            assertThat(stats.compactions().done()).isPositive();
            assertThat(stats.compactions().pendingBytes()).isNotNegative();
            assertThat(stats.writes()).isEqualTo(new StoreStats.Writes(false, false, 0));
        }
    }

    @Test
    void sayThatWritesFail() {
        AtomicBoolean full = new AtomicBoolean();
        Runnable beforeWrite = () -> {
            if (full.get()) {
                throw new StoreException("full");
            }
        };
        try (RocksStore store = RocksStore.open(folder, RocksStoreOptions.DEFAULT, beforeWrite)) {
            History.of(store, 1, 1);
            full.set(true);
            try {
                store.put(History.origin("shop", "cpu", "a", History.NOON), TestData.profile("etcd/profile.1.pb.gz"));
            } catch (StoreException e) {
                assertThat(e).hasMessage("full");
            }
            assertThat(store.stats().writes().failing()).isTrue();
        }
    }
}
