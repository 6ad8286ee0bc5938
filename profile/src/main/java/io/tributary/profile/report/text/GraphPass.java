package io.tributary.profile.report.text;

import io.tributary.profile.Profile;
import io.tributary.profile.SampleTable;
import io.tributary.profile.column.IntColumn;
import io.tributary.profile.column.LongColumn;
import io.tributary.profile.report.Frames;
import io.tributary.profile.report.PairTable;
import io.tributary.profile.report.SampleValues;
import org.jspecify.annotations.Nullable;

/**
 * One pass over the samples that adds up functions and the calls between them. A function or a call that comes several
 * times in one stack counts once. Functions that are not kept are skipped: the call then goes past them, and a sample
 * whose innermost function is not kept is nobody's own.
 */
final class GraphPass {
    final long[] flat;
    final long[] flatDivisor;
    final long[] cum;
    final long[] cumDivisor;
    /** (caller, callee) of each call; empty where calls were not asked for. */
    final PairTable calls = new PairTable();

    final LongColumn callWeight = new LongColumn();
    /** 1 while every occurrence was inlined. */
    final IntColumn callInline = new IntColumn();

    private final Frames frames;
    private final boolean @Nullable [] kept;
    private final boolean withCalls;
    /** The last sample in which the function, or the call, was met, plus 1. */
    private final int[] functionSeen;

    private final IntColumn callSeen = new IntColumn();

    /** @param kept by frame, or null to keep all */
    GraphPass(
            Profile profile,
            Frames frames,
            SampleValues values,
            @Nullable SampleValues divisor,
            boolean @Nullable [] kept,
            boolean withCalls) {
        this.frames = frames;
        this.kept = kept;
        this.withCalls = withCalls;
        int n = frames.count();
        flat = new long[n];
        flatDivisor = new long[n];
        cum = new long[n];
        cumDivisor = new long[n];
        functionSeen = new int[n];
        SampleTable samples = profile.samples();
        for (int s = 0; s < samples.size(); s++) {
            long value = values.value(s);
            long divide = divisor == null ? 0 : divisor.value(s);
            if (value != 0 || divide != 0) {
                add(samples, s, value, divide);
            }
        }
    }

    private void add(SampleTable samples, int sample, long value, long divide) {
        int from = samples.stackOffset()[sample];
        int caller = -1;
        boolean pastSkipped = false;
        for (int i = samples.stackOffset()[sample + 1] - 1; i >= from; i--) {
            int location = samples.location()[i];
            int first = frames.start(location);
            int last = frames.end(location) - 1;
            for (int place = last; place >= first; place--) {
                int frame = frames.at(place);
                if (kept != null && !kept[frame]) {
                    pastSkipped = true;
                    continue;
                }
                if (functionSeen[frame] != sample + 1) {
                    functionSeen[frame] = sample + 1;
                    cum[frame] += value;
                    cumDivisor[frame] += divide;
                }
                if (withCalls && caller >= 0 && caller != frame) {
                    addCall(calls.number(caller, frame), sample, value, place != last);
                }
                caller = frame;
                pastSkipped = false;
            }
        }
        if (caller >= 0 && !pastSkipped) {
            flat[caller] += value;
            flatDivisor[caller] += divide;
        }
    }

    private void addCall(int call, int sample, long value, boolean inlined) {
        if (call == callWeight.size()) {
            callWeight.add(value);
            callInline.add(inlined ? 1 : 0);
            callSeen.add(sample);
        } else if (callSeen.get(call) != sample) {
            callSeen.set(call, sample);
            callWeight.set(call, callWeight.get(call) + value);
            if (!inlined) {
                callInline.set(call, 0);
            }
        }
    }

    /** The function's own value, the mean where there is a divisor. */
    long flatValue(int frame) {
        return flatDivisor[frame] == 0 ? flat[frame] : flat[frame] / flatDivisor[frame];
    }

    /** The value of the function and all it called. */
    long cumValue(int frame) {
        return cumDivisor[frame] == 0 ? cum[frame] : cum[frame] / cumDivisor[frame];
    }
}
