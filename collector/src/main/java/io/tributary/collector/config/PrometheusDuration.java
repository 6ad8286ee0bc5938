package io.tributary.collector.config;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Durations as Prometheus' configuration writes them: {@code 15s}, {@code 1h30m}, {@code 200ms}. Units in falling order,
 * each at most once; a day has 24 hours, a week 7 days, a year 365.
 */
public final class PrometheusDuration {
    private static final List<String> UNITS = List.of("y", "w", "d", "h", "m", "s", "ms");
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
        if (text.isEmpty() || text.length() > LONGEST_TEXT) {
            return null;
        }
        try {
            return parts(text);
        } catch (ArithmeticException | NumberFormatException _) {
            return null;
        }
    }

    /** By hand: each target's labels are read whenever one of its job changes, and a regular expression took a quarter of that. */
    private static @Nullable Duration parts(String text) {
        long millis = 0;
        int last = -1;
        int at = 0;
        while (at < text.length()) {
            int word = end(text, at, '0', '9');
            int next = end(text, word, 'a', 'z');
            int unit = UNITS.indexOf(text.substring(word, next));
            if (word == at || unit <= last) {
                return null;
            }
            millis = Math.addExact(millis, Math.multiplyExact(Long.parseLong(text, at, word, 10), MILLIS[unit]));
            last = unit;
            at = next;
        }
        return Duration.ofMillis(millis);
    }

    /** Where the characters of a range that begin here are over. */
    private static int end(String text, int from, char first, char last) {
        int at = from;
        while (at < text.length() && text.charAt(at) >= first && text.charAt(at) <= last) {
            at++;
        }
        return at;
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
                out.append(rest / MILLIS[unit]).append(UNITS.get(unit));
                rest %= MILLIS[unit];
            }
        }
        return out.isEmpty() ? "0s" : out.toString();
    }
}
