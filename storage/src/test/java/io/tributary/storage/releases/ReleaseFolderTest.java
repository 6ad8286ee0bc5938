package io.tributary.storage.releases;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.storage.Release;
import io.tributary.storage.ReleaseStore;
import io.tributary.storage.rocksdb.RocksStore;
import io.tributary.storage.rocksdb.RocksStoreOptions;
import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReleaseFolderTest {
    @TempDir
    Path temporary;

    private static Release release(String service, int number, String window) {
        return new Release(
                service,
                "%064x".formatted(number),
                1_000L * number,
                new TreeMap<>(Map.of("window", window)),
                number,
                0.5,
                "ship");
    }

    private static byte[] content(int number) {
        return ("content " + number).repeat(100).getBytes(java.nio.charset.StandardCharsets.UTF_8);
    }

    private static void put(ReleaseStore releases, String service, int number, String window) {
        releases.put(release(service, number, window), content(number));
    }

    @Test
    void theNewestAreKeptOfEachServiceAndSurvive() {
        ReleaseStore releases = new ReleaseFolder(temporary.resolve("releases"));
        assertThat(releases.list("shop/ö")).isEmpty();
        for (int number = 1; number <= ReleaseStore.MOST + 3; number++) {
            put(releases, "shop/ö", number, "7d");
        }
        put(releases, "other", 7, "1d");

        for (ReleaseStore each : List.of(releases, new ReleaseFolder(temporary.resolve("releases")))) {
            assertThat(each.list("shop/ö")).hasSize(ReleaseStore.MOST);
            assertThat(each.list("shop/ö").getFirst()).isEqualTo(release("shop/ö", ReleaseStore.MOST + 3, "7d"));
            assertThat(each.list("shop/ö").getLast()).isEqualTo(release("shop/ö", 4, "7d"));
            assertThat(each.content("shop/ö", "%064x".formatted(50))).contains(content(50));
            assertThat(each.content("shop/ö", "%064x".formatted(3))).isEmpty();
            assertThat(each.content("other", "%064x".formatted(50))).isEmpty();
            assertThat(each.list("other")).containsExactly(release("other", 7, "1d"));
            assertThat(each.find("other", "%064x".formatted(7))).contains(release("other", 7, "1d"));
            assertThat(each.list("shop")).isEmpty();
        }
    }

    @Test
    void aQuestionThatIsAskedOftenPushesOutNoOther() {
        ReleaseStore releases = new ReleaseFolder(temporary.resolve("releases"));
        put(releases, "shop", 1, "7d");
        put(releases, "shop", 2, "7d");
        for (int number = 3; number <= 2 * ReleaseStore.MOST; number++) {
            put(releases, "shop", number, "1h");
        }
        assertThat(releases.list("shop")).hasSize(ReleaseStore.MOST);
        assertThat(releases.newest("shop", new TreeMap<>(Map.of("window", "7d"))))
                .contains(release("shop", 2, "7d"));
        assertThat(releases.content("shop", "%064x".formatted(1))).contains(content(1));
        assertThat(releases.content("shop", "%064x".formatted(3))).isEmpty();
    }

    @Test
    void whatIsHandedOutAgainIsTheNewestAndThereOnce() {
        ReleaseStore releases = new ReleaseFolder(temporary.resolve("releases"));
        put(releases, "shop", 1, "7d");
        put(releases, "shop", 2, "1d");
        put(releases, "shop", 1, "7d");
        assertThat(releases.list("shop"))
                .extracting(Release::edges)
                .as("the newest of its question stays where it is")
                .containsExactly(2, 1);
        put(releases, "shop", 3, "7d");
        put(releases, "shop", 1, "7d");
        assertThat(releases.list("shop")).extracting(Release::edges).containsExactly(1, 3, 2);
    }

    @Test
    void aDamagedOneIsLeftOut() throws IOException {
        Path folder = temporary.resolve("releases");
        ReleaseStore releases = new ReleaseFolder(folder);
        for (int number = 1; number <= 3; number++) {
            put(releases, "shop", number, "7d");
        }
        Path second = files(folder).get(1);
        byte[] bytes = Files.readAllBytes(second);
        bytes[bytes.length / 2] ^= 1;
        Files.write(second, bytes);

        ReleaseStore again = new ReleaseFolder(folder);
        assertThat(again.list("shop")).extracting(Release::edges).containsExactly(3, 1);
        put(again, "shop", 4, "7d");
        assertThat(again.list("shop")).extracting(Release::edges).containsExactly(4, 3, 1);
    }

    @Test
    void aSnapshotOfTheStoreHasThem() {
        try (RocksStore store = RocksStore.open(temporary.resolve("store"), RocksStoreOptions.DEFAULT)) {
            put(store.releases(), "shop", 1, "7d");
            store.snapshot(temporary.resolve("copy"));
        }
        try (RocksStore copy = RocksStore.open(temporary.resolve("copy"), RocksStoreOptions.DEFAULT)) {
            assertThat(copy.releases().list("shop")).containsExactly(release("shop", 1, "7d"));
            assertThat(copy.releases().content("shop", "%064x".formatted(1))).contains(content(1));
        }
    }

    /** In a zip file there are no links; a link to nowhere is a file that went after it was listed. */
    @Test
    void whatIsGoneByTheTimeItIsCopiedIsLeftOut() throws IOException {
        Path folder = temporary.resolve("releases");
        ReleaseFolder releases = new ReleaseFolder(folder);
        put(releases, "shop", 1, "7d");
        put(releases, "shop", 2, "7d");
        Path first = files(folder).getFirst();
        Files.delete(first);
        Files.createSymbolicLink(first, temporary.resolve("nowhere"));

        try (FileSystem zip = FileSystems.newFileSystem(temporary.resolve("copy.zip"), Map.of("create", "true"))) {
            Path copy = zip.getPath("/releases");
            releases.copyTo(copy);
            assertThat(new ReleaseFolder(copy).list("shop")).containsExactly(release("shop", 2, "7d"));
        }
    }

    private static List<Path> files(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile).sorted().toList();
        }
    }
}
