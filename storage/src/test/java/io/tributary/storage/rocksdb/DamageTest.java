package io.tributary.storage.rocksdb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tributary.profile.testing.TestData;
import io.tributary.profile.wire.PprofEncoder;
import io.tributary.storage.Labels;
import io.tributary.storage.MergeMode;
import io.tributary.storage.Origin;
import io.tributary.storage.Selection;
import io.tributary.storage.StoreException;
import io.tributary.storage.StoreOpenException;
import io.tributary.storage.TimeRange;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files that are not as the store left them: it says so, or answers right, and never destroys what is left. */
class DamageTest {
    private static final Selection ALL = new Selection(null, null, List.of(), new TimeRange(0, Long.MAX_VALUE));

    @TempDir
    Path clock; // a name with "lock" in it must not be taken for a lock

    private Path folder = Path.of("");

    @BeforeEach
    void fill() {
        folder = clock.resolve("block");
        for (int run = 0; run < 2; run++) {
            try (RocksStore store = RocksStore.open(folder, RocksStoreOptions.DEFAULT)) {
                int i = 0;
                for (String name : TestData.profiles()) {
                    if (name.contains("cpu")) {
                        store.put(
                                new Origin("shop", "cpu", Labels.of(Map.of("instance", "a")), 1_770_033_600_000L + i++),
                                TestData.profile(name));
                    }
                }
            }
        }
    }

    private static byte[] answers(Path folder) {
        try (RocksStore store = RocksStore.open(folder, RocksStoreOptions.DEFAULT)) {
            assertThat(store.services()).hasSize(1);
            assertThat(store.profiles(ALL, 1000, "").items()).isNotEmpty();
            return PprofEncoder.encode(store.merge(ALL, MergeMode.SUM).profile(), PprofEncoder.NO_GZIP);
        }
    }

    private List<Path> tables() throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(file -> file.toString().endsWith(".sst")).toList();
        }
    }

    @Test
    void oneFlippedBitIsNoticedOrHarmless(@TempDir Path copies) throws IOException {
        byte[] right = answers(folder);
        long seed = System.nanoTime();
        Random random = new Random(seed);
        int noticed = 0;
        List<Path> tables = tables();
        for (int round = 0; round < 40; round++) {
            Path copy = copies.resolve("store" + round);
            copy(folder, copy);
            Path table = copy.resolve(folder.relativize(tables.get(round % tables.size())));
            byte[] bytes = Files.readAllBytes(table);
            bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
            Files.write(table, bytes);
            try {
                assertThat(answers(copy)).as("seed %d, round %d", seed, round).isEqualTo(right);
            } catch (StoreException e) {
                noticed++;
                assertThat(e.getMessage())
                        .as("seed %d, round %d", seed, round)
                        .doesNotContain("\n")
                        .doesNotContain("another process");
            }
        }
        assertThat(noticed).as("seed %d", seed).isPositive();
    }

    @Test
    void tablesWithoutTheirListAreRefusedAndLeftAlone() throws IOException {
        List<Path> tables = tables();
        Files.delete(folder.resolve("rocksdb/CURRENT"));
        try (Stream<Path> logs = Files.list(folder.resolve("rocksdb"))) {
            for (Path log :
                    logs.filter(file -> file.toString().endsWith(".log")).toList()) {
                Files.delete(log);
            }
        }
        assertThatThrownBy(() -> answers(folder))
                .isInstanceOf(StoreOpenException.class)
                .hasMessageStartingWith(folder + " cannot be opened, it looks damaged (");
        assertThat(tables()).isEqualTo(tables).isNotEmpty();
    }

    @Test
    void anOpeningThatDiedAtTheFormatIsBegunAgain(@TempDir Path fresh) throws IOException {
        Files.writeString(fresh.resolve("FORMAT.new"), "trib");
        RocksStore.open(fresh, RocksStoreOptions.DEFAULT).close();
        assertThat(fresh.resolve("FORMAT")).hasContent("tributary " + Folder.FORMAT);
        assertThat(fresh.resolve("FORMAT.new")).doesNotExist();
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.toList()) {
                Files.copy(file, to.resolve(from.relativize(file)), StandardCopyOption.REPLACE_EXISTING);
            }
        }
    }
}
