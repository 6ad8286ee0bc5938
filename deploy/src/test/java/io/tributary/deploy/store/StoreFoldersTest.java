package io.tributary.deploy.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.deploy.cli.ExitCode;
import io.tributary.deploy.files.CommandLineRun;
import io.tributary.profile.testing.TestData;
import io.tributary.storage.Labels;
import io.tributary.storage.Origin;
import io.tributary.storage.rocksdb.RocksStore;
import io.tributary.storage.rocksdb.RocksStoreOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StoreFoldersTest {
    @TempDir
    Path folder;

    private final CommandLineRun commands = new CommandLineRun();

    private int verify() {
        return commands.run("verify", "--storage.path=" + folder);
    }

    private void fill() {
        try (RocksStore store = RocksStore.open(folder, RocksStoreOptions.DEFAULT)) {
            store.put(
                    new Origin("shop", "cpu", Labels.of(Map.of("instance", "a")), 1_770_033_600_000L),
                    TestData.profile("shop/v1/cpu.a1.pb.gz"));
        }
    }

    @Test
    void aStoreThatIsFine() {
        fill();
        assertThat(verify()).isEqualTo(ExitCode.DONE);
        assertThat(commands.output())
                .startsWith(folder + ": 1 profiles of 1 instances and days, 1 dictionaries in 1 segments, ")
                .endsWith(": fine\n");
        assertThat(commands.errors()).isEmpty();
    }

    @Test
    void aStoreThatIsDamaged() throws IOException {
        fill();
        RocksStore.open(folder, RocksStoreOptions.DEFAULT).close();
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path table :
                    files.filter(file -> file.toString().endsWith(".sst")).toList()) {
                byte[] bytes = Files.readAllBytes(table);
                bytes[20] ^= 1;
                Files.write(table, bytes);
            }
        }
        assertThat(verify()).isEqualTo(ExitCode.WRONG_INPUT);
        assertThat(commands.output()).endsWith(" found wrong\n");
        assertThat(commands.errors().lines())
                .isNotEmpty()
                .allMatch(line -> line.startsWith("tributary: ") && line.contains("restore a snapshot"))
                .anyMatch(line ->
                        line.contains(".sst (profiles from shop on 2026-02-02 to shop on 2026-02-02): damaged: "))
                .anyMatch(line -> line.contains("the profiles of shop on 2026-02-02, hour 12: "));
    }

    @Test
    void aStoreThatADaemonUses() {
        fill();
        try (RocksStore _ = RocksStore.open(folder, RocksStoreOptions.DEFAULT)) {
            assertThat(verify()).isEqualTo(ExitCode.NOT_OPENED);
        }
        assertThat(commands.errors())
                .isEqualTo("tributary: --storage.path: " + folder
                        + " is used by another process; stop that one, or name another folder\n");
    }

    @Test
    void aFolderWithoutAStore() {
        assertThat(verify()).isEqualTo(ExitCode.NOT_OPENED);
        assertThat(commands.errors())
                .isEqualTo("tributary: --storage.path: " + folder
                        + " holds no store; name the folder that the daemon keeps its data in\n");
        assertThat(folder).isEmptyDirectory();
    }
}
