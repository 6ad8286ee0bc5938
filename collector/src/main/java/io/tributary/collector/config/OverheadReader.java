package io.tributary.collector.config;

import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** {@code overhead_budget}, of the file or of a job: {@code 17%} or {@code 0.17}. */
final class OverheadReader {
    private static final String KEY = "overhead_budget";
    private static final Pattern FORM = Pattern.compile("([0-9]{1,3}(?:\\.[0-9]{1,6})?)(%?)");
    private static final double PERCENT = 100;
    /** What rounding may add: a third of a minute is 33.333333 %. */
    private static final double ROUNDING = 1e-6;

    private OverheadReader() {}

    /** The share, 0 to 1; null where it is not given or wrong. */
    static @Nullable Double read(Section section) {
        String text = section.string(KEY);
        if (text == null) {
            return null;
        }
        var form = FORM.matcher(text);
        double share = form.matches()
                ? Double.parseDouble(form.group(1)) / (form.group(2).isEmpty() ? 1 : PERCENT)
                : Double.NaN;
        if (share >= 0 && share <= 1) {
            return share;
        }
        section.problems()
                .add(
                        section.place(KEY),
                        KEY + " must be a share of the time like 17% or 0.17, at most 100%, not "
                                + Problems.quote(text));
        return null;
    }

    /** Refuses timed profiles that take more of a target's time than they may. */
    static void check(Section job, @Nullable Double budget, List<ProfileConfig> profiles) {
        double planned = planned(profiles);
        if (budget == null || planned <= budget + ROUNDING) {
            return;
        }
        String taken = shown(planned) + " of a target's time ("
                + profiles.stream()
                        .filter(profile -> profile.seconds() > 0)
                        .map(profile -> profile.type() + " " + profile.seconds() + "s of "
                                + PrometheusDuration.format(profile.interval()))
                        .collect(Collectors.joining(", "))
                + ")";
        boolean isJobs = job.has(KEY);
        String advice = planned > 1
                ? "take fewer seconds, or longer intervals"
                : (isJobs ? "raise it to " : "give the job one of ") + (int) Math.ceil(planned * PERCENT - ROUNDING)
                        + "%, or take fewer seconds";
        job.problems()
                .add(
                        job.place(KEY),
                        isJobs
                                ? KEY + " " + shown(budget) + " is less than the timed profiles take, " + taken + ": "
                                        + advice
                                : "the timed profiles take " + taken + ", more than global's " + KEY + ", "
                                        + shown(budget) + ": " + advice);
    }

    /** The share of the time that timed profiles take. */
    private static double planned(List<ProfileConfig> profiles) {
        return profiles.stream()
                .mapToDouble(profile ->
                        profile.seconds() * 1_000.0 / profile.interval().toMillis())
                .sum();
    }

    private static String shown(double share) {
        String digits = String.format(Locale.ROOT, "%.2f", share * PERCENT);
        return digits.replaceAll("\\.?0+$", "") + "%";
    }
}
