package io.tributary.storage.bench;

import io.tributary.storage.MergeMode;
import io.tributary.storage.ProfileStore;
import io.tributary.storage.StoreStats;
import io.tributary.storage.TimeRange;
import io.tributary.storage.rocksdb.RocksStore;
import io.tributary.storage.rocksdb.RocksStoreOptions;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/** What 200 services take that have profiles at the same time, in a process of its own. */
final class MemoryBar {
    private static final int SERVICES = 200;
    private static final int PROFILES = 20;
    private static final long HOUR = 60 * Fleet.MINUTE;

    private MemoryBar() {}

    /** The process: fills, asks, and prints MiB of heap that is alive, MiB of block cache, of resident memory, and partitions. */
    public static void main(String[] args) throws IOException {
        Path folder = Files.createTempDirectory("tributary-memory");
        Fleet fleet = new Fleet(1);
        long begin = System.currentTimeMillis() - HOUR;
        try (ProfileStore store = RocksStore.open(folder, RocksStoreOptions.DEFAULT)) {
            for (int i = 0; i < SERVICES * PROFILES; i++) {
                int service = i % SERVICES;
                long time = begin + i;
                store.put(
                        Fleet.origin("service-" + service, Fleet.CPU, i / SERVICES, 0, time),
                        service % 5 == 0 ? fleet.shop(0, i, time) : fleet.other(service, i, time));
            }
            for (int service = 0; service < SERVICES; service++) {
                store.merge(
                        Filling.of("service-" + service, Fleet.CPU, new TimeRange(begin, begin + HOUR)),
                        MergeMode.AUTO);
            }
            System.gc();
            StoreStats stats = store.stats();
            long heap = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
            System.out.printf(
                    Locale.ROOT,
                    "%d %d %d %d %d%n",
                    heap >> 20,
                    RocksStoreOptions.DEFAULT.blockCacheBytes() >> 20,
                    resident(),
                    stats.dictionaries().open(),
                    stats.dictionaries().bytes() >> 20);
        }
        FleetBench.delete(folder);
    }

    private static long resident() throws IOException {
        return Files.readAllLines(Path.of("/proc/self/status")).stream()
                .filter(line -> line.startsWith("VmHWM"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) >> 10)
                .findFirst()
                .orElse(0);
    }

    static void run(Bars bars) throws IOException {
        Process process = new ProcessBuilder(
                        ProcessHandle.current().info().command().orElse("java"),
                        "-Xmx400m",
                        "--enable-native-access=ALL-UNNAMED",
                        "--sun-misc-unsafe-memory-access=allow",
                        "-cp",
                        System.getProperty("java.class.path"),
                        MemoryBar.class.getName())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        String[] said;
        try (var reader = process.inputReader()) {
            said = String.valueOf(reader.lines().reduce("", (_, line) -> line)).split(" ", -1);
        }
        if (said.length != 5) {
            throw new IllegalStateException("the process with 200 services said: " + String.join(" ", said));
        }
        bars.atMost(
                "200 services open, heap alive and block cache",
                Integer.parseInt(said[0]) + Integer.parseInt(said[1]),
                512,
                "MiB",
                "the generator's tables included; peak resident " + said[2] + " MiB with -Xmx400m; " + said[3]
                        + " dictionaries of " + said[4] + " MiB in memory");
    }
}
