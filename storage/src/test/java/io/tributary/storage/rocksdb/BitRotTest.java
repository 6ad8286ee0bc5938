package io.tributary.storage.rocksdb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.tributary.storage.MergeMode;
import io.tributary.storage.Selection;
import io.tributary.storage.StoreException;
import io.tributary.storage.StoreOpenException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Flipped bits are named, and whoever has none of them is not hurt. */
class BitRotTest {
    @TempDir
    Path temporary;

    private static RocksStore open(Path folder) {
        return RocksStore.open(folder, RocksStoreOptions.DEFAULT);
    }

    private static Selection heapOf(String service) {
        return new Selection(service, "heap", List.of(), History.ALL.range());
    }

    private static long profiles(RocksStore store, String service) {
        return store.merge(heapOf(service), MergeMode.SUM).coverage().profiles();
    }

    /** A store in files whose profiles and dictionary take several blocks, the first of them cart's. */
    private Path fill() throws IOException {
        Path folder = temporary.resolve("store");
        try (RocksStore store = open(folder)) {
            History.of(store, 1, 12);
            store.compact();
        }
        return folder;
    }

    private static List<Path> large(Path folder) throws IOException {
        return StoreFiles.ending(folder, ".sst").stream()
                .filter(file -> file.toFile().length() > 10_000)
                .toList();
    }

    @Test
    void aDamagedServiceHurtsNobodyElseAlsoWhenItIsCompacted() throws IOException {
        Path folder = fill();
        List<Path> damaged = large(folder);
        assertThat(damaged).hasSize(2);
        for (Path table : damaged) {
            StoreFiles.flipBit(table, 100);
        }
        try (RocksStore store = open(folder)) {
            assertThatThrownBy(() -> profiles(store, "cart"))
                    .isInstanceOf(StoreException.class)
                    .hasMessageContainingAll("checksum", damaged.getFirst().toString());
            assertThat(profiles(store, "shop")).isEqualTo(24);

            assertThatThrownBy(store::compact)
                    .isInstanceOf(StoreException.class)
                    .hasMessageContainingAll("cannot compact", "checksum", folder.toString());
            // RocksDB refuses every write after it met damage in a compaction, until it is opened around it.
            Instant deadline = Instant.now().plus(Duration.ofSeconds(60));
            while (catchThrowable(() -> new History().put(store, "shop", 0, 13)) != null
                    && Instant.now().isBefore(deadline)) {
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(50));
            }
            assertThat(profiles(store, "shop")).isEqualTo(26);
            new History().put(store, 1, 12);
            assertThat(store.verify().findings())
                    .anyMatch(finding -> finding.where().startsWith(damaged.getFirst() + " (profiles"))
                    .anyMatch(finding -> finding.where().equals("the dictionary of cart on 2026-03-01"))
                    .anyMatch(finding -> finding.where().equals("the profiles of cart on 2026-03-01, hour 12"))
                    .allMatch(finding ->
                            !finding.where().contains("shop") || finding.where().contains(".sst"));
        }
        try (RocksStore again = open(folder)) {
            assertThat(profiles(again, "shop")).isEqualTo(26 + 24);
        }
    }

    @Test
    void aTableWithoutItsIndexKeepsNothingElseFromBeingOpened() throws IOException {
        Path folder = fill();
        Path table = large(folder).getFirst();
        for (int at = -1500; at < -100; at += 30) {
            StoreFiles.flipBit(table, at);
        }
        try (RocksStore store = open(folder)) {
            assertThatThrownBy(() -> profiles(store, "shop"))
                    .isInstanceOf(StoreException.class)
                    .hasMessageContaining(table.toString());
            History later = new History();
            later.put(store, 3, 2);
            assertThat(later.puts.keySet()).allMatch(id -> store.profile(id).isPresent());
            assertThat(store.services()).hasSize(2);
            assertThat(store.verify().findings())
                    .anyMatch(finding -> finding.where().startsWith(table.toString()));
        }
    }

    @Test
    void aFlippedBitInTheLogCostsWhatItHitAndIsNamed() throws IOException {
        Path live = temporary.resolve("live");
        Path copy = temporary.resolve("copy");
        History history;
        try (RocksStore store = open(live)) {
            history = History.of(store, 2, 4);
            StoreFiles.copy(live, copy);
        }
        Path log = StoreFiles.ending(copy, ".log").stream()
                .max(Comparator.comparingLong(file -> file.toFile().length()))
                .orElseThrow();
        StoreFiles.flipBit(log, (int) (log.toFile().length() / 10));
        try (RocksStore store = RocksStore.openExisting(copy, RocksStoreOptions.DEFAULT)) {
            // All but the one in it, and no end at the damage.
            assertThat(store.profiles(History.ALL, 1000, "").items())
                    .hasSizeGreaterThanOrEqualTo(history.puts.size() - 2);
            assertThat(profiles(store, "shop")).isEqualTo(16);
            assertThat(store.verify().findings().getFirst().toString())
                    .startsWith(log + ": damaged: ")
                    .contains("bytes of the log are lost (Corruption: checksum mismatch)");
        }
        try (RocksStore again = open(copy)) {
            assertThat(again.verify().findings())
                    .isNotEmpty()
                    .allSatisfy(finding -> assertThat(finding.where()).contains("cart on 2026-03-01"));
        }
    }

    @Test
    void aLogThatWasCutOffInTheMiddleOfAPutIsNoDamage() throws IOException {
        Path live = temporary.resolve("live");
        Path copy = temporary.resolve("copy");
        History history;
        try (RocksStore store = open(live)) {
            history = History.of(store, 1, 2);
            StoreFiles.copy(live, copy);
        }
        Path log = StoreFiles.ending(copy, ".log").stream()
                .max(Comparator.comparingLong(file -> file.toFile().length()))
                .orElseThrow();
        byte[] bytes = Files.readAllBytes(log);
        Files.write(log, java.util.Arrays.copyOf(bytes, bytes.length - 100));
        try (RocksStore store = open(copy)) {
            assertThat(store.profiles(History.ALL, 1000, "").items()).hasSize(history.puts.size() - 1);
            assertThat(store.verify().findings()).isEmpty();
        }
    }

    /** By its permissions, or for who may write everywhere by a mount. */
    @Test
    void aFolderThatCannotBeWrittenToIsRefused() throws Exception {
        Path folder = fill();
        Path engine = folder.resolve("rocksdb");
        var before = Files.getPosixFilePermissions(engine);
        Files.setPosixFilePermissions(engine, PosixFilePermissions.fromString("r-xr-xr-x"));
        try {
            if (!Files.isWritable(engine)) {
                assertRefused(folder);
                return;
            }
        } finally {
            Files.setPosixFilePermissions(engine, before);
        }
        Path mounted = Files.createDirectory(temporary.resolve("mounted"));
        assumeTrue(Mounts.run("mount", "--bind", folder.toString(), mounted.toString()), "needs to mount");
        try {
            assertThat(Mounts.run("mount", "-o", "remount,bind,ro", mounted.toString()))
                    .isTrue();
            assertRefused(mounted);
        } finally {
            Mounts.run("umount", mounted.toString());
        }
    }

    private static void assertRefused(Path folder) {
        assertThatThrownBy(() -> open(folder))
                .isInstanceOf(StoreOpenException.class)
                .hasMessage(folder + " cannot be written to; change its owner or permissions, or name another folder");
    }
}
