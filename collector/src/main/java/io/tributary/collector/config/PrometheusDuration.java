package io.tributary.collector.config;

import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Durations as Prometheus' configuration writes them: {@code 15s}, {@code 1h30m}, {@code 200ms}. Units in falling order,
 * each at most once; a day has 24 hours, a week 7 days, a year 365.
 */
public final class PrometheusDuration {
    private static final Pattern FORM =
            Pattern.compile("(?:(\\d+)y)?(?:(\\d+)w)?(?:(\\d+)d)?(?:(\\d+)h)?(?:(\\d+)m)?(?:(\\d+)s)?(?:(\\d+)ms)?");
    private static final String[] UNITS = {"y", "w", "d", "h", "m", "s", "ms"};
    private static final long[] MILLIS = {
        365 * 86_400_000L, 7 * 86_400_000L, 86_400_000L, 3_600_000L, 60_000L, 1_000L, 1L
    };
    /** The unit after weeks. */
    private static final int DAYS = 2;

    private static final int LONGEST_TEXT = 40;

    private PrometheusDuration() {}

    /** The duration, or null when the text is none or more than some 292 million years. */
    public static @Nullable Duration parse(String text) {
        if (text.equals("0")) {
            return Duration.ZERO;
        }
        Matcher matcher = FORM.matcher(text);
        if (text.isEmpty() || text.length() > LONGEST_TEXT || !matcher.matches()) {
            return null;
        }
        try {
            long millis = 0;
            for (int unit = 0; unit < MILLIS.length; unit++) {
                String digits = matcher.group(unit + 1);
                if (digits != null) {
                    millis = Math.addExact(millis, Math.multiplyExact(Long.parseLong(digits), MILLIS[unit]));
                }
            }
            return Duration.ofMillis(millis);
        } catch (ArithmeticException | NumberFormatException _) {
            return null;
        }
    }

    /**
     * Whole milliseconds as Prometheus writes them: {@code 1h30m}; zero is {@code 0s}; years and weeks only where nothing is
     * left over, so that ten days are {@code 10d}.
     */
    public static String format(Duration duration) {
        long rest = duration.toMillis();
        StringBuilder out = new StringBuilder();
        for (int unit = 0; unit < MILLIS.length; unit++) {
            boolean isWeeksOrMore = unit < DAYS;
            if (rest >= MILLIS[unit] && !(isWeeksOrMore && rest % MILLIS[unit] != 0)) {
                out.append(rest / MILLIS[unit]).append(UNITS[unit]);
                rest %= MILLIS[unit];
            }
        }
        return out.isEmpty() ? "0s" : out.toString();
    }
}
