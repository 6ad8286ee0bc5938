package io.tributary.profile.pgo;

import io.tributary.profile.LocationTable;
import io.tributary.profile.Profile;
import io.tributary.profile.SampleTable;
import java.util.Set;

/**
 * Which share of a Go CPU profile is the scheduler looking for work or going to sleep. A sample is idle when, of the frames from its leaf
 * up that belong to the runtime, one is a function that does that ({@link #SEARCHING}); the frames above the first one that is not the
 * runtime's do not count, so that a program's own call that ends up waiting is its own.
 */
public final class IdleShare {
    /** Where a thread without a goroutine to run is, and the monitor thread; the system calls that they end in are below these. */
    private static final Set<String> SEARCHING = Set.of(
            "runtime.schedule",
            "runtime.findRunnable",
            "runtime.findrunnable",
            "runtime.stopm",
            "runtime.mPark",
            "runtime.sysmon",
            "runtime.notesleep",
            "runtime.notetsleep",
            "runtime.notetsleep_internal",
            "runtime.templateThread");

    private enum Frame {
        SEARCHING,
        RUNTIME,
        OTHER
    }

    private IdleShare() {}

    /**
     * The share of a column, 0 to 1; 0 where it is all zero.
     *
     * @param column of the samples' values
     */
    public static double of(Profile profile, int column) {
        Frame[] kinds = new Frame[profile.functions().size()];
        for (int function = 0; function < kinds.length; function++) {
            kinds[function] = kind(profile.strings().get(profile.functions().name()[function]));
        }
        SampleTable samples = profile.samples();
        double idle = 0;
        double total = 0;
        for (int sample = 0; sample < samples.size(); sample++) {
            long value = samples.values()[sample * profile.valueCount() + column];
            total += value;
            idle += value != 0 && isIdle(profile, sample, kinds) ? value : 0;
        }
        return total == 0 ? 0 : idle / total;
    }

    private static Frame kind(String name) {
        if (SEARCHING.contains(name)) {
            return Frame.SEARCHING;
        }
        return name.startsWith("runtime.")
                        || name.startsWith("internal/runtime/")
                        || name.startsWith("runtime/internal/")
                ? Frame.RUNTIME
                : Frame.OTHER;
    }

    private static boolean isIdle(Profile profile, int sample, Frame[] kinds) {
        SampleTable samples = profile.samples();
        LocationTable locations = profile.locations();
        for (int at = samples.stackOffset()[sample]; at < samples.stackOffset()[sample + 1]; at++) {
            int location = samples.location()[at];
            for (int line = locations.lineOffset()[location]; line < locations.lineOffset()[location + 1]; line++) {
                switch (kinds[locations.lineFunction()[line]]) {
                    case SEARCHING -> {
                        return true;
                    }
                    case OTHER -> {
                        return false;
                    }
                    case RUNTIME -> {
                        // On to its caller.
                    }
                }
            }
        }
        return false;
    }
}
