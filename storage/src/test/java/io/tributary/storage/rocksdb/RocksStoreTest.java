package io.tributary.storage.rocksdb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tributary.profile.testing.Content;
import io.tributary.profile.testing.TestData;
import io.tributary.storage.MergeMode;
import io.tributary.storage.ProfileStore;
import io.tributary.storage.PutResult;
import io.tributary.storage.StoreException;
import io.tributary.storage.StoreOpenException;
import io.tributary.storage.testing.RatesContract;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RocksStoreTest extends RatesContract {
    @TempDir
    Path folder;

    @Override
    protected ProfileStore open() {
        return RocksStore.open(folder, RocksStoreOptions.DEFAULT);
    }

    @Test
    void partitionsLetGoAndReadAgainKeepTheirNumbers() {
        store.close();
        RocksStoreOptions nearlyNothing = new RocksStoreOptions("0", 256 << 10, 64 << 20, 8 << 20, 8 << 20);
        store = RocksStore.open(folder, nearlyNothing);
        List<String> names =
                TestData.profiles().stream().filter(n -> n.contains("cpu")).toList();
        List<PutResult> puts = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            puts.add(store.put(cpu("a", NOON + (i % 4) * DAY + i), TestData.profile(names.get(i % names.size()))));
        }
        assertThat(store.stats().dictionaries().open()).isLessThan(4);
        for (int i = 0; i < 40; i++) {
            assertThat(Content.of(store.profile(puts.get(i).id()).orElseThrow()))
                    .isEqualTo(Content.of(TestData.profile(names.get(i % names.size()))));
        }
    }

    @Test
    void writersKeepPartitionsOfTheirOwn() {
        store.put(cpu("a", NOON), TestData.profile("shop/v1/cpu.a1.pb.gz"));
        byte[] once = bytes(store.merge(all("shop", "cpu"), MergeMode.SUM));
        store.close();
        store = RocksStore.open(folder, new RocksStoreOptions("other", 64 << 20, 64 << 20, 8 << 20, 8 << 20));
        store.put(cpu("b", NOON), TestData.profile("shop/v1/cpu.b1.pb.gz"));
        assertThat(store.merge(all("shop", "cpu"), MergeMode.SUM).profile().totals()[0])
                .isEqualTo(TestData.profile("shop/v1/cpu.a1.pb.gz").totals()[0]
                        + TestData.profile("shop/v1/cpu.b1.pb.gz").totals()[0]);
        assertThat(bytes(store.merge(all("shop", "cpu"), MergeMode.SUM))).isNotEqualTo(once);
    }

    @Test
    void aFolderInUseIsRefused() {
        assertThatThrownBy(this::open)
                .isInstanceOf(StoreOpenException.class)
                .hasMessage(folder + " is used by another process; stop that one, or name another folder");
    }

    @Test
    void aFormatBeforeTheFirstReleaseIsRefused() throws IOException {
        Files.writeString(folder.resolve("FORMAT"), "tributary 1\n");
        assertThatThrownBy(() -> RocksStore.open(folder, RocksStoreOptions.DEFAULT))
                .isInstanceOf(StoreOpenException.class)
                .hasMessage(folder + " has format 1 of a version before the first release, which is read no more;"
                        + " name another folder for the data");
    }

    @Test
    void aNewerFormatIsRefused() throws IOException {
        store.close();
        Files.writeString(folder.resolve("FORMAT"), "tributary " + (Folder.FORMAT + 1) + "\n");
        assertThatThrownBy(this::open)
                .isInstanceOf(StoreOpenException.class)
                .hasMessage(folder + " has format " + (Folder.FORMAT + 1) + ", this version knows formats up to "
                        + Folder.FORMAT + "; run the version that wrote it, or name another folder");
    }

    @Test
    void anUnreadableFormatIsRefused() throws IOException {
        store.close();
        Files.writeString(folder.resolve("FORMAT"), "tributary one\n");
        assertThatThrownBy(this::open)
                .isInstanceOf(StoreOpenException.class)
                .hasMessageContaining("names no format: 'one'");
        Files.writeString(folder.resolve("FORMAT"), "");
        assertThatThrownBy(this::open).isInstanceOf(StoreOpenException.class);
    }

    @Test
    void aFolderOfOtherFilesIsRefusedAndLeftAlone(@TempDir Path other) throws IOException {
        Files.writeString(other.resolve("letter.txt"), "dear");
        assertThatThrownBy(() -> RocksStore.open(other, RocksStoreOptions.DEFAULT))
                .isInstanceOf(StoreOpenException.class)
                .hasMessage(other + " holds other files (letter.txt); name an empty folder for the data");
        try (Stream<Path> files = Files.list(other)) {
            assertThat(files).hasSize(1);
        }
    }

    @Test
    void aFileInPlaceOfTheFolderIsRefused(@TempDir Path other) throws IOException {
        Path file = Files.writeString(other.resolve("data"), "x");
        assertThatThrownBy(() -> RocksStore.open(file, RocksStoreOptions.DEFAULT))
                .isInstanceOf(StoreOpenException.class)
                .hasMessage(file + " is not a folder; name a folder for the data");
        assertThatThrownBy(() -> RocksStore.open(file.resolve("below"), RocksStoreOptions.DEFAULT))
                .isInstanceOf(StoreOpenException.class)
                .hasMessageStartingWith(file.resolve("below") + " cannot be made (");
    }

    @Test
    void damagedFilesAreNoticed() throws IOException {
        for (int i = 0; i < 8; i++) {
            store.put(cpu("a", NOON + i * MINUTE), TestData.profile("pyroscope/profile.b1.pb.gz"));
        }
        store.close();
        // Opening turns the log into table files.
        open().close();
        List<Path> tables;
        try (Stream<Path> files = Files.walk(folder)) {
            tables = files.filter(file -> file.toString().endsWith(".sst")).toList();
        }
        assertThat(tables).isNotEmpty();
        for (Path table : tables) {
            byte[] bytes = Files.readAllBytes(table);
            for (int i = 0; i < bytes.length; i += 50) {
                bytes[i] ^= 0x55;
            }
            Files.write(table, bytes, StandardOpenOption.TRUNCATE_EXISTING);
        }
        assertThatThrownBy(() -> {
                    store = open();
                    store.merge(all("shop", "cpu"), MergeMode.SUM);
                })
                .isInstanceOf(StoreException.class)
                .message()
                .doesNotContain("\n");
    }
}
