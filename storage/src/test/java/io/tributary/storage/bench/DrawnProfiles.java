package io.tributary.storage.bench;

import io.tributary.profile.Header;
import io.tributary.profile.MappingTable;
import io.tributary.profile.Profile;
import io.tributary.profile.SampleTable;
import io.tributary.profile.StringTable;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * CPU profiles of 30 s at 100 Hz of one program, drawn from its real captures: 3,000 samples, each a stack with its labels by its weight
 * there. All share the captures' tables of strings, functions and locations. Safe for several threads.
 */
final class DrawnProfiles {
    static final int SAMPLES = 3_000;
    private static final long PERIOD = 10_000_000;

    private final Profile pool;
    /** The alias method: row i is kept when a fraction is below {@code keep[i]}, else it is {@code other[i]}. */
    private final double[] keep;

    private final int[] other;

    /** @param pool the captures as one profile: two columns, the first of them counts samples */
    DrawnProfiles(Profile pool) {
        this.pool = pool;
        int n = pool.samples().size();
        keep = new double[n];
        other = new int[n];
        double total = pool.totals()[0];
        int[] small = new int[n];
        int[] large = new int[n];
        int smalls = 0;
        int larges = 0;
        for (int i = 0; i < n; i++) {
            keep[i] = pool.samples().values()[2 * i] * n / total;
            if (keep[i] < 1) {
                small[smalls++] = i;
            } else {
                large[larges++] = i;
            }
        }
        while (smalls > 0 && larges > 0) {
            int from = small[--smalls];
            int to = large[larges - 1];
            other[from] = to;
            keep[to] -= 1 - keep[from];
            if (keep[to] < 1) {
                small[smalls++] = to;
                larges--;
            }
        }
        while (smalls > 0) {
            keep[small[--smalls]] = 1;
        }
        while (larges > 0) {
            keep[large[--larges]] = 1;
        }
    }

    /** The same program built again: another build id, so that all its locations are others. */
    DrawnProfiles builtAgain(String suffix) {
        StringTable strings = pool.strings();
        MappingTable mappings = pool.mappings();
        byte[] added = (strings.get(mappings.buildId()[0]) + suffix).getBytes(StandardCharsets.UTF_8);
        int length = strings.bytes().length;
        byte[] bytes = Arrays.copyOf(strings.bytes(), length + added.length);
        System.arraycopy(added, 0, bytes, length, added.length);
        int[] offsets = new int[strings.size() + 1];
        int[] lengths = new int[offsets.length];
        for (int i = 0; i < strings.size(); i++) {
            offsets[i] = strings.offset(i);
            lengths[i] = strings.length(i);
        }
        offsets[strings.size()] = length;
        lengths[strings.size()] = added.length;
        int[] buildIds = mappings.buildId().clone();
        buildIds[0] = strings.size();
        return new DrawnProfiles(new Profile(
                pool.header(),
                new StringTable(bytes, offsets, lengths),
                new MappingTable(
                        mappings.start(),
                        mappings.limit(),
                        mappings.fileOffset(),
                        mappings.filename(),
                        buildIds,
                        mappings.flags()),
                pool.functions(),
                pool.locations(),
                pool.samples()));
    }

    int stacks() {
        return pool.samples().size();
    }

    Profile draw(SplittableRandom random, long timeMillis) {
        int[] samples = new int[keep.length];
        int rows = 0;
        for (int i = 0; i < SAMPLES; i++) {
            double at = random.nextDouble() * keep.length;
            int row = (int) at;
            int drawn = at - row < keep[row] ? row : other[row];
            if (samples[drawn]++ == 0) {
                rows++;
            }
        }
        Header like = pool.header();
        Header header = new Header(
                like.sampleTypes(),
                like.periodType(),
                PERIOD,
                timeMillis * 1_000_000,
                SAMPLES * PERIOD,
                like.defaultSampleType(),
                like.comments(),
                like.dropFrames(),
                like.keepFrames(),
                like.docUrl());
        return new Profile(
                header,
                pool.strings(),
                pool.mappings(),
                pool.functions(),
                pool.locations(),
                select(pool.samples(), samples, rows));
    }

    private static SampleTable select(SampleTable all, int[] samples, int rows) {
        int[] stackOffset = new int[rows + 1];
        int[] labelOffset = new int[rows + 1];
        long[] values = new long[2 * rows];
        int[] location = new int[all.location().length];
        int[] key = new int[all.labelKey().length];
        int[] string = new int[key.length];
        long[] number = new long[key.length];
        int[] unit = new int[key.length];
        int to = 0;
        for (int row = 0; row < samples.length; row++) {
            if (samples[row] == 0) {
                continue;
            }
            int stack = all.stackOffset()[row];
            int depth = all.stackOffset()[row + 1] - stack;
            System.arraycopy(all.location(), stack, location, stackOffset[to], depth);
            int label = all.labelOffset()[row];
            int labels = all.labelOffset()[row + 1] - label;
            int at = labelOffset[to];
            for (int i = 0; i < labels; i++) {
                key[at + i] = all.labelKey()[label + i];
                string[at + i] = all.labelString()[label + i];
                number[at + i] = all.labelNumber()[label + i];
                unit[at + i] = all.labelUnit()[label + i];
            }
            values[2 * to] = samples[row];
            values[2 * to + 1] = samples[row] * PERIOD;
            stackOffset[to + 1] = stackOffset[to] + depth;
            labelOffset[to + 1] = at + labels;
            to++;
        }
        int labels = labelOffset[rows];
        return new SampleTable(
                stackOffset,
                Arrays.copyOf(location, stackOffset[rows]),
                values,
                labelOffset,
                Arrays.copyOf(key, labels),
                Arrays.copyOf(string, labels),
                Arrays.copyOf(number, labels),
                Arrays.copyOf(unit, labels));
    }
}
