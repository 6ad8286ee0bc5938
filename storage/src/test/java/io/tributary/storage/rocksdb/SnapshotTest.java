package io.tributary.storage.rocksdb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.tributary.storage.MergeMode;
import io.tributary.storage.Selection;
import io.tributary.storage.StoreException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SnapshotTest {
    @TempDir
    Path temporary;

    private RocksStore open(String name) {
        return RocksStore.open(temporary.resolve(name), RocksStoreOptions.DEFAULT);
    }

    private List<String> names() throws IOException {
        try (Stream<Path> files = Files.list(temporary)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    @Test
    void whatWasAcknowledgedBeforeIsInTheCopyAlthoughPutsGoOn() throws Exception {
        AtomicBoolean goOn = new AtomicBoolean(true);
        try (RocksStore store = open("store");
                ExecutorService putting = Executors.newSingleThreadExecutor()) {
            History history = History.of(store, 3, 3);
            Future<Integer> days = putting.submit(() -> {
                int day = 3;
                while (goOn.get()) {
                    new History().put(store, day++, 2);
                }
                return day;
            });
            for (int i = 0; i < 3; i++) {
                store.snapshot(temporary.resolve("copy" + i));
            }
            goOn.set(false);
            assertThat(days.get()).isGreaterThan(3);
            for (int i = 0; i < 3; i++) {
                try (RocksStore copy = open("copy" + i)) {
                    assertThat(history.missingFrom(copy)).isEmpty();
                    assertThat(copy.verify().findings()).isEmpty();
                    // It is a store of its own.
                    new History().put(copy, 100, 1);
                    Selection heap = new Selection("shop", "heap", List.of(), History.ALL.range());
                    assertThat(copy.merge(heap, MergeMode.SUM).coverage().profiles())
                            .isEqualTo(copy.profiles(heap, 10_000, "").items().size());
                }
            }
            assertThat(names()).containsExactly("copy0", "copy1", "copy2", "store");
            assertThat(store.verify().findings()).isEmpty();
        }
    }

    @Test
    void aTargetThatIsThereIsLeftAlone() throws IOException {
        Path target = Files.createDirectory(temporary.resolve("there"));
        Path file = Files.writeString(target.resolve("letter"), "dear");
        try (RocksStore store = open("store")) {
            assertThatThrownBy(() -> store.snapshot(target))
                    .isInstanceOf(StoreException.class)
                    .hasMessage("a snapshot cannot be made in " + target + ": it is there already; name a new folder");
            assertThat(file).hasContent("dear");
            assertThatThrownBy(() -> store.snapshot(temporary.resolve("nowhere/copy")))
                    .isInstanceOf(StoreException.class)
                    .hasMessageContaining("there is no folder " + temporary.resolve("nowhere"));
            assertThatThrownBy(() -> store.snapshot(temporary.resolve("store/copy")))
                    .isInstanceOf(StoreException.class)
                    .hasMessageContaining("within the store's own folder");
            assertThat(names()).containsExactly("store", "there");
        }
    }

    @Test
    void whatWasLeftOfAnUnfinishedOneIsTakenAway() throws IOException {
        Files.createDirectories(temporary.resolve("copy.unfinished/rocksdb"));
        Files.writeString(temporary.resolve("copy.unfinished/rocksdb/000001.sst"), "half");
        try (RocksStore store = open("store")) {
            History history = History.of(store, 1, 1);
            store.snapshot(temporary.resolve("copy"));
            try (RocksStore copy = open("copy")) {
                assertThat(history.missingFrom(copy)).isEmpty();
            }
        }
        assertThat(names()).containsExactly("copy", "store");
    }

    @Test
    void onAnotherFileSystemItIsCopiedAndAFullOneIsRefused() throws Exception {
        Path mounted = Files.createDirectory(temporary.resolve("mounted"));
        assumeTrue(
                Mounts.run("mount", "-t", "tmpfs", "-o", "size=4m", "tmpfs", mounted.toString()),
                "needs to mount a tmpfs");
        try (RocksStore store = open("store")) {
            History history = History.of(store, 1, 2);
            store.snapshot(mounted.resolve("copy"));
            try (RocksStore copy = RocksStore.open(mounted.resolve("copy"), RocksStoreOptions.DEFAULT)) {
                assertThat(history.missingFrom(copy)).isEmpty();
            }
            Files.write(mounted.resolve("ballast"), new byte[3 << 20]);
            for (int day = 1; day < 8; day++) {
                history.put(store, day, 8);
            }
            assertThatThrownBy(() -> store.snapshot(mounted.resolve("second")))
                    .isInstanceOf(StoreException.class)
                    .hasMessageContainingAll("disk is full", "make space");
            try (Stream<Path> files = Files.list(mounted)) {
                assertThat(files.map(file -> file.getFileName().toString()))
                        .containsExactlyInAnyOrder("copy", "ballast");
            }
            assertThat(history.missingFrom(store)).isEmpty();
        } finally {
            Mounts.run("umount", mounted.toString());
        }
    }
}
