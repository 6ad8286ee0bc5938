package io.tributary.api.query;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.time.temporal.TemporalAdjusters;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A time as a user gives it: RFC 3339, Unix seconds with or without a fraction, or relative to now. {@code now-1d/d} is
 * yesterday: rounded down to the day's beginning where a range begins and up to its end where a range ends, as Grafana
 * does, so that {@code from=now-1d/d&to=now-1d/d} is the whole of yesterday. Days are UTC's, weeks begin on Monday.
 */
public final class TimeExpression {
    /** What a message may say about the form. */
    public static final String FORM =
            "Write a time in RFC 3339 (2026-03-01T12:00:00Z), as Unix seconds, or relative to now like now-6h"
                    + " or now-1d/d; a plus sign in a URL is %2B.";

    private static final Pattern UNIX = Pattern.compile("\\d{1,18}(\\.\\d{1,9})?");
    private static final Pattern RELATIVE = Pattern.compile("now((?:[+-][0-9a-z]+)*)(?:/(\\w+))?");
    private static final Pattern STEP = Pattern.compile("([+-])([0-9a-z]+)");
    private static final Instant EARLIEST = Instant.EPOCH;
    /** The last that can be named. */
    public static final Instant LATEST = Instant.parse("9999-12-31T00:00:00Z");

    /** Which way {@code /unit} rounds. */
    public enum Rounding {
        DOWN,
        UP
    }

    private TimeExpression() {}

    /**
     * Reads a time.
     *
     * @throws IllegalArgumentException when it is no time, or none between 1970 and 9999; the message says why
     */
    public static Instant parse(String text, Instant now, Rounding rounding) {
        Instant time = read(text, now, rounding);
        if (time.isBefore(EARLIEST) || time.isAfter(LATEST)) {
            throw new IllegalArgumentException("is not between the years 1970 and 9999");
        }
        return time;
    }

    private static Instant read(String text, Instant now, Rounding rounding) {
        if (text.startsWith("now")) {
            return relative(text, now, rounding);
        }
        if (UNIX.matcher(text).matches()) {
            return unix(text);
        }
        try {
            return OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeException _) {
            throw new IllegalArgumentException("is no time");
        }
    }

    private static Instant unix(String text) {
        BigDecimal seconds = new BigDecimal(text);
        if (seconds.compareTo(BigDecimal.valueOf(LATEST.getEpochSecond())) > 0) {
            throw new IllegalArgumentException("is too large for Unix seconds; milliseconds are to be divided by 1000");
        }
        BigDecimal whole = seconds.setScale(0, RoundingMode.DOWN);
        long nanos = seconds.subtract(whole).movePointRight(9).longValue();
        return Instant.ofEpochSecond(whole.longValue(), nanos);
    }

    private static Instant relative(String text, Instant now, Rounding rounding) {
        Matcher matcher = RELATIVE.matcher(text);
        if (text.length() > 100 || !matcher.matches()) {
            throw new IllegalArgumentException("is no relative time");
        }
        Instant time = now;
        Matcher step = STEP.matcher(matcher.group(1));
        while (step.find()) {
            Duration duration = PromDuration.parse(step.group(2));
            try {
                time = step.group(1).equals("-") ? time.minus(duration) : time.plus(duration);
            } catch (DateTimeException | ArithmeticException _) {
                throw new IllegalArgumentException("is not between the years 1970 and 9999");
            }
        }
        String unit = matcher.group(2);
        return unit == null ? time : round(time, unit, rounding);
    }

    private static Instant round(Instant time, String unit, Rounding rounding) {
        OffsetDateTime at = time.atOffset(ZoneOffset.UTC);
        ChronoUnit chrono = switch (unit) {
            case "m" -> ChronoUnit.MINUTES;
            case "h" -> ChronoUnit.HOURS;
            case "d" -> ChronoUnit.DAYS;
            case "w" -> ChronoUnit.WEEKS;
            case "M" -> ChronoUnit.MONTHS;
            case "y" -> ChronoUnit.YEARS;
            default ->
                throw new IllegalArgumentException("rounds to an unknown unit; there is /m, /h, /d, /w, /M and /y");
        };
        OffsetDateTime down = switch (chrono) {
            case WEEKS -> at.truncatedTo(ChronoUnit.DAYS).with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY));
            case MONTHS -> at.truncatedTo(ChronoUnit.DAYS).withDayOfMonth(1);
            case YEARS -> at.truncatedTo(ChronoUnit.DAYS).withDayOfYear(1);
            default -> at.truncatedTo(chrono);
        };
        return (rounding == Rounding.DOWN ? down : down.plus(1, chrono)).toInstant();
    }
}
