package io.tributary.storage.rocksdb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import io.tributary.profile.testing.Content;
import io.tributary.profile.testing.TestData;
import io.tributary.profile.wire.PprofEncoder;
import io.tributary.storage.Labels;
import io.tributary.storage.MergeMode;
import io.tributary.storage.Origin;
import io.tributary.storage.ProfileId;
import io.tributary.storage.Selection;
import io.tributary.storage.StoreException;
import io.tributary.storage.TimeRange;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rocksdb.RocksDBException;
import org.rocksdb.WriteBatch;

/** Writes that fail, by a seam and on a disk that is really full: nothing is lost, nothing is numbered twice. */
class FailingWritesTest {
    private static final long NOON = 1_770_033_600_000L;
    private static final RocksStoreOptions SMALL = new RocksStoreOptions("0", 64 << 20, 64 << 20, 1 << 20, 1 << 20);
    private static final Selection ALL = new Selection("shop", "cpu", List.of(), new TimeRange(0, Long.MAX_VALUE));
    private static final List<String> CPU = TestData.profiles().stream()
            .filter(name -> name.contains("cpu.") || name.matches("(prometheus|pyroscope|go-compile|etcd)/profile.*"))
            .toList();

    @TempDir
    Path folder;

    private volatile boolean failing;

    private void failWhenTold() {
        if (failing) {
            throw new StoreException("told to fail");
        }
    }

    private static Origin origin(int i) {
        return new Origin("shop", "cpu", Labels.of(Map.of("instance", "i" + i % 5)), NOON + i * 1000L);
    }

