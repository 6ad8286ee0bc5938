package io.tributary.storage.rocksdb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.tributary.storage.OpenTrace;
import io.tributary.storage.ProfileStore;
import io.tributary.storage.StoreException;
import io.tributary.storage.TraceId;
import io.tributary.storage.TraceStore;
import io.tributary.storage.testing.TraceContract;
import java.io.IOException;
import java.io.InputStream;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Traces beside RocksDB: the contract, and what becomes of their files. */
class TracesTest extends TraceContract {
    @TempDir
    Path folder;

    private final AtomicLong now = new AtomicLong(NOON + 10 * DAY);

    @Override
    protected ProfileStore open() {
        return open(RocksStoreOptions.DEFAULT);
    }

    private RocksStore open(RocksStoreOptions options) {
        return RocksStore.open(folder.resolve("store"), options, () -> {}, () -> Instant.ofEpochMilli(now.get()));
    }

    private RocksStore openAgain(RocksStoreOptions options) {
        store.close();
        RocksStore again = open(options);
        store = again;
        return again;
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> walk = Files.walk(folder.resolve("store/traces"))) {
            return walk.filter(Files::isRegularFile).toList();
        }
    }

    @Test
    void theyAreThereAfterAnotherOpeningAndWhatADeathLeftIsGone() throws IOException {
        byte[] content = content(1, 300_000);
        TraceId id = put(store, origin("shop", "a", NOON), content).id();
        Files.write(folder.resolve("store/traces/7.unfinished"), content);
        RocksStore again = openAgain(RocksStoreOptions.DEFAULT);
        assertThat(read(again, id)).isEqualTo(content);
        assertThat(files()).hasSize(1);
        assertThat(again.verify().traces()).isEqualTo(1);
        assertThat(again.verify().findings()).isEmpty();
    }

    @Test
    void aLargeOneIsNeverInMemory() throws IOException {
        long length = 192L << 20;
        var threads = (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
        long before = threads.getCurrentThreadAllocatedBytes();
        TraceStore.Put put = store.traces().put(origin("shop", "a", NOON), 0, Map.of(), ofLength(length), length);
        try (OpenTrace open = store.traces().open(put.id()).orElseThrow()) {
            byte[] buffer = new byte[64 << 10];
            long read = 0;
            for (int n = open.content().read(buffer); n >= 0; n = open.content().read(buffer)) {
                read += n;
            }
            assertThat(read).isEqualTo(length);
        }
        assertThat(threads.getCurrentThreadAllocatedBytes() - before).isLessThan(length / 8);
    }

    private static InputStream ofLength(long length) {
        return new InputStream() {
            private long left = length;

            @Override
            public int read() {
                return left-- > 0 ? 7 : -1;
            }

            @Override
            public int read(byte[] to, int offset, int most) {
                int n = (int) Math.min(most, left);
                left -= n;
                return n == 0 ? -1 : n;
            }
        };
    }

    @Test
    void aDamagedOneIsNamedAndCostsItself() throws IOException {
        TraceId first =
                put(store, origin("shop", "a", NOON), content(1, 100_000)).id();
        TraceId second =
                put(store, origin("shop", "b", NOON), content(2, 100_000)).id();
        TraceId third =
                put(store, origin("shop", "c", NOON), content(3, 100_000)).id();
        flip(first, 5_000);
        flip(second, 100_010); // in what is known of it
        RocksStore rocks = (RocksStore) store;
        assertThatThrownBy(() -> read(store, first))
                .isInstanceOf(IOException.class)
                .hasMessageContainingAll(first.text(), "damaged", "restore a snapshot");
        assertThatThrownBy(() -> read(store, second))
                .isInstanceOf(StoreException.class)
                .hasMessageContainingAll(second.text(), "damaged");
        assertThat(read(store, third)).isEqualTo(content(3, 100_000));
        assertThat(store.traces().list(all(), 10, "").items()).hasSize(2);
        assertThat(rocks.verify().findings())
                .extracting(Finding::where)
                .containsExactlyInAnyOrder(file(first).toString(), file(second).toString());
        Files.write(file(third), content(3, 100));
        assertThatThrownBy(() -> read(store, third)).isInstanceOf(StoreException.class);
        assertThat(rocks.verify().findings()).hasSize(3);
    }

    private Path file(TraceId id) throws IOException {
        return files().stream()
                .filter(file -> file.getFileName().toString().startsWith(id.text()))
                .findFirst()
                .orElseThrow();
    }

    private void flip(TraceId id, int at) throws IOException {
        byte[] bytes = Files.readAllBytes(file(id));
        bytes[at] ^= 4;
        Files.write(file(id), bytes);
    }

    @Test
    void theyGoByTheirOwnAge() throws IOException {
        for (int day = 0; day <= 10; day++) {
            put(store, origin("shop", "a", NOON + day * DAY), content(day, 1_000));
        }
        RocksStore again = openAgain(RocksStoreOptions.DEFAULT.with(
                new Retention(Duration.ofDays(400), Duration.ofDays(400), Duration.ofDays(3), Long.MAX_VALUE)));
        again.retain();
        assertThat(again.traces().list(all(), 100, "").items())
                .extracting(trace -> (trace.origin().timeMillis() - NOON) / DAY)
                .containsExactly(7L, 8L, 9L, 10L);
        assertThat(files()).hasSize(4);
        assertThatThrownBy(() -> put(again, origin("shop", "a", NOON), content(0, 1_000)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContainingAll("2026-03-01", "longer retention");
    }

    @Test
    void forSizeTheOldestGoFirstAndTodaysStay() throws IOException {
        for (int day = 0; day <= 10; day++) {
            put(store, origin("shop", "a", NOON + day * DAY), content(day, 500_000));
        }
        long size = store.stats().disk().bytes();
        RocksStore again = openAgain(RocksStoreOptions.DEFAULT.with(
                new Retention(Duration.ofDays(400), Duration.ofDays(400), Duration.ofDays(400), size / 2)));
        again.retain();
        assertThat(again.stats().disk().bytes()).isLessThanOrEqualTo(size / 2);
        List<Long> days = again.traces().list(all(), 100, "").items().stream()
                .map(trace -> (trace.origin().timeMillis() - NOON) / DAY)
                .toList();
        assertThat(days).contains(10L).doesNotContain(0L).isSorted().hasSizeGreaterThan(3);
    }

    @Test
    void aSnapshotHasThem() throws IOException {
        byte[] content = content(1, 200_000);
        TraceId id = put(store, origin("shop", "a", NOON), content).id();
        store.snapshot(folder.resolve("copy"));
        store.traces().delete(all());
        try (RocksStore copy = RocksStore.open(folder.resolve("copy"), RocksStoreOptions.DEFAULT)) {
            assertThat(read(copy, id)).isEqualTo(content);
            assertThat(copy.traces().list(all(), 10, "").items())
                    .singleElement()
                    .satisfies(trace -> assertThat(trace.annotations()).isEqualTo(ANNOTATIONS));
            assertThat(copy.verify().findings()).isEmpty();
        }
        assertThat(store.traces().open(id)).isEmpty();
    }

    @Test
    void aFullDiskIsSaidAndLeavesNothing() throws Exception {
        Path mounted = Files.createDirectory(folder.resolve("mounted"));
        assumeTrue(
                Mounts.run("mount", "-t", "tmpfs", "-o", "size=8m", "tmpfs", mounted.toString()),
                "needs to mount a tmpfs");
        try (RocksStore small = RocksStore.open(mounted.resolve("store"), RocksStoreOptions.DEFAULT)) {
            TraceId id =
                    put(small, origin("shop", "a", NOON), content(1, 100_000)).id();
            assertThatThrownBy(() ->
                            small.traces().put(origin("shop", "b", NOON), 0, Map.of(), ofLength(20 << 20), 20 << 20))
                    .isInstanceOf(StoreException.class)
                    .hasMessageContainingAll("disk is full", "make space");
            assertThat(read(small, id)).isEqualTo(content(1, 100_000));
            assertThat(put(small, origin("shop", "c", NOON), content(2, 100_000))
                            .added())
                    .isTrue();
            assertThat(small.traces().list(all(), 10, "").items()).hasSize(2);
        } finally {
            Mounts.run("umount", mounted.toString());
        }
    }

    @Test
    void filesOfOthersAreLeftAlone() throws IOException {
        put(store, origin("shop", "a", NOON), content(1, 10));
        Path letter = Files.writeString(folder.resolve("store/traces/2026-03-01/letter.trace"), "dear");
        assertThat(store.traces().list(all(), 10, "").items()).hasSize(1);
        assertThat(store.traces().delete(all())).isEqualTo(1);
        assertThat(letter).hasContent("dear");
    }
}
