package io.tributary.storage.bench;

import io.tributary.storage.MergeMode;
import io.tributary.storage.ProfileStore;
import io.tributary.storage.rocksdb.RocksStore;
import io.tributary.storage.rocksdb.RocksStoreOptions;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Properties;
import java.util.stream.Stream;

/**
 * The store's bars: fills a store as {@link Filling} says, then measures each bar and prints it beside its reference. {@link FleetOptions}
 * are its arguments.
 */
public final class FleetBench {
    private static final String NOTE = "filled.properties";

    private FleetBench() {}

    /** Measures what the arguments ask for. */
    public static void main(String[] args) throws IOException {
        FleetOptions options = FleetOptions.parse(args);
        Fleet fleet = new Fleet(options.seed());
        System.out.println(options);
        System.out.println(fleet.describe());
        printLoad();
        boolean kept = !options.folder().isEmpty();
        Path folder = kept ? Path.of(options.folder()) : Files.createTempDirectory("tributary-fleet");
        Files.createDirectories(folder);
        try {
            Bars bars = new Bars();
            run(options, fleet, folder, bars);
            bars.print();
            printLoad();
        } finally {
            if (!kept) {
                delete(folder);
            }
        }
    }

    private static void run(FleetOptions options, Fleet fleet, Path folder, Bars bars) throws IOException {
        Path data = folder.resolve("store");
        Properties filled = read(folder.resolve(NOTE));
        if (!filled.isEmpty() && !options.filling().equals(filled.getProperty("filling"))) {
            throw new IllegalArgumentException(folder + " was filled with " + filled.getProperty("filling")
                    + ", asked for is " + options.filling() + "; name another folder");
        }
        long now = System.currentTimeMillis() / Fleet.MINUTE * Fleet.MINUTE;
        long end = Long.parseLong(filled.getProperty("end", Long.toString(now)));
        Filling filling = new Filling(options, fleet, end);
        try (RocksStore store = RocksStore.open(data, RocksStoreOptions.DEFAULT)) {
            if (filled.isEmpty()) {
                long start = System.nanoTime();
                long puts = filling.fill(store);
                rollUp(store);
                filling.goOn(store);
                filled.setProperty("profiles", Long.toString(puts));
                filled.setProperty("end", Long.toString(end));
                filled.setProperty("filling", options.filling());
                filled.setProperty("seconds", Long.toString((System.nanoTime() - start) / 1_000_000_000));
                try (var out = Files.newOutputStream(folder.resolve(NOTE))) {
                    filled.store(out, null);
                }
            }
        }
        if (options.measures("open")) {
            open(data, Long.parseLong(filled.getProperty("profiles")), filling, bars);
        }
        try (ProfileStore store = RocksStore.open(data, RocksStoreOptions.DEFAULT)) {
            if (options.measures("ingest")) {
                new IngestBars(store, bars, end).run(fleet);
            }
            if (options.measures("stored")) {
                stored(store, Long.parseLong(filled.getProperty("profiles")), fleet, bars);
            }
            new QueryBars(store, fleet, filling, options, bars).run();
        }
        if (options.measures("memory")) {
            MemoryBar.run(bars);
        }
        if (options.measures("load")) {
            try (ProfileStore store = RocksStore.open(data, RocksStoreOptions.DEFAULT)) {
                new LoadBar(store, options, bars).run(fleet, data);
            }
        }
    }

    /** What is left to sum up, without waiting for the store to do it in its own time. */
    private static void rollUp(RocksStore store) {
        long before = store.stats().disk().bytes();
        long from = System.nanoTime();
        store.rollUp();
        System.out.printf(
                Locale.ROOT,
                "roll-ups that were left took %.1f s, %d MB on disk before and %d after%n",
                (System.nanoTime() - from) / 1e9,
                before >> 20,
                store.stats().disk().bytes() >> 20);
    }

    private static void open(Path data, long profiles, Filling filling, Bars bars) {
        int times = 5;
        double[] millis = new double[times];
        double[] withQuestion = new double[times];
        for (int i = 0; i < times; i++) {
            long from = System.nanoTime();
            try (ProfileStore store = RocksStore.open(data, RocksStoreOptions.DEFAULT)) {
                millis[i] = (System.nanoTime() - from) / 1e6;
                store.merge(Filling.of(Filling.SHOP, Fleet.CPU, filling.last(1)), MergeMode.AUTO);
                withQuestion[i] = (System.nanoTime() - from) / 1e6;
            }
        }
        bars.atMost(
                "open a store of " + profiles + " profiles",
                Bars.median(millis),
                1_000,
                "ms",
                String.format(
                        Locale.ROOT,
                        "slowest of %d %.0f; with a first question about the last minute %.0f",
                        times,
                        Bars.quantile(millis, 1),
                        Bars.median(withQuestion)));
    }

    private static void stored(ProfileStore store, long profiles, Fleet fleet, Bars bars) {
        long gzipped = 0;
        int sampled = 50;
        for (int i = 0; i < sampled; i++) {
            gzipped += IngestBars.encode(fleet.shop(i % 3, i, i)).length;
        }
        double bytes = (double) store.stats().disk().bytes() / profiles;
        bars.note(
                "stored a profile, everything on disk, KB",
                bytes / 1_024,
                "KB",
                String.format(
                        Locale.ROOT,
                        "not compacted; a CPU profile of the shop is %.1f KB gzipped (1/%.0f); Pyroscope 40 to 106 KB, Parca 222 to 591 KB",
                        gzipped / 1_024.0 / sampled,
                        gzipped / (double) sampled / bytes));
    }

    private static Properties read(Path note) throws IOException {
        Properties filled = new Properties();
        if (Files.exists(note)) {
            try (BufferedReader in = Files.newBufferedReader(note)) {
                filled.load(in);
            }
        }
        return filled;
    }

    private static void printLoad() {
        System.out.printf(
                Locale.ROOT,
                "load %.1f on %d cores, Java %s%n",
                java.lang.management.ManagementFactory.getOperatingSystemMXBean()
                        .getSystemLoadAverage(),
                Runtime.getRuntime().availableProcessors(),
                Runtime.version());
    }

    static void delete(Path folder) throws IOException {
        List<Path> all = new ArrayList<>();
        try (Stream<Path> walk = Files.walk(folder)) {
            walk.sorted(Comparator.reverseOrder()).forEach(all::add);
        }
        for (Path each : all) {
            Files.delete(each);
        }
    }
}
