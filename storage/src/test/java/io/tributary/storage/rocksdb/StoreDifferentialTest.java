package io.tributary.storage.rocksdb;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.profile.testing.GoPprof;
import io.tributary.profile.testing.Rounds;
import io.tributary.profile.testing.TestData;
import io.tributary.profile.wire.DecodeLimits;
import io.tributary.profile.wire.PprofDecoder;
import io.tributary.profile.wire.PprofEncoder;
import io.tributary.storage.Labels;
import io.tributary.storage.MergeMode;
import io.tributary.storage.MergeResult;
import io.tributary.storage.Origin;
import io.tributary.storage.Selection;
import io.tributary.storage.StoredProfile;
import io.tributary.storage.TimeRange;
import io.tributary.storage.rocksdb.MergePlan.Summed;
import io.tributary.storage.selector.Selector;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Real profiles put in any order, the store opened again now and then, roll-ups made now and then; then any selection is
 * asked for, and {@code go tool pprof} is given the files of the selected profiles. There is one round for
 * twenty of {@link Rounds}.
 */
class StoreDifferentialTest {
    private static final long MINUTE = 60_000;
    private static final long HOUR = 60 * MINUTE;
    private static final long MIDNIGHT = 20_500 * 24 * HOUR;
    private static final int QUESTIONS = 3;

    /** A round is some seventy profiles, and merges of as many by the tool. */
    private static final long ROUNDS = Math.max(1, Rounds.COUNT / 20);

    @TempDir
    Path folder;

    private int questions;
    private int empty;
    private int fromRollUps;

    @BeforeAll
    static void needsGo() {
        GoPprof.assumeThere();
    }

    @Test
    void aSelectionIsWhatGosToolGivesForItsFiles() throws Exception {
        for (long round = Rounds.FIRST; round < Rounds.FIRST + ROUNDS; round++) {
            run(round);
        }
        System.out.printf(
                "%d questions answered as by the tool, %d of them with roll-ups; %d of no profile%n",
                questions, fromRollUps, empty);
        assertThat(questions).isPositive();
        assertThat(fromRollUps).isPositive();
    }

    private record Put(Path file, Origin origin) {}

    private void run(long round) throws Exception {
        Random random = new Random(round);
        Path store = folder.resolve("store" + round);
        List<Put> puts = puts(random);
        Map<String, Path> fileOf = new HashMap<>();
        RocksStore open = RocksStore.open(store, RocksStoreOptions.DEFAULT);
        try {
            for (Put put : puts) {
                var profile = PprofDecoder.decode(Files.readAllBytes(put.file), DecodeLimits.DEFAULT);
                fileOf.put(open.put(put.origin, profile).id().text(), put.file);
                int next = random.nextInt(40);
                if (next == 0) {
                    open.close();
                    open = RocksStore.open(store, RocksStoreOptions.DEFAULT);
                } else if (next == 1) {
                    open.rollUp();
                }
            }
            if (random.nextInt(3) > 0) {
                open.rollUp();
            }
            for (int question = 0; question < QUESTIONS; question++) {
                ask("round " + round + ", question " + question, open, selection(random, question), fileOf);
            }
        } finally {
            open.close();
        }
    }

    /** Some files of one kind, again and again, of a few instances over two days, mostly within the hours about midnight. */
    private static List<Put> puts(Random random) {
        List<Path> all = TestData.allFiles();
        String kind = kind(all.get(random.nextInt(all.size())));
        List<Path> alike = new ArrayList<>(
                all.stream().filter(file -> kind(file).equals(kind)).toList());
        Collections.shuffle(alike, random);
        List<Path> files = alike.subList(0, Math.min(alike.size(), 1 + random.nextInt(12)));
        List<Put> puts = new ArrayList<>();
        for (int i = 0; i < 40 + random.nextInt(60); i++) {
            long hours = random.nextInt(4) == 0 ? random.nextInt(-20, 20) : random.nextInt(-2, 2);
            Labels instance = Labels.of(Map.of("instance", "i" + random.nextInt(3), "zone", "z" + random.nextInt(2)));
            long time = MIDNIGHT + hours * HOUR + random.nextLong(HOUR);
            puts.add(new Put(files.get(random.nextInt(files.size())), new Origin("shop", "any", instance, time)));
        }
        return puts;
    }

    private static String kind(Path file) {
        String name = file.getFileName().toString().replaceFirst("\\..*", "");
        return name.equals("profile") ? "cpu" : name;
    }

    /** The first one in a round is of everything. */
    private static Selection selection(Random random, int question) throws Exception {
        if (question == 0) {
            return new Selection("shop", "any", List.of(), new TimeRange(MIDNIGHT - 48 * HOUR, MIDNIGHT + 48 * HOUR));
        }
        long from = MIDNIGHT + random.nextInt(-3, 2) * HOUR + random.nextInt(2) * random.nextLong(HOUR);
        long to = from + 1 + random.nextInt(1, 30) * HOUR - random.nextInt(2) * random.nextLong(HOUR);
        List<Selector> selectors =
                random.nextBoolean() ? List.of() : List.of(Selector.parse("{zone=\"z" + random.nextInt(2) + "\"}"));
        return new Selection("shop", "any", selectors, new TimeRange(from, to));
    }

    private void ask(String what, RocksStore store, Selection selection, Map<String, Path> fileOf) {
        List<Path> files = new ArrayList<>();
        for (StoredProfile stored :
                store.profiles(selection, Integer.MAX_VALUE, "").items()) {
            Path file = fileOf.get(stored.id().text());
            assertThat(file).as("%s: %s", what, stored).isNotNull();
            files.add(file);
        }
        MergeResult merge = store.merge(selection, MergeMode.SUM);
        assertThat(merge.coverage().profiles()).as(what).isEqualTo(files.size());
        if (files.isEmpty()) {
            empty++;
            return;
        }
        questions++;
        if (store.plan(selection, MergeMode.SUM).stream().anyMatch(Summed.class::isInstance)) {
            fromRollUps++;
        }
        assertThat(GoPprof.raw(PprofEncoder.encode(merge.profile(), PprofEncoder.NO_GZIP)))
                .as("%s: %s of %s", what, selection, files)
                .isEqualTo(GoPprof.rawMerge(files).withoutZeros());
    }
}
