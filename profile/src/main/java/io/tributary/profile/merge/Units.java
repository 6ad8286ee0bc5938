package io.tributary.profile.merge;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The units pprof can convert into each other: memory, time, and Google compute units. Names, aliases and factors are
 * those of google/pprof's {@code internal/measurement}.
 */
final class Units {
    private enum Dimension {
        MEMORY,
        TIME,
        COMPUTE
    }

    private record Unit(Dimension dimension, double factor) {}

    private static final Map<String, Unit> BY_ALIAS = new HashMap<>();

    static {
        add(Dimension.MEMORY, 1, "b", "byte");
        add(Dimension.MEMORY, 1L << 10, "kb", "kbyte", "kilobyte");
        add(Dimension.MEMORY, 1L << 20, "mb", "mbyte", "megabyte");
        add(Dimension.MEMORY, 1L << 30, "gb", "gbyte", "gigabyte");
        add(Dimension.MEMORY, 1L << 40, "tb", "tbyte", "terabyte");
        add(Dimension.MEMORY, 1L << 50, "pb", "pbyte", "petabyte");
        add(Dimension.TIME, 1, "ns", "nanosecond");
        add(Dimension.TIME, 1e3, "μs", "us", "microsecond");
        add(Dimension.TIME, 1e6, "ms", "millisecond");
        add(Dimension.TIME, 1e9, "s", "sec", "second");
        add(Dimension.TIME, 3600e9, "hour", "hr");
        add(Dimension.COMPUTE, 1e-9, "nanogcu");
        add(Dimension.COMPUTE, 1e-6, "microgcu");
        add(Dimension.COMPUTE, 1e-3, "milligcu");
        add(Dimension.COMPUTE, 1, "gcu");
        add(Dimension.COMPUTE, 1e3, "kilogcu");
        add(Dimension.COMPUTE, 1e6, "megagcu");
        add(Dimension.COMPUTE, 1e9, "gigagcu");
        add(Dimension.COMPUTE, 1e12, "teragcu");
        add(Dimension.COMPUTE, 1e15, "petagcu");
    }

    private Units() {}

    private static void add(Dimension dimension, double factor, String... aliases) {
        for (String alias : aliases) {
            BY_ALIAS.put(alias, new Unit(dimension, factor));
        }
    }

    private static @Nullable Unit find(String name) {
        // Letter by letter, and the length in bytes, as in Go: of "μs" an "s" is taken away, so it is no unit.
        String lower = name.codePoints()
                .map(Character::toLowerCase)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
        boolean plural = lower.getBytes(StandardCharsets.UTF_8).length > 2 && lower.endsWith("s");
        return BY_ALIAS.get(plural ? lower.substring(0, lower.length() - 1) : lower);
    }

    /** Whether values in one unit can be given in the other. */
    static boolean areConvertible(String a, String b) {
        if (a.equals(b)) {
            return true;
        }
        Unit from = find(a);
        Unit to = find(b);
        return from != null && to != null && from.dimension == to.dimension;
    }

    /** A value of unit {@code from} in unit {@code to}; unchanged where pprof knows no conversion. */
    static double convert(long value, String from, String to) {
        Unit source = find(from);
        Unit target = find(to);
        if (source == null || target == null || source.dimension != target.dimension) {
            return value;
        }
        // In this order, so that rounding is pprof's.
        return value * source.factor / target.factor;
    }
}
