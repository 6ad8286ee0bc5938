package io.tributary.profile.fuzz;

import io.tributary.profile.Profile;
import io.tributary.profile.SampleTable;

/** Any bytes: a profile whose references all hold, or the declared exception. */
public final class DecodeTarget {
    private DecodeTarget() {}

    /** Called by Jazzer. */
    public static void fuzzerTestOneInput(byte[] input) {
        Profile profile = FuzzLimits.decode(input);
        if (profile != null) {
            walk(profile);
        }
    }

    /** Every row that the samples reach; an index out of range ends it. */
    private static void walk(Profile profile) {
        SampleTable samples = profile.samples();
        FuzzLimits.check(samples.size() <= FuzzLimits.SMALL.maxSamples(), "more samples than allowed");
        FuzzLimits.check(samples.values().length == samples.size() * profile.valueCount(), "another number of values");
        for (int location : samples.location()) {
            int mapping = profile.locations().mapping()[location];
            FuzzLimits.check(mapping < profile.mappings().size(), "no such mapping");
            int end = profile.locations().lineOffset()[location + 1];
            for (int i = profile.locations().lineOffset()[location]; i < end; i++) {
                int function = profile.locations().lineFunction()[i];
                profile.strings().get(profile.functions().name()[function]);
                profile.strings().get(profile.functions().systemName()[function]);
                profile.strings().get(profile.functions().filename()[function]);
            }
        }
        for (int i = 0; i < samples.labelKey().length; i++) {
            profile.strings().get(samples.labelKey()[i]);
            profile.strings().get(samples.labelString()[i]);
            profile.strings().get(samples.labelUnit()[i]);
        }
    }
}
