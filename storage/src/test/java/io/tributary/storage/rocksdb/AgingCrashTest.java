package io.tributary.storage.rocksdb;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.profile.testing.TestData;
import io.tributary.storage.Labels;
import io.tributary.storage.MergeMode;
import io.tributary.storage.Origin;
import io.tributary.storage.Selection;
import io.tributary.storage.StoredProfile;
import io.tributary.storage.TimeRange;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A process whose days pass in a moment, so that profiles and whole days are let go of while others are put, is killed again and again over
 * the same store. {@code -Dcrash.kills=300} kills it so often.
 */
class AgingCrashTest {
    private static final int KILLS = Integer.getInteger("crash.kills", 4);
    private static final long SEED = Long.getLong("crash.seed", System.nanoTime());
    private static final int FIRST_DAY = 20_500;
    private static final int RAW_DAYS = 2;
    private static final int ROLLUP_DAYS = 6;
    private static final List<String> FILES = TestData.profiles().stream()
            .filter(each -> each.contains("/profile.1.pb.gz"))
            .toList();

    /** What the process said of a day: how many profiles and how much it was about to put, and how much was kept. */
    private static final class Day {
        long begun;
        long begunValue;
        long kept;
        long keptValue;
        final Set<String> ids = new HashSet<>();
    }

    private final Random random = new Random(SEED);
    private final Map<Integer, Day> days = new TreeMap<>();
    private int today = FIRST_DAY;

    private static RocksStore open(Path folder, InstantSource clock) {
        Retention retention = new Retention(
                Duration.ofDays(RAW_DAYS), Duration.ofDays(ROLLUP_DAYS), Duration.ofDays(ROLLUP_DAYS), Long.MAX_VALUE);
        return RocksStore.open(folder, RocksStoreOptions.DEFAULT.with(retention), () -> {}, clock);
    }

    private static long noon(int day) {
        return day * History.DAY + History.DAY / 2;
    }

    private static long value(String file) {
        return TestData.profile(file).totals()[0];
    }

    /** The process that is killed. */
    static final class Writer {
        private Writer() {}

        /**
         * Never returns.
         *
         * @param arguments the store's folder, a seed, and the day it is
         */
        public static void main(String[] arguments) throws InterruptedException {
            AtomicInteger today = new AtomicInteger(Integer.parseInt(arguments[2]));
            RocksStore store =
                    AgingCrashTest.open(Path.of(arguments[0]), () -> Instant.ofEpochMilli(noon(today.get())));
            for (int i = 0; i < 2; i++) {
                Random random = new Random(Long.parseLong(arguments[1]) + i);
                KilledProcess.forEver(() -> put(store, random, today.get()));
            }
            KilledProcess.forEver(() -> {
                LockSupport.parkNanos(200_000_000);
                System.out.print("day " + today.incrementAndGet() + " .\n");
            });
            KilledProcess.forEver(store::retain);
            KilledProcess.forEver(store::rollUp);
            KilledProcess.forEver(() -> store.merge(History.ALL, MergeMode.AUTO));
            new CountDownLatch(1).await();
        }

        private static void put(RocksStore store, Random random, int today) {
            // Late ones are of a day that may just be dropped.
            int day = today - random.nextInt(RAW_DAYS + 1);
            String file = FILES.get(random.nextInt(FILES.size()));
            Labels instance = Labels.of(Map.of("instance", "i" + random.nextInt(3)));
            long time = day * History.DAY + random.nextLong(History.DAY - 60_000);
            System.out.print("begin " + day + " " + file + " .\n");
            try {
                String id = store.put(new Origin("shop", "cpu", instance, time), TestData.profile(file))
                        .id()
                        .text();
                System.out.print("kept " + day + " " + file + " " + id + " .\n");
            } catch (IllegalArgumentException e) {
                // Of a day that is taken no more: said, and not acknowledged.
                if (!String.valueOf(e.getMessage()).contains("are kept no more")) {
                    throw e;
                }
            }
        }
    }

    private boolean take(String line) {
        String[] words = line.split(" ", -1);
        if (!words[words.length - 1].equals(".")) {
            return false;
        }
        int number = Integer.parseInt(words[1]);
        if (words[0].equals("day")) {
            today = Math.max(today, number);
            return false;
        }
        Day day = days.computeIfAbsent(number, _ -> new Day());
        if (words[0].equals("begin")) {
            day.begun++;
            day.begunValue += value(words[2]);
        } else {
            day.kept++;
            day.keptValue += value(words[2]);
            day.ids.add(words[3]);
        }
        return words[0].equals("kept");
    }

    @Test
    void aDayIsWholeOrGone(@TempDir Path folder) throws Exception {
        int summedUp = 0;
        for (int kill = 0; kill < KILLS; kill++) {
            KilledProcess.run(
                    Writer.class,
                    List.of(folder.toString(), Long.toString(random.nextLong()), Integer.toString(today)),
                    random,
                    kill > 0,
                    "kill " + kill + ", seed " + SEED,
                    this::take);
            try (RocksStore store = open(folder, () -> Instant.ofEpochMilli(noon(today)))) {
                summedUp += check(store, "seed " + SEED + ", kill " + kill);
            }
        }
        System.out.printf(
                "%d kills, %d days, %d profiles acknowledged, %d times a day was there as its sum alone%n",
                KILLS,
                today - FIRST_DAY,
                days.values().stream().mapToLong(day -> day.kept).sum(),
                summedUp);
        // Of a few the most may come early, or soon after the first that was kept.
        assertThat(days).hasSizeGreaterThan(KILLS < 20 ? 0 : KILLS / 2);
    }

    /** How many days are there as their sums alone. */
    private int check(RocksStore store, String what) {
        assertThat(store.verify().findings()).as(what).isEmpty();
        int summedUp = 0;
        for (Map.Entry<Integer, Day> each : days.entrySet()) {
            int number = each.getKey();
            Day day = each.getValue();
            String where = what + ", " + (today - number) + " days ago";
            Selection selection = new Selection(
                    "shop", "cpu", List.of(), new TimeRange(number * History.DAY, (number + 1) * History.DAY));
            List<StoredProfile> listed =
                    store.profiles(selection, Integer.MAX_VALUE, "").items();
            var merge = store.merge(selection, MergeMode.SUM);
            long profiles = merge.coverage().profiles();
            if (profiles == 0 && number < today - ROLLUP_DAYS) {
                continue;
            }
            assertThat(profiles).as(where).isBetween(day.kept, day.begun);
            if (profiles > 0) {
                assertThat(merge.profile().totals()[0]).as(where).isBetween(day.keptValue, day.begunValue);
            }
            if (listed.isEmpty() && profiles > 0) {
                summedUp++;
            } else {
                assertThat((long) listed.size()).as(where).isEqualTo(profiles);
                assertThat(listed.stream().map(one -> one.id().text()))
                        .as(where)
                        .doesNotHaveDuplicates()
                        .containsAll(day.ids);
            }
        }
        return summedUp;
    }
}
