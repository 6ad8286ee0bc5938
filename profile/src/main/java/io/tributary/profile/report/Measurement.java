package io.tributary.profile.report;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Numbers with units as pprof prints them: {@code 1.20s}, {@code 512kB}, {@code  3.31%}. The units, their aliases and
 * every rounding are those of google/pprof's {@code internal/measurement} under Go's number formatting.
 */
public final class Measurement {
    /** As a target unit: the largest in which the value is at least 1. */
    public static final String AUTO = "auto";

    private static final double HUNDRED = 100;
    /** Shares in this range are printed as a round hundred. */
    private static final double FULL_FROM = 99.95;

    private static final double FULL_TO = 100.05;

    private record Unit(String name, double factor, List<String> aliases) {
        static Unit of(String name, double factor, String... aliases) {
            return new Unit(name, factor, List.of(aliases));
        }
    }

    /** Units that convert into each other, the fallback named apart. */
    private record Dimension(Unit fallback, List<Unit> units) {
        @Nullable
        Unit find(String name) {
            String singular = name.toLowerCase(Locale.ROOT);
            // pprof counts bytes here, so the "s" of "μs" is taken for a plural and the unit is unknown to it.
            if (singular.endsWith("s") && singular.getBytes(UTF_8).length > 2) {
                singular = singular.substring(0, singular.length() - 1);
            }
            for (Unit unit : units) {
                if (unit.aliases.contains(singular)) {
                    return unit;
                }
            }
            return null;
        }
    }

    private static final List<Dimension> DIMENSIONS = List.of(
            new Dimension(
                    Unit.of("B", 1),
                    List.of(
                            Unit.of("B", 1, "b", "byte"),
                            Unit.of("kB", 1L << 10, "kb", "kbyte", "kilobyte"),
                            Unit.of("MB", 1L << 20, "mb", "mbyte", "megabyte"),
                            Unit.of("GB", 1L << 30, "gb", "gbyte", "gigabyte"),
                            Unit.of("TB", 1L << 40, "tb", "tbyte", "terabyte"),
                            Unit.of("PB", 1L << 50, "pb", "pbyte", "petabyte"))),
            new Dimension(
                    Unit.of("s", 1e9),
                    List.of(
                            Unit.of("ns", 1, "ns", "nanosecond"),
                            Unit.of("us", 1e3, "μs", "us", "microsecond"),
                            Unit.of("ms", 1e6, "ms", "millisecond"),
                            Unit.of("s", 1e9, "s", "sec", "second"),
                            Unit.of("hrs", 3600e9, "hour", "hr"))),
            new Dimension(
                    Unit.of("GCU", 1),
                    List.of(
                            Unit.of("n*GCU", 1e-9, "nanogcu"),
                            Unit.of("u*GCU", 1e-6, "microgcu"),
                            Unit.of("m*GCU", 1e-3, "milligcu"),
                            Unit.of("GCU", 1, "gcu"),
                            Unit.of("k*GCU", 1e3, "kilogcu"),
                            Unit.of("M*GCU", 1e6, "megagcu"),
                            Unit.of("G*GCU", 1e9, "gigagcu"),
                            Unit.of("T*GCU", 1e12, "teragcu"),
                            Unit.of("P*GCU", 1e15, "petagcu"))));

    private Measurement() {}

    /**
     * A value in another unit.
     *
     * @param unit the unit's short name, empty where there is nothing to say
     */
    public record Scaled(double value, String unit) {}

    /**
     * Converts.
     *
     * @param to a unit's name or {@link #AUTO}; one that pprof does not know is kept as it is
     */
    public static Scaled scale(long value, String from, String to) {
        // The smallest long is its own negative, and stays negative.
        if (value < 0 && -value > 0) {
            Scaled positive = scale(-value, from, to);
            return new Scaled(-positive.value, positive.unit);
        }
        for (Dimension dimension : DIMENSIONS) {
            Unit source = dimension.find(from);
            if (source != null) {
                double base = value * source.factor;
                Unit target = to.equals(AUTO) ? largest(dimension, base) : dimension.find(to);
                Unit used = target == null ? dimension.fallback : target;
                return new Scaled(base / used.factor, used.name);
            }
        }
        return switch (to) {
            case "count", "sample", "unit", AUTO, "minimum" -> new Scaled(value, "");
            default -> new Scaled(value, to);
        };
    }

    private static @Nullable Unit largest(Dimension dimension, double base) {
        Unit found = null;
        for (Unit unit : dimension.units) {
            if (base / unit.factor >= 1 && (found == null || unit.factor >= found.factor)) {
                found = unit;
            }
        }
        return found;
    }

    /** The value with its unit, for instance {@code 10ms}; at most two decimals, and none of a round number. */
    public static String label(long value, String from, String to) {
        Scaled scaled = scale(value, from, to);
        String text = twoDecimals(scaled.value);
        if (text.endsWith(".00")) {
            text = text.substring(0, text.length() - 3);
        }
        return text.equals("0") ? text : text + scaled.unit;
    }

    /** The value's share of a total in six characters, without a sign; 0 of a total of 0. */
    public static String percentage(long value, long total) {
        double share = total == 0 ? 0 : Math.abs((double) value / (double) total) * HUNDRED;
        if (share >= FULL_FROM && share <= FULL_TO) {
            return "  100%";
        }
        String text = share >= 1 ? twoDecimals(share) : twoDigits(share);
        return " ".repeat(Math.max(0, 5 - text.length())) + text + "%";
    }

    /** Go's {@code %.2f}: the nearest to what the double really is, ties to even. */
    private static String twoDecimals(double value) {
        return new BigDecimal(value).setScale(2, RoundingMode.HALF_EVEN).toPlainString();
    }

    /** Go's {@code %.2g} for a value from 0 to 1. */
    private static String twoDigits(double value) {
        BigDecimal rounded = new BigDecimal(value)
                .round(new MathContext(2, RoundingMode.HALF_EVEN))
                .stripTrailingZeros();
        int exponent = rounded.precision() - rounded.scale() - 1;
        if (rounded.signum() == 0 || exponent >= -4) {
            return rounded.toPlainString();
        }
        String digits = rounded.unscaledValue().toString();
        String fraction = digits.length() > 1 ? "." + digits.substring(1) : "";
        return digits.charAt(0) + fraction + (exponent > -10 ? "e-0" : "e-") + -exponent;
    }
}