    @Test
    void aFailedPutCanBePutAgainAndOthersAreNotHurt() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        Map<ProfileId, String> kept = new LinkedHashMap<>();
        RocksStore store = RocksStore.open(folder, SMALL, this::failWhenTold);
        for (int i = 0; i < 60; i++) {
            String name = CPU.get(random.nextInt(CPU.size()));
            Origin origin = origin(i);
            failing = random.nextInt(3) == 0;
            if (failing) {
                assertThatThrownBy(() -> store.put(origin, TestData.profile(name)))
                        .isInstanceOf(StoreException.class)
                        .hasMessage("told to fail");
                assertThat(store.profiles(ALL, 100, "").items()).hasSize(kept.size());
                failing = false;
                if (random.nextBoolean()) {
                    continue;
                }
            }
            var put = store.put(origin, TestData.profile(name));
            assertThat(put.added()).isTrue();
            kept.put(put.id(), name);
        }
        assertKept(store, kept, seed);
        byte[] merge = merge(store);
        assertThat(store.services().getFirst().profiles()).isEqualTo(kept.size());
        store.close();
        try (RocksStore again = RocksStore.open(folder, SMALL)) {
            assertKept(again, kept, seed);
            assertThat(merge(again)).isEqualTo(merge);
        }
    }

    private static void assertKept(RocksStore store, Map<ProfileId, String> kept, long seed) {
        kept.forEach((id, name) -> assertThat(Content.of(store.profile(id).orElseThrow()))
                .as("seed %d, %s", seed, name)
                .isEqualTo(Content.of(TestData.profile(name))));
        assertThat(store.profiles(ALL, Integer.MAX_VALUE, "").items()).hasSize(kept.size());
    }

    private static byte[] merge(RocksStore store) {
        return PprofEncoder.encode(store.merge(ALL, MergeMode.SUM).profile(), PprofEncoder.NO_GZIP);
    }

    @Test
    void aStoreWhoseWritesFailIsOpenedAgain() {
        try (RocksStore store = RocksStore.open(folder, SMALL, this::failWhenTold)) {
            Map<ProfileId, String> kept = new LinkedHashMap<>();
            put(store, kept, 0, 10);
            assertThat(store.stats().dictionaries().open()).isEqualTo(1);
            failing = true;
            assertThat(put(store, kept, 10, 1)).isEqualTo(10);
            Instant deadline = Instant.now().plus(Duration.ofSeconds(60));
            while (store.stats().dictionaries().open() > 0 && Instant.now().isBefore(deadline)) {
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
            }
            assertThat(store.stats().dictionaries().open()).isZero();
            failing = false;
            put(store, kept, 10, 10);
            assertThat(kept).hasSize(20);
            assertKept(store, kept, 0);
        }
    }

    /** RocksDB's log, met again after it failed, says no more than that: in what order its threads meet it is chance. */
    @Test
    void whoIsRefusedLaterIsToldWhatFailedFirst() {
        Iterator<String> fails =
                List.of("No space left on device", "Writer has previous error.").iterator();
        try (Engine engine = Engine.open(Folder.open(folder), SMALL, () -> refuse(fails.next()));
                WriteBatch batch = new WriteBatch()) {
            for (int i = 0; i < 2; i++) {
                assertThatThrownBy(() -> engine.write(batch))
                        .isInstanceOf(StoreException.class)
                        .hasMessage("the store cannot write: its disk is full; make space");
            }
        }
    }

    /** As RocksDB refuses, whose exception a hook need not declare. */
    @SuppressWarnings("unchecked")
    private static <E extends Exception> void refuse(String message) throws E {
        throw (E) new RocksDBException(message);
    }

    /**
     * In a process with a name space of its own for mounts, so that what is mounted goes with it, however it ends. Who is not
     * root may mount in a name space of users of its own, where the system allows that.
     */
    @Test
    void aFullDiskStopsPutsAndNothingElse() throws Exception {
        Path disk = folder.resolve("disk");
        Files.createDirectory(disk);
        String mount = "mount -t tmpfs -o size=24m tmpfs '" + disk + "'";
        List<String> apart = Stream.of(List.of("unshare", "-m"), List.of("unshare", "-r", "-m"))
                .filter(each -> succeeds(each, mount))
                .findFirst()
                .orElse(List.of());
        if (apart.isEmpty() && "true".equals(System.getenv("CI"))) {
            throw new AssertionError("a tmpfs cannot be mounted with unshare, and in CI it has to be");
        }
        assumeFalse(apart.isEmpty(), "a tmpfs cannot be mounted with unshare: no disk to fill");
        Path said = folder.resolve("said");
        Process process = new ProcessBuilder(command(
                        apart,
                        mount + " && exec '" + Path.of(System.getProperty("java.home"), "bin", "java")
                                + "' --enable-native-access=ALL-UNNAMED -Xmx400m -cp '"
                                + System.getProperty("java.class.path") + "' '" + FullDisk.class.getName() + "' '"
                                + disk + "'"))
                .redirectErrorStream(true)
                .redirectOutput(said.toFile())
                .start();
        try {
            assertThat(process.waitFor(180, TimeUnit.SECONDS))
                    .as("ends in time")
                    .isTrue();
            assertThat(process.exitValue()).as(Files.readString(said)).isZero();
        } finally {
            process.destroyForcibly();
        }
    }

    private static List<String> command(List<String> apart, String script) {
        return Stream.concat(apart.stream(), Stream.of("sh", "-c", script)).toList();
    }

    private static boolean succeeds(List<String> apart, String script) {
        try {
            return new ProcessBuilder(command(apart, script)).start().waitFor() == 0;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** The process on a disk of its own. */
    static final class FullDisk {
        private FullDisk() {}

        public static void main(String[] arguments) throws IOException {
            onAFullDisk(Path.of(arguments[0], "store"), Path.of(arguments[0], "ballast"));
        }
    }

    private static void onAFullDisk(Path data, Path ballast) throws IOException {
        Map<ProfileId, String> kept = new LinkedHashMap<>();
        RocksStore store = RocksStore.open(data, SMALL);
        int next = put(store, kept, 0, 20);
        fill(ballast);
        int refused = put(store, kept, next, 20_000);
        assertThat(refused).isLessThan(next + 20_000);
        assertThatThrownBy(() -> store.put(origin(refused), TestData.profile(CPU.get(refused % CPU.size()))))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("disk is full");
        assertKept(store, kept, 0);
        assertThat(store.merge(ALL, MergeMode.AUTO).coverage().profiles()).isEqualTo(kept.size());

        Files.delete(ballast);
        Instant deadline = Instant.now().plus(Duration.ofSeconds(60));
        while (put(store, kept, refused, 1) == refused && Instant.now().isBefore(deadline)) {
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(100));
        }
        put(store, kept, refused + 1, 20);
        assertThat(kept).hasSize(refused + 21);
        assertKept(store, kept, 0);
        store.close();
        try (RocksStore again = RocksStore.open(data, SMALL)) {
            assertKept(again, kept, 0);
        }
    }

    /** Puts up to so many; gives the number of the first that was refused, or the one past the last. */
    private static int put(RocksStore store, Map<ProfileId, String> kept, int from, int count) {
        for (int i = from; i < from + count; i++) {
            String name = CPU.get(i % CPU.size());
            try {
                kept.put(store.put(origin(i), TestData.profile(name)).id(), name);
            } catch (StoreException e) {
                return i;
            }
        }
        return from + count;
    }

    private static void fill(Path ballast) throws IOException {
        try (OutputStream out = Files.newOutputStream(ballast)) {
            byte[] block = new byte[64 << 10];
            while (true) {
                out.write(block);
            }
        } catch (IOException e) {
            assertThat(e).hasMessageContaining("No space left");
        }
    }
}
