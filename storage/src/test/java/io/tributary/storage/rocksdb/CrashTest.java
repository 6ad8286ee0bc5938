package io.tributary.storage.rocksdb;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.profile.testing.Content;
import io.tributary.profile.testing.TestData;
import io.tributary.storage.Labels;
import io.tributary.storage.MergeMode;
import io.tributary.storage.Origin;
import io.tributary.storage.ProfileId;
import io.tributary.storage.Selection;
import io.tributary.storage.StoredProfile;
import io.tributary.storage.TimeRange;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A process that stores profiles is killed in the middle of it, again and again over the same store. */
class CrashTest {
    private static final int ROUNDS = 10;
    private static final Selection EVERYTHING =
            new Selection("shop", "cpu", List.of(), new TimeRange(0, Long.MAX_VALUE));

    /** The process that is killed: puts profiles for ever and prints the name of each once it is kept. */
    static final class Writer {
        private Writer() {}

        public static void main(String[] arguments) {
            try (RocksStore store = RocksStore.open(Path.of(arguments[0]), RocksStoreOptions.DEFAULT)) {
                for (int i = 0; ; i++) {
                    String name = name(i);
                    long time = Long.parseLong(arguments[1]) + i * 600_000L;
                    Origin origin = new Origin("shop", "cpu", Labels.of(Map.of("instance", "i" + i % 5)), time);
                    System.out.println(store.put(origin, TestData.profile(name)).id() + " " + name);
                }
            }
        }

        private static String name(int i) {
            List<String> names = TestData.profiles().stream()
                    .filter(each -> each.contains("cpu.") || each.contains("go-compile"))
                    .toList();
            return names.get(i % names.size());
        }
    }

    @Test
    void nothingAcknowledgedIsLostAndNothingIsThereTwice(@TempDir Path folder) throws Exception {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        Map<String, String> acknowledged = new LinkedHashMap<>();
        for (int round = 0; round < ROUNDS; round++) {
            run(folder, 1_770_000_000_000L + round * 90_000_000L, 1 + random.nextInt(40), acknowledged);
            try (RocksStore store = RocksStore.open(folder, RocksStoreOptions.DEFAULT)) {
                List<StoredProfile> listed =
                        store.profiles(EVERYTHING, Integer.MAX_VALUE, "").items();
                assertThat(listed.stream().map(each -> each.id().text()).collect(Collectors.toSet()))
                        .as("seed %d, round %d", seed, round)
                        .hasSameSizeAs(listed)
                        .containsAll(acknowledged.keySet());
                assertThat(store.merge(EVERYTHING, MergeMode.SUM).profile().totals()[0])
                        .isEqualTo(listed.stream()
                                .mapToLong(each -> each.totals().getFirst())
                                .sum());
                assertThat(store.services().getFirst().profiles()).isEqualTo(listed.size());
            }
        }
        try (RocksStore store = RocksStore.open(folder, RocksStoreOptions.DEFAULT)) {
            acknowledged.forEach((id, name) -> assertThat(
                            Content.of(store.profile(new ProfileId(id)).orElseThrow()))
                    .as("seed %d, %s", seed, name)
                    .isEqualTo(Content.of(TestData.profile(name))));
        }
    }

    /** Kills the writer once it has acknowledged so many, and takes what it acknowledged until it was dead. */
    private static void run(Path folder, long time, int killAfter, Map<String, String> acknowledged)
            throws IOException, InterruptedException {
        Process writer = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "--enable-native-access=ALL-UNNAMED",
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Writer.class.getName(),
                        folder.toString(),
                        Long.toString(time))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        int before = acknowledged.size();
        try (BufferedReader lines = writer.inputReader(StandardCharsets.UTF_8)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                int space = line.indexOf(' ');
                // The last line may be cut off: what it acknowledges was never read.
                if (space > 0 && line.endsWith(".pb.gz")) {
                    acknowledged.put(line.substring(0, space), line.substring(space + 1));
                }
                if (acknowledged.size() - before == killAfter) {
                    // By its handle: destroying the process object would close the pipe, and what is in it would be
                    // lost.
                    writer.toHandle().destroyForcibly();
                }
            }
        } finally {
            writer.destroyForcibly();
            writer.waitFor();
        }
        assertThat(acknowledged.size() - before).isGreaterThanOrEqualTo(killAfter);
    }
}
