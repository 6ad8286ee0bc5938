package io.tributary.api.series;

import io.tributary.profile.ValueType;
import io.tributary.storage.InstanceTotals;
import io.tributary.storage.Temporality;

/**
 * What the numbers of a series are.
 *
 * @param temporality what the sample type's values mean over time
 * @param nanos of one of a unit of time, so that times are given in seconds; 0 of other units
 * @param unit {@code cores} of CPU time; of what happens, its unit for a second, {@code bytes/second}; of what is there, its unit
 */
record Meaning(Temporality temporality, long nanos, String unit) {
    private static final double SECOND = 1e9;

    static Meaning of(ValueType type, InstanceTotals instance) {
        long timed = instance.steps().stream()
                .mapToLong(InstanceTotals.Step::timedNanos)
                .max()
                .orElse(0);
        Temporality temporality = Temporality.of(type, timed);
        long nanos = nanos(type.unit());
        String unit = nanos > 0 ? "seconds" : type.unit();
        if (temporality != Temporality.GAUGE) {
            unit = nanos > 0 && type.type().equals("cpu") ? "cores" : unit + "/second";
        }
        return new Meaning(temporality, nanos, unit);
    }

    /** A value in seconds, or its own unit. */
    double amount(double value) {
        return nanos > 0 ? value * nanos / SECOND : value;
    }

    /** The same for a second, of what came about in a time. */
    double rate(double value, double inNanos) {
        return value * (nanos > 0 ? nanos : SECOND) / inNanos;
    }

    private static long nanos(String unit) {
        return switch (unit) {
            case "nanoseconds", "ns" -> 1;
            case "microseconds", "us" -> 1_000;
            case "milliseconds", "ms" -> 1_000_000;
            case "seconds", "s" -> 1_000_000_000;
            default -> 0;
        };
    }
}
