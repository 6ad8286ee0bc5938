package io.tributary.deploy.cli;

import io.tributary.api.query.PromDuration;
import io.tributary.storage.rocksdb.Retention;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.commons.cli.CommandLine;
import org.apache.commons.cli.Option;
import org.jspecify.annotations.Nullable;

/** How long what is kept, in Prometheus' words: durations like {@code 14d}, sizes like {@code 50GB} (powers of 1,024). */
final class RetentionFlags {
    private static final String RAW = "storage.retention.raw";
    private static final String ROLLUPS = "storage.retention.rollups";
    private static final String TRACES = "storage.retention.traces";
    private static final String SIZE = "storage.retention.size";

    private static final Pattern BYTES = Pattern.compile("(\\d{1,18})(B|KB|MB|GB|TB|PB|EB)");
    private static final List<String> UNITS = List.of("B", "KB", "MB", "GB", "TB", "PB", "EB");

    private RetentionFlags() {}

    static List<Option> options() {
        return List.of(
                RunFlags.flag(
                        RAW,
                        "DURATION",
                        "How long profiles are kept one by one; after that their day's sums stand for them. Whole days (UTC)."
                                + " Default: 14d"),
                RunFlags.flag(ROLLUPS, "DURATION", "How long sums are kept. Default: 400d"),
                RunFlags.flag(
                        TRACES, "DURATION", "How long execution traces and other captures are kept. Default: 90d"),
                RunFlags.flag(
                        SIZE,
                        "SIZE",
                        "How much disk all of it may take, as 50GB: beyond it the oldest day goes, its traces first, then its profiles."
                                + " Default: no bound"));
    }

    static Retention read(CommandLine flags) throws UsageException {
        String size = flags.getOptionValue(SIZE);
        return new Retention(
                days(RAW, flags.getOptionValue(RAW), Retention.DEFAULT.raw()),
                days(ROLLUPS, flags.getOptionValue(ROLLUPS), Retention.DEFAULT.rollUps()),
                days(TRACES, flags.getOptionValue(TRACES), Retention.DEFAULT.traces()),
                size == null ? Retention.DEFAULT.bytes() : bytes(size));
    }

    /** What {@link #read} would read the same retention from, by the flags' names. */
    static Map<String, String> shown(Retention retention) {
        return Map.of(
                RAW, PromDuration.format(retention.raw()),
                ROLLUPS, PromDuration.format(retention.rollUps()),
                TRACES, PromDuration.format(retention.traces()),
                SIZE, size(retention.bytes()));
    }

    private static Duration days(String flag, @Nullable String text, Duration byDefault) throws UsageException {
        if (text == null) {
            return byDefault;
        }
        Duration duration;
        try {
            duration = PromDuration.parse(text);
        } catch (IllegalArgumentException e) {
            throw new UsageException("--" + flag + ": '" + text + "': " + e.getMessage(), e);
        }
        if (duration.toDays() < 1) {
            throw new UsageException(
                    "--" + flag + ": '" + text + "' is less than a day, and whole days are kept; name at least 1d");
        }
        return duration;
    }

    /** In the largest unit that it is a whole number of; empty for no bound. */
    private static String size(long bytes) {
        if (bytes == Long.MAX_VALUE) {
            return "";
        }
        int unit = Math.min(Long.numberOfTrailingZeros(bytes) / 10, UNITS.size() - 1);
        return (bytes >> (10 * unit)) + UNITS.get(unit);
    }

    private static long bytes(String text) throws UsageException {
        Matcher matcher = BYTES.matcher(text);
        if (matcher.matches()) {
            int shift = 10 * UNITS.indexOf(matcher.group(2));
            long number = Long.parseLong(matcher.group(1));
            if (number > 0 && number <= Long.MAX_VALUE >> shift) {
                return number << shift;
            }
        }
        throw new UsageException("--" + SIZE + ": '" + text
                + "' is no size; it is written like 512MB, 50GB or 2TB (units B, KB, MB, GB, TB, PB, EB)");
    }
}
