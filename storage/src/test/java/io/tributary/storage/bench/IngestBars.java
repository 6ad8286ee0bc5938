package io.tributary.storage.bench;

import io.tributary.profile.InvalidProfileException;
import io.tributary.profile.Profile;
import io.tributary.profile.bench.DecodeBenchmark;
import io.tributary.profile.wire.DecodeLimits;
import io.tributary.profile.wire.PprofDecoder;
import io.tributary.profile.wire.PprofEncoder;
import io.tributary.storage.ProfileStore;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.IntFunction;

/** Ingest of one profile, from its gzipped bytes to the log, beside inflating and skimming the same bytes; one thread, warm. */
final class IngestBars {
    private static final int FILES = 64;
    private static final int BLOCKS = 40;
    /** What Go's own runtime/pprof compresses with. */
    private static final int GZIP_LEVEL = 1;

    private static final double WARM_UP_NANOS = 8e9;

    private final ProfileStore store;
    private final Bars bars;
    private final long time;
    private long puts;
    private long sum;

    IngestBars(ProfileStore store, Bars bars, long time) {
        this.store = store;
        this.bars = bars;
        this.time = time;
    }

    static byte[] encode(Profile profile) {
        return PprofEncoder.encode(profile, GZIP_LEVEL);
    }

    static Profile decode(byte[] gzipped) {
        try {
            return PprofDecoder.decode(gzipped, DecodeLimits.DEFAULT);
        } catch (InvalidProfileException e) {
            throw new AssertionError(e);
        }
    }

    void run(Fleet fleet) {
        double cpu = measure(Fleet.CPU, i -> fleet.shop(0, i, time));
        double bar = 1.5;
        bars.atMost(
                "ingest of a CPU profile : inflate + skim",
                cpu,
                bar,
                "x",
                "Pyroscope 2.2 21 to 27 ms of CPU, Parca 0.28 94 to 113 ms (peers' own ingest, measured once elsewhere)");
        double heap = measure(Fleet.HEAP, i -> fleet.heap(i % 7, i));
        bars.note("ingest of a heap profile : inflate + skim", heap, "x", "Pyroscope 18 to 22 ms, Parca 127 ms");
    }

    /** Blocks of each side in turns; gives the ratio of their medians. */
    private double measure(String type, IntFunction<Profile> generator) {
        List<byte[]> files = new ArrayList<>();
        List<Profile> decoded = new ArrayList<>();
        long bytes = 0;
        for (int i = 0; i < FILES; i++) {
            byte[] file = encode(generator.apply(i));
            files.add(file);
            decoded.add(decode(file));
            bytes += file.length;
        }
        long start = System.nanoTime();
        while (System.nanoTime() - start < WARM_UP_NANOS) {
            files.forEach(file -> {
                skim(file);
                put(type, decode(file));
            });
        }
        Timing skim = new Timing(new double[BLOCKS], new double[BLOCKS]);
        Timing decode = new Timing(new double[BLOCKS], new double[BLOCKS]);
        Timing put = new Timing(new double[BLOCKS], new double[BLOCKS]);
        Timing ingest = new Timing(new double[BLOCKS], new double[BLOCKS]);
        for (int i = 0; i < BLOCKS; i++) {
            skim.measure(i, () -> files.forEach(this::skim));
            ingest.measure(i, () -> files.forEach(file -> put(type, decode(file))));
            decode.measure(
                    i, () -> files.forEach(file -> sum += decode(file).samples().size()));
            put.measure(i, () -> decoded.forEach(profile -> put(type, profile)));
        }
        System.out.printf(
                Locale.ROOT,
                "ingest of %s, %d KB gzipped, %d samples, microseconds of CPU, quickest and median block: inflate + skim %s, decode %s, put %s, ingest %s%n",
                type,
                bytes / FILES / 1024,
                decoded.getFirst().samples().size(),
                each(skim),
                each(decode),
                each(put),
                each(ingest));
        bars.note(
                "ingest of a " + type + " profile, ms of CPU",
                Bars.median(ingest.cpu()) / FILES,
                "ms",
                String.format(
                        Locale.ROOT,
                        "inflate + skim %.2f ms; quickest blocks: ratio %.2f",
                        Bars.median(skim.cpu()) / FILES,
                        Bars.quantile(ingest.cpu(), 0) / Bars.quantile(skim.cpu(), 0)));
        return Bars.median(ingest.cpu()) / Bars.median(skim.cpu());
    }

    private static String each(Timing blocks) {
        return String.format(
                Locale.ROOT,
                "%.0f (%.0f)",
                1_000 * Bars.quantile(blocks.cpu(), 0) / FILES,
                1_000 * Bars.median(blocks.cpu()) / FILES);
    }

    private void skim(byte[] file) {
        try {
            sum += DecodeBenchmark.inflateAndSkim(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Each a profile the store has not: another millisecond. */
    private void put(String type, Profile profile) {
        long put = puts++;
        store.put(Fleet.origin("ingested", type, (int) (put % 50), 0, time + put), profile);
    }
}
