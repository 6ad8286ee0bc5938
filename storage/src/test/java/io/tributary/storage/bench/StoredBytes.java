package io.tributary.storage.bench;

import io.tributary.profile.testing.TestData;
import io.tributary.profile.wire.DecodeLimits;
import io.tributary.profile.wire.PprofDecoder;
import io.tributary.storage.Labels;
import io.tributary.storage.Origin;
import io.tributary.storage.rocksdb.RocksStore;
import io.tributary.storage.rocksdb.RocksStoreOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/**
 * What profiles take on the disk, dictionary, activity and labels included, beside the same ones as gzipped pprof: a store is filled, rolled
 * up, compacted and closed, and its table files are measured, those of roll-ups apart. The real captures are those of the corpus where that
 * is at hand, else those in {@code testdata/}.
 */
public final class StoredBytes {
    private static final long BEGIN = 1_770_000_000_000L / 86_400_000 * 86_400_000;
    private static final long MINUTE = 60_000;
    /** Fewer would have no sums of twenty minutes. */
    private static final int SHOPS = 4;

    /** Puts profiles and says how many bytes they are as gzipped pprof. */
    private interface Sequence {
        long fill(RocksStore store) throws Exception;
    }

    private StoredBytes() {}

    /** Prints the bars; no arguments. */
    public static void main(String[] args) throws Exception {
        Bars bars = new Bars();
        measure(bars, "CPU, 4 instances, 3 versions, each minute for a day", 50, StoredBytes::shop, true);
        measure(
                bars,
                "heap, the real scrapes of one process each 10 minutes",
                40,
                store -> files(store, "heap-sequence/heap"),
                false);
        measure(
                bars,
                "CPU, real captures of 5 s: nearly every stack new",
                11,
                store -> files(store, "pyroscope-server-go1.26/profile"),
                false);
        bars.print();
    }

    private static void measure(Bars bars, String what, double bar, Sequence sequence, boolean showsRollUps)
            throws Exception {
        Path folder = Files.createTempDirectory("tributary-bytes");
        try {
            long gzipped;
            long profiles;
            long rollUps;
            try (RocksStore store = RocksStore.open(folder, RocksStoreOptions.DEFAULT)) {
                gzipped = sequence.fill(store);
                profiles = store.stats().profiles().added();
                store.rollUp();
                store.compact();
                rollUps = bytes(store, "rollups");
            }
            long stored = tables(folder) - rollUps;
            bars.atLeast(
                    what + ": gzipped pprof : stored",
                    (double) gzipped / stored,
                    bar,
                    "x",
                    String.format(
                            Locale.ROOT,
                            "%d profiles, %.1f KB gzipped and %.2f KB stored each",
                            profiles,
                            gzipped / 1024.0 / profiles,
                            stored / 1024.0 / profiles));
            if (showsRollUps) {
                bars.atMost(
                        what + ": roll-ups on top",
                        100.0 * rollUps / stored,
                        15,
                        "%",
                        "of all levels, and of each instance");
            }
        } finally {
            FleetBench.delete(folder);
        }
    }

    /** What one family's tables take. */
    private static long bytes(RocksStore store, String family) {
        return store.stats().disk().kinds().stream()
                .filter(kind -> kind.name().equals(family))
                .findFirst()
                .orElseThrow()
                .bytes();
    }

    private static long shop(RocksStore store) {
        Fleet fleet = new Fleet(1);
        long gzipped = 0;
        for (int minute = 0; minute < 24 * 60; minute++) {
            for (int instance = 0; instance < SHOPS; instance++) {
                int version = minute / (8 * 60);
                long time = BEGIN + minute * MINUTE + instance * 1_000L;
                var profile = fleet.shop(version, instance, time);
                gzipped += IngestBars.encode(profile).length;
                store.put(Fleet.origin("shop", Fleet.CPU, instance, version, time), profile);
            }
        }
        return gzipped;
    }

    private static long files(RocksStore store, String part) throws Exception {
        List<Path> all = TestData.allFiles().stream()
                .filter(file -> file.toString().contains(part))
                .toList();
        List<Path> corpus = all.stream()
                .filter(file -> file.toString().contains("corpus"))
                .sorted()
                .toList();
        long gzipped = 0;
        long time = BEGIN;
        for (Path file : corpus.isEmpty() ? all : corpus) {
            byte[] bytes = Files.readAllBytes(file);
            gzipped += bytes.length;
            Origin origin = new Origin("real", "any", Labels.of(Map.of("instance", "one")), time);
            store.put(origin, PprofDecoder.decode(bytes, DecodeLimits.DEFAULT));
            time += 10 * MINUTE;
        }
        return gzipped;
    }

    private static long tables(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(file -> file.toString().endsWith(".sst"))
                    .mapToLong(file -> file.toFile().length())
                    .sum();
        }
    }
}
