package io.tributary.storage.rocksdb;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a store takes of the disk. */
class FolderTest {
    private static final int KEPT = 1000;

    @TempDir
    Path temporary;

    private Path path;
    private Folder folder;
    private long bytes;

    @BeforeEach
    void open() throws IOException {
        path = temporary.resolve("data");
        folder = Folder.open(path);
        Files.createDirectory(path.resolve(Folder.TRACES));
        Files.write(path.resolve(Folder.TRACES).resolve("kept"), new byte[KEPT]);
        bytes = folder.bytes();
    }

    @Test
    void copiesAreNotCounted() throws IOException {
        Path copy = Files.createDirectories(path.resolve(Folder.SNAPSHOTS).resolve("copy"));
        Files.write(copy.resolve("file"), new byte[KEPT]);
        assertThat(folder.bytes()).isEqualTo(bytes).isGreaterThan(KEPT);
    }

    @Test
    void whatVanishesMeanwhileIsLeftOut() throws Exception {
        AtomicBoolean goOn = new AtomicBoolean(true);
        try (ExecutorService coming = Executors.newSingleThreadExecutor()) {
            Future<?> going = coming.submit(() -> {
                Path brief = path.resolve(Folder.TRACES).resolve("brief");
                while (goOn.get()) {
                    Files.createDirectory(brief);
                    Files.delete(brief);
                }
                return null;
            });
            try {
                for (int i = 0; i < 5_000; i++) {
                    assertThat(folder.bytes()).isGreaterThanOrEqualTo(bytes);
                }
            } finally {
                goOn.set(false);
            }
            going.get();
        }
    }

    @Test
    void aFolderBehindALinkIsAsLarge() throws IOException {
        Path link = Files.createSymbolicLink(temporary.resolve("link"), path);
        assertThat(Folder.open(link).bytes()).isEqualTo(bytes);
    }
}
