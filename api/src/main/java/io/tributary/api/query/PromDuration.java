package io.tributary.api.query;

import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Durations as Prometheus writes them: {@code 7d}, {@code 1h30m}, {@code 500ms}. Units in falling order, each at most
 * once; a day has 24 hours, a week 7 days, a year 365.
 */
public final class PromDuration {
    /** What a message may say about the form. */
    public static final String FORM = "a duration is written like 30m, 6h, 7d or 1h30m (units y, w, d, h, m, s, ms)";

    private static final Pattern PATTERN =
            Pattern.compile("(?:(\\d+)y)?(?:(\\d+)w)?(?:(\\d+)d)?(?:(\\d+)h)?(?:(\\d+)m)?(?:(\\d+)s)?(?:(\\d+)ms)?");
    private static final long[] MILLIS = {
        365 * 86_400_000L, 7 * 86_400_000L, 86_400_000L, 3_600_000L, 60_000L, 1_000L, 1L
    };
    private static final Duration LONGEST = Duration.ofDays(365L * 200);

    private PromDuration() {}

    /**
     * Reads a duration.
     *
     * @throws IllegalArgumentException when it is no duration, or one of more than 200 years; the message says why
     */
    public static Duration parse(String text) {
        Matcher matcher = PATTERN.matcher(text);
        if (text.isEmpty() || text.length() > 64 || !matcher.matches()) {
            throw new IllegalArgumentException(FORM);
        }
        long millis = 0;
        try {
            for (int unit = 0; unit < MILLIS.length; unit++) {
                String digits = matcher.group(unit + 1);
                if (digits != null) {
                    millis = Math.addExact(millis, Math.multiplyExact(Long.parseLong(digits), MILLIS[unit]));
                }
            }
        } catch (ArithmeticException | NumberFormatException _) {
            millis = Long.MAX_VALUE;
        }
        Duration duration = Duration.ofMillis(millis);
        if (duration.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException("longer than 200 years");
        }
        return duration;
    }

    /** The shortest way to write it, in whole milliseconds: {@code 1h30m}; zero is {@code 0s}. */
    public static String format(Duration duration) {
        long rest = duration.toMillis();
        if (rest == 0) {
            return "0s";
        }
        String[] units = {"y", "w", "d", "h", "m", "s", "ms"};
        StringBuilder out = new StringBuilder();
        for (int unit = 2; unit < units.length; unit++) {
            long count = rest / MILLIS[unit];
            rest %= MILLIS[unit];
            if (count > 0) {
                out.append(count).append(units[unit]);
            }
        }
        return out.toString();
    }
}
