package io.tributary.collector.config;

import org.jspecify.annotations.Nullable;

/** {@code overhead_budget}, {@code sampling} and {@code metrics_path} of a job. */
final class ScheduleReader {
    private static final int MOST_TARGETS = 1_000_000;

    private ScheduleReader() {}

    /** @param globalBudget of the whole file, for a job that has none of its own */
    static ScheduleConfig read(Section job, @Nullable Double globalBudget) {
        Double budget = OverheadReader.read(job);
        return new ScheduleConfig(budget == null ? globalBudget : budget, sampledTargets(job), metricsPath(job));
    }

    private static int sampledTargets(Section job) {
        Section sampling = job.section("sampling", "sampling");
        if (sampling == null) {
            return 0;
        }
        Integer targets = sampling.integer("targets", 1, MOST_TARGETS);
        sampling.refuseUnknown();
        if (!sampling.has("targets")) {
            job.problems()
                    .add(
                            sampling.node(),
                            "sampling needs targets, how many of the job's are profiled in each interval, for instance"
                                    + " {targets: 50}");
        }
        return targets == null ? 0 : targets;
    }

    private static @Nullable String metricsPath(Section job) {
        String text = job.string("metrics_path");
        String path = text == null ? null : ProfilePath.of(text);
        if (text != null && path == null) {
            job.problems()
                    .add(
                            job.place("metrics_path"),
                            "metrics_path must be a URL's path without blanks, '?' and '#', not "
                                    + Problems.quote(text));
        }
        return path;
    }
}
