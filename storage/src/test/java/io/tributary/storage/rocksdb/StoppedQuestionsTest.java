package io.tributary.storage.rocksdb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tributary.profile.Profile;
import io.tributary.profile.testing.TestData;
import io.tributary.storage.Labels;
import io.tributary.storage.MergeMode;
import io.tributary.storage.Origin;
import io.tributary.storage.Selection;
import io.tributary.storage.StoppedException;
import io.tributary.storage.TimeRange;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Who is interrupted gives up what it asks, and the store goes on as before. */
@Timeout(60)
class StoppedQuestionsTest {
    private static final long MINUTE = 60_000;
    private static final long MIDNIGHT = 20_500L * 24 * 60 * MINUTE;
    private static final int PROFILES = 24 * 12;
    private static final Selection DAY =
            new Selection("shop", "cpu", List.of(), new TimeRange(MIDNIGHT, MIDNIGHT + 24 * 60 * MINUTE));

    @TempDir
    Path folder;

    private RocksStore store;

    @BeforeEach
    void fill() {
        store = RocksStore.open(folder, RocksStoreOptions.DEFAULT);
        Profile profile = TestData.profile("etcd/profile.1.pb.gz");
        for (int i = 0; i < PROFILES; i++) {
            Labels instance = Labels.of(Map.of("instance", "i" + i % 4));
            store.put(new Origin("shop", "cpu", instance, MIDNIGHT + 5 * MINUTE * i), profile);
        }
    }

    @AfterEach
    void close() {
        store.close();
    }

    @ParameterizedTest
    @EnumSource
    void aMergeIsGivenUp(MergeMode mode) {
        long[] before = totals(mode);

        assertGivenUp(() -> store.merge(DAY, mode));
        assertThat(totals(mode)).isEqualTo(before);

        // Now of sums, where it can be.
        store.rollUp();
        assertGivenUp(() -> store.merge(DAY, mode));
        assertThat(totals(mode)).isEqualTo(before);
    }

    private long[] totals(MergeMode mode) {
        return store.merge(DAY, mode).profile().totals();
    }

    @Test
    void totalsAreGivenUp() {
        assertGivenUp(() -> store.totals(DAY, MINUTE));
        assertThat(store.totals(DAY, MINUTE)).hasSize(4);
    }

    @Test
    void aMergeUnderWayIsGivenUp() throws Exception {
        CountDownLatch merged = new CountDownLatch(1);
        CompletableFuture<Throwable> end = new CompletableFuture<>();
        Thread asking = Thread.ofPlatform().start(() -> {
            try {
                while (true) {
                    store.merge(DAY, MergeMode.SUM);
                    merged.countDown();
                }
            } catch (RuntimeException e) {
                end.complete(e);
            }
        });
        assertThat(merged.await(30, TimeUnit.SECONDS)).isTrue();

        asking.interrupt();

        assertThat(end.get(30, TimeUnit.SECONDS)).isInstanceOf(StoppedException.class);
        assertThat(store.merge(DAY, MergeMode.SUM).coverage().profiles()).isEqualTo(PROFILES);
    }

    private static void assertGivenUp(Runnable question) {
        Thread.currentThread().interrupt();
        try {
            assertThatThrownBy(question::run).isInstanceOf(StoppedException.class);
        } finally {
            assertThat(Thread.interrupted()).isTrue();
        }
    }
}
