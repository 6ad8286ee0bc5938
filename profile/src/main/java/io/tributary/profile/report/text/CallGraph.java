package io.tributary.profile.report.text;

import io.tributary.profile.Profile;
import io.tributary.profile.report.Frames;
import io.tributary.profile.report.Measurement;
import io.tributary.profile.report.ReportOptions;
import io.tributary.profile.report.SampleValues;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * The functions of a profile and the calls between them as pprof's text reports show them: negligible functions left
 * out, the others in order, at most as many as wanted.
 */
final class CallGraph {
    final Frames frames;
    /** Frames in the order of the report. */
    final int[] order;
    /** Functions that are negligible. */
    final int dropped;
    /** Functions that are not, of which {@link #order} may be the first ones only. */
    final int candidates;
    /** What shares refer to. */
    final long total;
    /** In what values are printed. */
    final String unit;

    final GraphPass pass;
    private final boolean[] shown;
    private final long leastCall;

    /**
     * @param whole the profile to whose total shares refer: the same, or the one before filters
     * @throws IllegalArgumentException if there is no such value column
     */
    CallGraph(Profile profile, Profile whole, ReportOptions options) {
        checkColumn(profile, options.column());
        checkColumn(whole, options.column());
        frames = Frames.of(profile, options.granularity());
        SampleValues values = new SampleValues(profile, options.column());
        @Nullable SampleValues divisor = options.mean() ? new SampleValues(profile, 0) : null;
        total = new SampleValues(whole, options.column()).total(options.mean() ? new SampleValues(whole, 0) : null);

        GraphPass counted = new GraphPass(profile, frames, values, divisor, null, false);
        int[] present = present(counted);
        long sum = 0;
        for (int frame : present) {
            sum += counted.flat[frame];
        }
        long leastFunction = part(sum, options.nodeFraction());
        leastCall = part(sum, options.edgeFraction());
        boolean @Nullable [] kept = null;
        int droppedFunctions = 0;
        if (leastFunction > 0) {
            boolean[] large = select(present, counted, leastFunction);
            int size = count(large);
            if (size < present.length) {
                droppedFunctions = present.length - size;
                kept = large;
                counted = new GraphPass(profile, frames, values, divisor, kept, false);
                present = present(counted);
            }
        }
        dropped = droppedFunctions;
        candidates = present.length;
        present = sorted(present, counted, options.order());
        if (options.nodeCount() > 0) {
            int[] first = Arrays.copyOf(present, Math.min(present.length, options.nodeCount()));
            boolean[] top = select(first, counted, 0);
            if (count(top) < present.length) {
                kept = top;
            }
        }
        pass = new GraphPass(profile, frames, values, divisor, kept, true);
        order = sorted(present(pass), pass, options.order());
        shown = new boolean[frames.count()];
        for (int frame : order) {
            shown[frame] = true;
        }
        unit = unit(profile.header().sampleTypes().get(options.column()).unit());
    }

    static void checkColumn(Profile profile, int column) {
        if (column >= profile.valueCount()) {
            throw new IllegalArgumentException("value column " + column + " of a profile that has "
                    + profile.header().sampleTypes());
        }
    }

    /** A share of a sum, without its sign. */
    static long part(long sum, double fraction) {
        return Math.abs(truncate((double) sum * fraction));
    }

    /** To an integer as Go does on x86, where what is too large becomes the smallest long. */
    static long truncate(double value) {
        return value >= 0x1p63 || value < -0x1p63 ? Long.MIN_VALUE : (long) value;
    }

    private int[] present(GraphPass of) {
        return IntStream.range(0, frames.count())
                .filter(frame -> of.cum[frame] != 0 || of.flat[frame] != 0)
                .toArray();
    }

    private boolean[] select(int[] candidateFrames, GraphPass of, long least) {
        boolean[] selected = new boolean[frames.count()];
        for (int frame : candidateFrames) {
            selected[frame] = Math.abs(of.cum[frame]) >= least;
        }
        return selected;
    }

    private static int count(boolean[] selected) {
        int count = 0;
        for (boolean one : selected) {
            count += one ? 1 : 0;
        }
        return count;
    }

    private int[] sorted(int[] unsorted, GraphPass by, ReportOptions.Order chosen) {
        long[] first = chosen == ReportOptions.Order.CUM ? by.cum : by.flat;
        return IntStream.of(unsorted)
                .boxed()
                .sorted((a, b) -> {
                    int byValue = Long.compare(Math.abs(first[b]), Math.abs(first[a]));
                    return byValue != 0 ? byValue : frames.compare(a, b);
                })
                .mapToInt(Integer::intValue)
                .toArray();
    }

    /** The unit in which the smallest value shown still has digits. */
    private String unit(String from) {
        if (order.length == 0) {
            return Measurement.AUTO;
        }
        long least = 0;
        for (int frame : order) {
            long value = Math.abs(pass.flatValue(frame));
            value = value == 0 ? Math.abs(pass.cumValue(frame)) : value;
            if (value > 0 && (least == 0 || value < least)) {
                least = value;
            }
        }
        least = least == 0 ? total : least;
        String small = Measurement.scale(least, from, Measurement.AUTO).unit();
        String large = Measurement.scale(total, from, Measurement.AUTO).unit();
        String chosen = small;
        if (!small.equals(large) && least * 100 < total) {
            chosen = Measurement.scale(100 * least, from, Measurement.AUTO).unit();
        }
        return chosen.isEmpty() ? from : chosen;
    }

    /** What the functions shown have for themselves, together. */
    long shownTotal() {
        long sum = 0;
        for (int frame : order) {
            sum += pass.flatValue(frame);
        }
        return sum;
    }

    /** Whether a call is large enough to be mentioned; calls of functions that add up to nothing always are. */
    boolean isShown(int call) {
        return !shown[pass.calls.second(call)] || Math.abs(pass.callWeight.get(call)) >= leastCall;
    }
}
