package io.tributary.profile.filter;

import io.tributary.profile.Profile;
import io.tributary.profile.report.LabelUnits;
import io.tributary.profile.report.Measurement;
import java.util.BitSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A range for numeric labels, both ends included: {@code 32kb}, {@code :64kb}, {@code 4mb:}, {@code 12kb:64mb}. Any number of
 * the key, or of any key, has to be in it. A number's unit is that of its key in the whole profile ({@link LabelUnits});
 * numbers in units that do not convert into the range's are never in it, and neither is one with a known unit in a range
 * without any.
 *
 * @param unit pprof's short name of the unit of both ends
 */
record TagRange(byte @Nullable [] key, double least, double most, String unit) implements TagFilter {
    private static final Pattern RANGE =
            Pattern.compile("(:?)([+-]?[0-9]+)([A-Za-z]*)(?:(:)(?:([+-]?[0-9]+)([A-Za-z]*))?)?");

    /** The range, or null for what is none. */
    static @Nullable TagRange parse(byte @Nullable [] key, String text) throws PatternException {
        Matcher m = RANGE.matcher(text);
        if (!m.matches()) {
            return null;
        }
        boolean onlyMost = !m.group(1).isEmpty();
        boolean hasColon = m.group(4) != null;
        if (onlyMost && hasColon) {
            return null;
        }
        Measurement.Scaled first = Measurement.scale(number(m, 2), m.group(3), m.group(3));
        if (!hasColon) {
            double least = onlyMost ? Double.NEGATIVE_INFINITY : first.value();
            return new TagRange(key, least, first.value(), first.unit());
        }
        if (m.group(5) == null) {
            return new TagRange(key, first.value(), Double.POSITIVE_INFINITY, first.unit());
        }
        Measurement.Scaled second = Measurement.scale(number(m, 5), m.group(6), first.unit());
        return second.unit().equals(first.unit())
                ? new TagRange(key, first.value(), second.value(), first.unit())
                : null;
    }

    private static long number(Matcher m, int group) throws PatternException {
        try {
            return Long.parseLong(m.group(group));
        } catch (NumberFormatException e) {
            throw new PatternException(m.start(group), "a number beyond 64 bits");
        }
    }

    @Override
    public Bound bind(Profile whole) {
        LabelUnits units = LabelUnits.of(whole);
        @Nullable BitSet keys = key == null ? null : TagFilter.stringsOf(whole.strings(), key);
        return (samples, sample) -> {
            for (int l = samples.labelOffset()[sample]; l < samples.labelOffset()[sample + 1]; l++) {
                if (LabelUnits.isNumber(samples, l)
                        && (keys == null || keys.get(samples.labelKey()[l]))
                        && contains(samples.labelNumber()[l], units.of(whole.strings(), samples.labelKey()[l]))) {
                    return true;
                }
            }
            return false;
        };
    }

    private boolean contains(long number, String numberUnit) {
        Measurement.Scaled scaled = Measurement.scale(number, numberUnit, unit);
        return scaled.unit().equals(unit) && scaled.value() >= least && scaled.value() <= most;
    }
}
