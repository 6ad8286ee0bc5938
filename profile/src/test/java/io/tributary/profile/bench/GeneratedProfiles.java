package io.tributary.profile.bench;

import io.tributary.profile.Header;
import io.tributary.profile.Profile;
import io.tributary.profile.SampleTable;
import io.tributary.profile.merge.IncompatibleHeadersException;
import io.tributary.profile.merge.ProfileMerger;
import io.tributary.profile.testing.TestData;
import io.tributary.profile.wire.PprofEncoder;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * CPU profiles as a fleet of four programs would give them, any number of them: 30 s at 100 Hz, so 3,000 samples each, every one a
 * stack drawn by its weight in the real captures of the program in {@code testdata/}. So they have the captures' stacks, labels
 * included, in other subsets and with other weights. The same seed and number give the same bytes.
 */
public final class GeneratedProfiles {
    private static final long PERIOD = 10_000_000;
    private static final long FIRST_TIME = 1_790_000_000_000_000_000L;
    private static final long INTERVAL = 60_000_000_000L;
    private static final int SAMPLES = 3_000;
    /** What Go's own runtime/pprof compresses with. */
    private static final int GZIP_LEVEL = 1;

    /** The captures of each program. */
    private static final List<String> PROGRAMS =
            List.of("shop/v1/cpu\\..*", "shop/v2/cpu\\..*", "go-compile/profile\\..*", "pyroscope/profile\\..*");

    private final long seed;
    private final List<Profile> pools;

    /** Profiles drawn with a seed. */
    public GeneratedProfiles(long seed) {
        this.seed = seed;
        pools = PROGRAMS.stream().map(GeneratedProfiles::captures).toList();
    }

    private static Profile captures(String names) {
        try {
            return ProfileMerger.merge(TestData.profiles().stream()
                    .filter(name -> name.matches(names))
                    .map(TestData::profile)
                    .toList());
        } catch (IncompatibleHeadersException e) {
            throw new AssertionError("the captures are all CPU profiles of Go", e);
        }
    }

    /** The profile of a number, from 0; programs take turns. */
    public Profile profile(int number) {
        SplittableRandom random = new SplittableRandom(seed * 0x9e3779b97f4a7c15L + number);
        Profile pool = pools.get(number % pools.size());
        return new Profile(
                header(pool.header(), number),
                pool.strings(),
                pool.mappings(),
                pool.functions(),
                pool.locations(),
                draw(pool.samples(), random));
    }

    private static Header header(Header like, int number) {
        return new Header(
                like.sampleTypes(),
                like.periodType(),
                PERIOD,
                FIRST_TIME + number * INTERVAL,
                SAMPLES * PERIOD,
                like.defaultSampleType(),
                like.comments(),
                like.dropFrames(),
                like.keepFrames(),
                like.docUrl());
    }

    private static SampleTable draw(SampleTable all, SplittableRandom random) {
        long[] upTo = new long[all.size()];
        long total = 0;
        for (int row = 0; row < upTo.length; row++) {
            total += all.values()[2 * row];
            upTo[row] = total;
        }
        long[] samples = new long[upTo.length];
        for (int i = 0; i < SAMPLES; i++) {
            int at = Arrays.binarySearch(upTo, random.nextLong(total) + 1);
            samples[at < 0 ? -at - 1 : at]++;
        }
        return select(
                all,
                IntStream.range(0, samples.length)
                        .filter(row -> samples[row] > 0)
                        .toArray(),
                samples);
    }

    /** The rows given, with the number of samples that {@code samples} says of each. */
    private static SampleTable select(SampleTable all, int[] rows, long[] samples) {
        int n = rows.length;
        int[] stackOffset = new int[n + 1];
        int[] labelOffset = new int[n + 1];
        for (int i = 0; i < n; i++) {
            int row = rows[i];
            stackOffset[i + 1] = stackOffset[i] + all.stackOffset()[row + 1] - all.stackOffset()[row];
            labelOffset[i + 1] = labelOffset[i] + all.labelOffset()[row + 1] - all.labelOffset()[row];
        }
        int[] location = new int[stackOffset[n]];
        int labels = labelOffset[n];
        SampleTable drawn = new SampleTable(
                stackOffset,
                location,
                new long[2 * n],
                labelOffset,
                new int[labels],
                new int[labels],
                new long[labels],
                new int[labels]);
        for (int i = 0; i < n; i++) {
            int row = rows[i];
            int from = all.labelOffset()[row];
            int to = labelOffset[i];
            int length = labelOffset[i + 1] - to;
            System.arraycopy(
                    all.location(),
                    all.stackOffset()[row],
                    location,
                    stackOffset[i],
                    stackOffset[i + 1] - stackOffset[i]);
            System.arraycopy(all.labelKey(), from, drawn.labelKey(), to, length);
            System.arraycopy(all.labelString(), from, drawn.labelString(), to, length);
            System.arraycopy(all.labelNumber(), from, drawn.labelNumber(), to, length);
            System.arraycopy(all.labelUnit(), from, drawn.labelUnit(), to, length);
            drawn.values()[2 * i] = samples[row];
            drawn.values()[2 * i + 1] = samples[row] * PERIOD;
        }
        return drawn;
    }

    /**
     * Writes profiles as files.
     *
     * @param args folder, number of files, seed
     */
    public static void main(String[] args) throws IOException {
        Path folder = Files.createDirectories(Path.of(args[0]));
        GeneratedProfiles generated = new GeneratedProfiles(Long.parseLong(args[2]));
        for (int i = 0; i < Integer.parseInt(args[1]); i++) {
            Path file = folder.resolve(String.format(Locale.ROOT, "cpu.%04d.pb.gz", i));
            try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file))) {
                PprofEncoder.encode(generated.profile(i), GZIP_LEVEL, out);
            }
        }
    }
}
