package io.tributary.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.profile.testing.TestData;
import io.tributary.storage.rocksdb.RocksStore;
import io.tributary.storage.rocksdb.RocksStoreOptions;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DefaultPgoTest {
    private static final String DEFAULT_PGO = "/api/v1/pgo/shop/default.pgo?gate=off&weight=sum";
    private TestServer api;

    @BeforeAll
    void start(@TempDir Path data) {
        api = ShopStore.served(data);
    }

    @AfterAll
    void stop() {
        api.close();
    }

    @Test
    void comesAsADownloadOfItsName() {
        HttpResponse<byte[]> response = api.get(DEFAULT_PGO);

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(TestServer.header(response, "Content-Type")).isEqualTo("application/octet-stream");
        assertThat(TestServer.header(response, "Content-Disposition"))
                .isEqualTo("attachment; filename=\"default.pgo\"");
        assertThat(TestServer.header(response, "Tributary-Profiles")).isEqualTo("4");
        assertThat(TestServer.header(response, "Tributary-Instances")).isEqualTo("3");
        assertThat(TestServer.header(response, "Tributary-Verdict")).isEqualTo("wait");
        assertThat(api.get(DEFAULT_PGO).body()).isEqualTo(response.body());
    }

    @Test
    void weighsAsGoItselfWouldWeighTheSameFiles(@TempDir Path folder) throws Exception {
        GoTools.required();
        Path ours =
                Files.write(folder.resolve("default.pgo"), api.get(DEFAULT_PGO).body());
        Path theirs = Files.write(folder.resolve("merged.pb.gz"), mergedByGo(folder, ShopStore.CPU_FILES));

        String edges = GoTools.text(folder, "preprofile", "-i", ours.toString());
        byte[] full = api.get(DEFAULT_PGO + "&fidelity=full").body();
        assertThat(Files.size(ours)).isLessThan(full.length / 2);

        assertThat(edges).startsWith("GO PREPROFILE V1\n").contains("[go.shape.");
        assertThat(edges).isEqualTo(GoTools.text(folder, "preprofile", "-i", theirs.toString()));
    }

    @Test
    void takesAWindowAndASelection(@TempDir Path folder) throws Exception {
        GoTools.required();
        String question = DEFAULT_PGO + "&window=20m&at=now-25m&match=" + TestServer.encode("{version=\"v1\"}");
        Path ours = Files.write(folder.resolve("default.pgo"), api.get(question).body());
        Path theirs =
                Files.write(folder.resolve("merged.pb.gz"), mergedByGo(folder, ShopStore.CPU_FILES.subList(1, 3)));

        assertThat(GoTools.text(folder, "preprofile", "-i", ours.toString()))
                .isEqualTo(GoTools.text(folder, "preprofile", "-i", theirs.toString()));
    }

    @Test
    void isTheSameAfterARestartInAnotherOrderAndFromOtherWriters(@TempDir Path folder) {
        List<PgoFleet.Put> puts = new ArrayList<>();
        for (String instance : List.of("a", "b", "c")) {
            puts.addAll(PgoFleet.BUSY.profiles(instance, Map.of("version", "v1"), 24, 0));
        }
        byte[] first;
        try (RocksStore one = RocksStore.open(folder.resolve("one"), RocksStoreOptions.DEFAULT)) {
            PgoFleet.put(one, puts);
            one.rollUp();
            first = defaultPgo(one);
        }
        try (RocksStore again = RocksStore.open(folder.resolve("one"), RocksStoreOptions.DEFAULT)) {
            assertThat(defaultPgo(again)).isEqualTo(first);
        }
        List<PgoFleet.Put> shuffled = PgoFleet.shuffled(puts);
        Path other = folder.resolve("other");
        try (RocksStore half = RocksStore.open(other, ofWriter("x"))) {
            PgoFleet.put(half, shuffled.subList(0, 30));
        }
        try (RocksStore rest = RocksStore.open(other, ofWriter("y"))) {
            PgoFleet.put(rest, shuffled.subList(30, shuffled.size()));
            assertThat(defaultPgo(rest)).isEqualTo(first);
        }
    }

    private static RocksStoreOptions ofWriter(String writer) {
        RocksStoreOptions usual = RocksStoreOptions.DEFAULT;
        return new RocksStoreOptions(
                writer,
                usual.dictionaryBudgetBytes(),
                usual.mostDictionaryBytes(),
                usual.blockCacheBytes(),
                usual.writeBufferBytes());
    }

    private static byte[] defaultPgo(RocksStore store) {
        try (TestServer server = new TestServer(store)) {
            HttpResponse<byte[]> response = server.get("/api/v1/pgo/fleet/default.pgo");
            assertThat(response.statusCode()).as(TestServer.text(response)).isEqualTo(200);
            return response.body();
        }
    }

    private static byte[] mergedByGo(Path folder, List<String> files) {
        List<String> command = new ArrayList<>(List.of("pprof", "-symbolize=none", "-proto", "-output=-"));
        command.set(3, "-output=" + folder.resolve("by-go.pb.gz"));
        files.forEach(file -> command.add(TestData.path(file).toString()));
        GoTools.run(folder, command.toArray(String[]::new));
        return read(folder.resolve("by-go.pb.gz"));
    }

    private static byte[] read(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (java.io.IOException e) {
            throw new AssertionError(e);
        }
    }
}
