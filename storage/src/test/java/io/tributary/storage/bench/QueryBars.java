package io.tributary.storage.bench;

import io.tributary.profile.Profile;
import io.tributary.profile.wire.PprofEncoder;
import io.tributary.storage.MergeMode;
import io.tributary.storage.MergeResult;
import io.tributary.storage.ProfileStore;
import io.tributary.storage.Selection;
import io.tributary.storage.TimeRange;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.IntFunction;

/** Questions and how long they take. A merge ends with the profile as a value; where a pprof is meant, it is said. */
final class QueryBars {
    private static final int RAW = 1_000;
    /** Another each time: one that was there before has roll-ups by now. */
    private static final String RAW_SERVICE = "raw-" + System.currentTimeMillis();

    private static final int WARM_UPS = 10;
    private static final int TIMES = 40;
    private static final int GZIP_LEVEL = 1;
    /** What the HTTP interface compresses with. */
    private static final int GZIP_LEVEL_OF_ANSWERS = 5;

    private static final long HOUR = 60 * Fleet.MINUTE;
    private static final long DAY = 24 * HOUR;

    private final ProfileStore store;
    private final Fleet fleet;
    private final Filling filling;
    private final FleetOptions options;
    private final Bars bars;
    private final SplittableRandom random;

    QueryBars(ProfileStore store, Fleet fleet, Filling filling, FleetOptions options, Bars bars) {
        this.store = store;
        this.fleet = fleet;
        this.filling = filling;
        this.options = options;
        this.bars = bars;
        this.random = new SplittableRandom(options.seed());
    }

    void run() throws IOException {
        if (options.measures("merge")) {
            mergeOfRaw();
        }
        if (options.measures("hour")) {
            hour();
        }
        if (options.measures("week")) {
            wall(
                    "seven days of all instances",
                    100,
                    i -> Filling.of(Filling.SHOP, Fleet.CPU, edges(options.days() * DAY, i)));
        }
        if (options.measures("rate")) {
            answer("seven days of all instances by hourly rate", 100, week -> store.merge(week, MergeMode.HOURLY_RATE));
        }
        if (options.measures("totals")) {
            answer("totals of each instance by the hour, seven days", 150, week -> store.totals(week, HOUR));
            answer("the revision of seven days", 2, store::revision);
        }
        if (options.measures("flat")) {
            flat();
        }
        if (options.measures("instance")) {
            wall(
                    "one instance for a week",
                    50,
                    i -> Filling.of(
                            Filling.SHOP,
                            "instance=\"" + Fleet.address(random.nextInt(options.instances())) + '"',
                            Fleet.CPU,
                            edges(options.days() * DAY, i)));
        }
        if (options.measures("third")) {
            wall(
                    "a third of the instances for a day",
                    200,
                    i -> Filling.of(Filling.SHOP, "region=\"eu\"", Fleet.CPU, edges(DAY, i)));
        }
        if (options.measures("heap") && options.heap() > 0) {
            Timing heap = time(_ -> Filling.of(Filling.SHOP, Fleet.HEAP, filling.last(60)));
            bars.note(
                    "heap of all instances, an hour, by temporality", Bars.median(heap.wall()), "ms", heap.toString());
        }
    }

    /** A stretch that begins and ends anywhere in a minute, and does not begin before the filling does. */
    private TimeRange edges(long length, int call) {
        long cut = call % 2 == 0 ? 0 : random.nextLong(Math.min(length, HOUR));
        return new TimeRange(filling.end() - length + cut, filling.end() - cut / 2);
    }

    private void wall(String what, double bar, IntFunction<Selection> question) {
        Timing timing = time(question);
        bars.atMost(what + ", ms", Bars.median(timing.wall()), bar, "ms", timing + contents(question.apply(0)));
    }

    private void answer(String what, double bar, Consumer<Selection> question) {
        Timing timing = Timing.of(
                WARM_UPS,
                TIMES,
                i -> question.accept(Filling.of(Filling.SHOP, Fleet.CPU, edges(options.days() * DAY, i))));
        bars.atMost(what + ", ms", Bars.median(timing.wall()), bar, "ms", timing.toString());
    }

    private String contents(Selection selection) {
        MergeResult result = store.merge(selection, MergeMode.AUTO);
        return "; of " + result.coverage().profiles() + " profiles, "
                + result.profile().samples().size() + " stacks";
    }

    private Timing time(IntFunction<Selection> question) {
        // A store without roll-ups takes seconds for some: then a few must do.
        Timing first = Timing.of(0, 1, i -> merge(question.apply(i)));
        boolean slow = first.wall()[0] > 2_000;
        return Timing.of(slow ? 1 : WARM_UPS, slow ? 3 : TIMES, i -> merge(question.apply(i)));
    }

    private void merge(Selection selection) {
        if (store.merge(selection, MergeMode.AUTO).coverage().profiles() == 0) {
            throw new IllegalStateException("nothing there: " + selection);
        }
    }

