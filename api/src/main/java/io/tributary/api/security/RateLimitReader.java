package io.tributary.api.security;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** {@code rate_limit}. */
final class RateLimitReader {
    private static final int MOST_BURST = 1_000_000;
    private static final BigDecimal LONGEST_NANOS =
            BigDecimal.valueOf(Duration.ofDays(1).toNanos());
    /** Go's {@code time.ParseDuration}. */
    private static final Pattern PART = Pattern.compile("([0-9]{1,9}(?:\\.[0-9]{1,9})?)(ns|us|µs|ms|s|m|h)");

    private RateLimitReader() {}

    /** Null where there is none. */
    static @Nullable RateLimit read(Section file) {
        Section section = file.section("rate_limit");
        String text = section.text("interval");
        int burst = section.whole("burst", MOST_BURST);
        section.refuseUnknown();
        BigDecimal interval = text.isEmpty() ? BigDecimal.ZERO : nanos(text);
        if (interval == null || interval.compareTo(LONGEST_NANOS) > 0) {
            section.problems()
                    .add(section.place("interval"), "interval must be a duration like 100ms or 1s, of at most 24h");
            return null;
        }
        if (interval.signum() == 0) {
            return null;
        }
        if (burst == 0) {
            section.problems()
                    .add(section.place("burst"), "burst must be at least 1, or no request is answered at all");
            return null;
        }
        return new RateLimit(Duration.ofNanos(interval.longValueExact()), burst);
    }

    private static long nanosIn(String unit) {
        return switch (unit) {
            case "ns" -> 1;
            case "us", "µs" -> 1_000;
            case "ms" -> 1_000_000;
            case "s" -> 1_000_000_000;
            case "m" -> 60_000_000_000L;
            default -> 3_600_000_000_000L;
        };
    }

    /** Whole ones, however many: only then is it known whether they are too many. Null where it is no duration. */
    private static @Nullable BigDecimal nanos(String text) {
        if (text.matches("[0-9]{1,18}")) {
            // A number alone counts nanoseconds, as in Go.
            return new BigDecimal(text);
        }
        Matcher part = PART.matcher(text);
        BigDecimal sum = BigDecimal.ZERO;
        int end = 0;
        while (part.find() && part.start() == end) {
            BigDecimal nanos = new BigDecimal(part.group(1)).multiply(BigDecimal.valueOf(nanosIn(part.group(2))));
            sum = sum.add(nanos.setScale(0, RoundingMode.DOWN));
            end = part.end();
        }
        return end == text.length() ? sum : null;
    }
}
