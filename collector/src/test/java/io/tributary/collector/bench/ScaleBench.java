package io.tributary.collector.bench;

import io.tributary.storage.bench.Bars;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * The collector's bars: many targets, CPU of 10 s each minute and heap each ten minutes, from one daemon. {@link ScaleOptions} are its
 * arguments. When a scrape begins is told by the targets, what it costs by the system, what became of it by the daemon's metrics.
 */
public final class ScaleBench {
    /** How long after the end a late one is waited for. */
    private static final int GRACE_SECONDS = 12;

    /** In each reload so many targets of a service go, and those that went before come back. */
    private static final int CHANGED = 10;

    private final ScaleOptions options;
    private final Fleet fleet;
    private final Path folder;
    private final Path config;
    private double largest;

    private ScaleBench(ScaleOptions options, Path folder) {
        this.options = options;
        this.fleet = new Fleet(options.targets(), options.hostile());
        this.folder = folder;
        this.config = folder.resolve("targets.yaml");
    }

    /** Measures what the arguments ask for. */
    public static void main(String[] args) throws IOException, InterruptedException {
        ScaleOptions options = ScaleOptions.parse(args);
        System.out.println(
                options + ", load " + Files.readString(Path.of("/proc/loadavg")).strip());
        Path folder = Files.createTempDirectory("tributary-scale");
        try {
            new ScaleBench(options, folder).run();
        } finally {
            delete(folder);
        }
    }

    private void run() throws IOException, InterruptedException {
        Files.writeString(config, fleet.file(_ -> true));
        try (Player player = new Player()) {
            fleet.listen(player);
            player.start();
            try (Daemon daemon = new Daemon(options.launcher(), config, folder)) {
                measure(daemon);
            }
        }
        System.out.println("load " + Files.readString(Path.of("/proc/loadavg")).strip());
    }

    private void measure(Daemon daemon) throws IOException, InterruptedException {
        Thread.sleep(options.warmUp() * 1_000L);
        System.out.println("the warm-up's failures, skipped and refused: " + troubles(daemon.metrics()));
        Metrics before = daemon.metrics();
        double cpuBefore = daemon.cpuSeconds();
        long from = System.currentTimeMillis() / 1_000 * 1_000;
        double[] reloads = new double[options.reloads()];
        for (int second = 1; second <= options.seconds(); second++) {
            Thread.sleep(Math.max(1, from + second * 1_000L - System.currentTimeMillis()));
            largest = Math.max(largest, daemon.mebibytes("VmRSS"));
            int reload = second * (reloads.length + 1) / options.seconds();
            if (reload >= 1 && reload <= reloads.length && reloads[reload - 1] == 0) {
                reloads[reload - 1] = reload(daemon, reload);
            }
        }
        long to = System.currentTimeMillis() / 1_000 * 1_000;
        double cores = (daemon.cpuSeconds() - cpuBefore) * 1_000 / (System.currentTimeMillis() - from);
        Metrics after = daemon.metrics();
        Thread.sleep(GRACE_SECONDS * 1_000L);
        report(Starts.of(fleet, fleet.asked(), this::isAlwaysThere, from, to), before, after, cores, daemon, reloads);
    }

    private double reload(Daemon daemon, int number) throws IOException, InterruptedException {
        Files.writeString(config, fleet.file(target -> goesWith(target) != number));
        return daemon.reload();
    }

    private boolean isAlwaysThere(int target) {
        return goesWith(target) == 0;
    }

    /** The number of the reload in which a target is not there, or 0. */
    private int goesWith(int target) {
        int number = Fleet.place(target) / CHANGED;
        return Fleet.service(target) == 1 && number <= options.reloads() ? number : 0;
    }

    private void report(Starts starts, Metrics before, Metrics after, double cores, Daemon daemon, double[] reloads)
            throws IOException, InterruptedException {
        Bars bars = new Bars();
        Metrics last = daemon.metrics();
        double begun = after.healthy("tributary_scrapes_total") - before.healthy("tributary_scrapes_total");
        bars.note(
                "scrapes begun", begun, "", "of healthy targets; " + starts.lateMillis().length + " were due and came");
        bars.atMost("due and never begun", starts.lost(), 0, "", "as the targets saw it");
        bars.atMost("skipped, failed or not stored", lostIn(before, last), 0, "", troubles(last));
        bars.atMost("broken off", fleet.brokenOff(this::isAlwaysThere), 0, "", "from the start, as the targets saw it");
        double p99 = Bars.quantile(starts.lateMillis(), 0.99);
        bars.atMost("late, p99", p99, 1_000, "ms", late(starts.lateMillis()));
        even(bars, starts.aSecond());
        bars.atMost("memory, VmHWM", daemon.mebibytes("VmHWM"), 1_024, "MiB", "VmRSS at most " + Math.round(largest));
        bars.atMost("CPU", cores, 1, "cores", "decoding and storing included");
        for (double reload : reloads) {
            bars.atMost("a reload", reload, 1_000, "ms", CHANGED + " targets went and others came");
        }
        bars.note(
                "profiles stored",
                after.healthy("tributary_profiles_stored_total") - before.healthy("tributary_profiles_stored_total"),
                "",
                "");
        if (options.hostile() > 0) {
            bars.note(
                    "scrapes of hostile targets",
                    after.hostile("tributary_scrapes_total") - before.hostile("tributary_scrapes_total"),
                    "",
                    "failed "
                            + (after.hostile("tributary_scrape_failures_total")
                                    - before.hostile("tributary_scrape_failures_total")));
        }
        bars.note("bytes in flight now", last.all("tributary_memory_budget_used_bytes"), "", "");
        bars.print();
    }

    private static void even(Bars bars, double[] aSecond) {
        double mean = Arrays.stream(aSecond).average().orElse(0);
        double least = Arrays.stream(aSecond).min().orElse(0);
        double most = Arrays.stream(aSecond).max().orElse(0);
        bars.atMost(
                "starts in a second, farthest from the mean",
                100 * Math.max(most - mean, mean - least) / mean,
                20,
                "%",
                String.format(Locale.ROOT, "%.0f to %.0f, mean %.1f", least, most, mean));
    }

    private static String late(double[] millis) {
        return String.format(
                Locale.ROOT,
                "p50 %.0f, p90 %.0f, p99.9 %.0f, max %.0f; until the target had the request",
                Bars.quantile(millis, 0.5),
                Bars.quantile(millis, 0.9),
                Bars.quantile(millis, 0.999),
                Bars.quantile(millis, 1));
    }

    private static double lostIn(Metrics before, Metrics after) {
        return Stream.of(
                        "tributary_scrapes_skipped_total",
                        "tributary_scrape_failures_total",
                        "tributary_profiles_refused_total")
                .mapToDouble(name -> after.healthy(name) - before.healthy(name))
                .sum();
    }

    private static String troubles(Metrics metrics) {
        return String.join(
                "; ",
                List.of(
                        metrics.described("tributary_scrapes_skipped_total"),
                        metrics.described("tributary_scrape_failures_total"),
                        metrics.described("tributary_profiles_refused_total")));
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