    /** All in one minute whose last millisecond is not asked for, so that no roll-up can stand for them. */
    private void mergeOfRaw() throws IOException {
        long minute = filling.end() - HOUR;
        TimeRange range = new TimeRange(minute, minute + Fleet.MINUTE - 1);
        Path folder = Files.createTempDirectory("tributary-raw");
        List<Path> files = new ArrayList<>();
        long bytes = 0;
        long total = 0;
        for (int i = 0; i < RAW; i++) {
            long time = minute + i * Fleet.MINUTE / RAW;
            Profile profile = fleet.shop(i % 2, i, time);
            total += profile.totals()[1];
            store.put(Fleet.origin(RAW_SERVICE, Fleet.CPU, i, i % 2, time), profile);
            byte[] gzipped = IngestBars.encode(profile);
            bytes += gzipped.length;
            Path file = folder.resolve(String.format(Locale.ROOT, "%04d.pb.gz", i));
            Files.write(file, gzipped);
            files.add(file);
        }
        Selection selection = Filling.of(RAW_SERVICE, Fleet.CPU, range);
        MergeResult result = store.merge(selection, MergeMode.SUM);
        if (result.coverage().profiles() != RAW || result.profile().totals()[1] != total) {
            throw new IllegalStateException("the merge of " + result.coverage().profiles() + " profiles sums to "
                    + result.profile().totals()[1] + ", " + RAW + " sum to " + total);
        }
        Timing merge = Timing.of(3 * WARM_UPS, TIMES, _ -> merge(selection));
        Timing whole = Timing.of(3 * WARM_UPS, TIMES, _ -> pprof(selection, GZIP_LEVEL));
        Timing answer = Timing.of(WARM_UPS, WARM_UPS, _ -> pprof(selection, GZIP_LEVEL_OF_ANSWERS));
        double ours = Bars.median(whole.cpu());
        bars.atMost(
                "merge of 1,000 raw CPU profiles to gzipped pprof",
                ours,
                20,
                "ms",
                String.format(
                        Locale.ROOT,
                        "quickest %.1f; the merge alone %.1f (%.1f), with gzip %d %.1f; %d stacks, files of %d KB",
                        Bars.quantile(whole.cpu(), 0),
                        Bars.median(merge.cpu()),
                        Bars.quantile(merge.cpu(), 0),
                        GZIP_LEVEL_OF_ANSWERS,
                        Bars.median(answer.cpu()),
                        result.profile().samples().size(),
                        bytes / RAW / 1024));
        OptionalDouble tool = PprofTool.mergeCpuMillis(files, folder.resolve("merged.pb.gz"));
        if (tool.isPresent()) {
            bars.atLeast(
                    "the same by go tool pprof : by the store, CPU",
                    tool.getAsDouble() / ours,
                    300,
                    "x",
                    String.format(Locale.ROOT, "%.1f s of CPU for the tool", tool.getAsDouble() / 1_000));
        }
        bars.atLeast(
                "the same by Pyroscope 2.2 : by the store, CPU",
                570 / ours,
                15,
                "x",
                "its 0.57 s and Parca's 6.9 s are figures of the peers' own run");
        FleetBench.delete(folder);
    }

    private void pprof(Selection selection, int level) {
        PprofEncoder.encode(store.merge(selection, MergeMode.SUM).profile(), level);
    }

    private void hour() {
        AtomicBoolean done = new AtomicBoolean();
        // Every instance each minute: what a fleet of this size sends, while it is asked.
        Thread feeder = Thread.ofPlatform().name("feeder").start(() -> {
            for (long put = 1; !done.get(); put++) {
                int instance = (int) (put % options.instances());
                filling.shop(
                        store,
                        Filling.SHOP,
                        instance,
                        options.instances(),
                        filling.end() + put * Fleet.MINUTE / options.instances());
                try {
                    Thread.sleep(Fleet.MINUTE / options.instances());
                } catch (InterruptedException e) {
                    return;
                }
            }
        });
        try {
            wall(
                    "sixty minutes that end now, with ingest",
                    150,
                    _ -> Filling.of(
                            Filling.SHOP, Fleet.CPU, new TimeRange(filling.end() - HOUR, filling.end() + HOUR)));
            wall("any sixty minutes, with ingest", 150, _ -> {
                long from = filling.end()
                        - options.recent() * Fleet.MINUTE
                        + random.nextLong(1 + (options.recent() - 60) * Fleet.MINUTE);
                return Filling.of(Filling.SHOP, Fleet.CPU, new TimeRange(from, from + HOUR));
            });
        } finally {
            done.set(true);
            feeder.interrupt();
        }
    }

    private void flat() {
        TimeRange week = filling.last(options.days() * 24L * 60);
        for (String service : List.of(Filling.TENTH, Filling.OFTEN)) {
            long there = store.merge(Filling.of(service, Fleet.CPU, week), MergeMode.AUTO)
                    .coverage()
                    .profiles();
            if (there != filling.count(service)) {
                throw new IllegalStateException(
                        there + " profiles of " + service + " are merged, " + filling.count(service) + " were put");
            }
        }
        Timing tenth = time(i -> Filling.of(Filling.TENTH, Fleet.CPU, edges(options.days() * DAY, i)));
        Timing all = time(i -> Filling.of(Filling.SHOP, Fleet.CPU, edges(options.days() * DAY, i)));
        Timing often = time(i -> Filling.of(Filling.OFTEN, Fleet.CPU, edges(options.days() * DAY, i)));
        bars.atMost(
                "seven days: all instances : a tenth of them",
                Bars.median(all.cpu()) / Bars.median(tenth.cpu()),
                1.3,
                "x",
                "CPU; wall " + ratio(all, tenth) + "; a tenth: " + tenth);
        bars.atMost(
                "seven days: profiled five times as often : as it is",
                Bars.median(often.cpu()) / Bars.median(tenth.cpu()),
                1.3,
                "x",
                "CPU; wall " + ratio(often, tenth) + "; five times as often: " + often);
    }

    private static String ratio(Timing a, Timing b) {
        return String.format(Locale.ROOT, "%.2f", Bars.median(a.wall()) / Bars.median(b.wall()));
    }
}
