package io.tributary.storage.bench;

import io.tributary.storage.MergeMode;
import io.tributary.storage.ProfileStore;
import io.tributary.storage.TimeRange;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;

/**
 * A fleet that sends so many profiles a second, each decoded and stored, while somebody asks each second: merges of the last hour and
 * of the last day of the services under load.
 */
final class LoadBar {
    private static final int FILES = 256;
    private static final int SERVICES = 5;
    private static final int THREADS = 2;
    private static final int INSTANCES = 1_000;
    private static final long HOUR = 60 * Fleet.MINUTE;

    private final ProfileStore store;
    private final FleetOptions options;
    private final Bars bars;

    LoadBar(ProfileStore store, FleetOptions options, Bars bars) {
        this.store = store;
        this.options = options;
        this.bars = bars;
    }

    void run(Fleet fleet, Path folder) throws IOException {
        List<byte[]> files = new ArrayList<>();
        for (int i = 0; i < FILES; i++) {
            files.add(IngestBars.encode(fleet.shop(i % 2, i, i)));
        }
        long stallsBefore = stalls(folder);
        double[] puts = new double[options.seconds() * options.rate()];
        double[] queries = new double[options.seconds()];
        AtomicBoolean failed = new AtomicBoolean();
        long begin = System.currentTimeMillis();
        long start = System.nanoTime();
        Thread asking = Thread.ofPlatform().name("asking").start(() -> {
            try {
                ask(queries, start, begin);
            } catch (RuntimeException e) {
                e.printStackTrace();
                failed.set(true);
            }
        });
        List<Thread> putting = new ArrayList<>();
        for (int t = 0; t < THREADS; t++) {
            int first = t;
            putting.add(Thread.ofPlatform().name("putting-" + t).start(() -> {
                try {
                    for (int i = first; i < puts.length; i += THREADS) {
                        put(files, i, begin, start, puts);
                    }
                } catch (RuntimeException e) {
                    e.printStackTrace();
                    failed.set(true);
                }
            }));
        }
        putting.forEach(LoadBar::join);
        double seconds = (System.nanoTime() - start) / 1e9;
        join(asking);
        if (failed.get()) {
            throw new IllegalStateException("a question failed under load");
        }
        bars.atLeast(
                "profiles a second for " + options.seconds() + " s",
                puts.length / seconds,
                0.99 * options.rate(),
                "/s",
                String.format(
                        Locale.ROOT,
                        "decoded and put by two threads; each %.1f ms median, %.1f p99, %.0f slowest",
                        Bars.median(puts),
                        Bars.quantile(puts, 0.99),
                        Bars.quantile(puts, 1)));
        bars.atMost(
                "write stalls in it", (double) (stalls(folder) - stallsBefore), 0, "", "lines in the engine's own log");
        bars.atMost(
                "a query each second in it, p99",
                Bars.quantile(queries, 0.99),
                250,
                "ms",
                String.format(
                        Locale.ROOT, "median %.1f, slowest %.0f", Bars.median(queries), Bars.quantile(queries, 1)));
    }

    private void put(List<byte[]> files, int i, long begin, long start, double[] puts) {
        waitUntil(start + i * 1_000_000_000L / options.rate());
        long from = System.nanoTime();
        store.put(
                Fleet.origin(service(i), Fleet.CPU, i % INSTANCES, i % 2, begin + i * 1_000L / options.rate()),
                IngestBars.decode(files.get((int) (i * 31L % FILES))));
        puts[i] = (System.nanoTime() - from) / 1e6;
    }

    private static void join(Thread thread) {
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static String service(int i) {
        return "load-" + i % SERVICES;
    }

    /** A query waits for the one before it; what it waited counts. */
    private void ask(double[] took, long start, long begin) {
        for (int i = 0; i < took.length; i++) {
            long due = start + i * 1_000_000_000L + 500_000_000L;
            waitUntil(due);
            long now = begin + (System.nanoTime() - start) / 1_000_000;
            long back = i % 4 == 3 ? 24 * HOUR : HOUR;
            store.merge(Filling.of(service(i), Fleet.CPU, new TimeRange(now - back, now)), MergeMode.AUTO);
            took[i] = (System.nanoTime() - due) / 1e6;
        }
    }

    private static void waitUntil(long nanos) {
        for (long left = nanos - System.nanoTime(); left > 0; left = nanos - System.nanoTime()) {
            LockSupport.parkNanos(Math.min(left, TimeUnit.MILLISECONDS.toNanos(50)));
        }
    }

    /** How often RocksDB's own log says that it slowed writes down or held them up. */
    private static long stalls(Path folder) throws IOException {
        long lines = 0;
        try (DirectoryStream<Path> logs = Files.newDirectoryStream(folder.resolve("rocksdb"), "LOG*")) {
            for (Path log : logs) {
                try (var text = Files.lines(log)) {
                    lines += text.filter(line -> line.contains("Stalling writes") || line.contains("Stopping writes"))
                            .count();
                }
            }
        }
        return lines;
    }
}
