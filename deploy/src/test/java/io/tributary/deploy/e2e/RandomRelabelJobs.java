package io.tributary.deploy.e2e;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;

/**
 * Jobs with targets and rules of every action, made by a seed. Labels that only one of Prometheus and Tributary has are touched
 * by no rule, no value holds a line end, and {@code labelmap} makes no two names one: there the two differ on purpose or
 * Prometheus itself is not sure.
 */
final class RandomRelabelJobs {
    private static final int TARGETS = 10;
    private static final List<String> VALUES = List.of("ab", "a-b", "B1", "é-ß", "x;y", "", "bbab", "7");
    private static final List<String> SOURCES = List.of("a", "b", "c", "__meta_a", "__meta_b", "job", "__tmp");
    private static final List<String> REGEXES = List.of(
            "(.*)", "a(.*)", "(a|b)+", "(?P<n>[a-z]+)-?(.*)", "", "[^;]*;(.*)", ".+", "(x)?.*?(b?)", "\\w(\\W).*");
    private static final List<String> TARGET_LABELS = List.of("a", "b", "c", "__tmp", "t_$1", "${n}_x", "$2", "${1}");
    private static final List<String> REPLACEMENTS =
            List.of("$1", "x", "", "${n}", "$$1", "$2$1", "pre-$1", "$1x", "$");
    private static final List<String> ACTIONS = List.of(
            "replace",
            "replace",
            "replace",
            "lowercase",
            "uppercase",
            "keep",
            "drop",
            "keepequal",
            "dropequal",
            "hashmod",
            "labelmap",
            "labeldrop",
            "labelkeep");

    private final Random random;

    RandomRelabelJobs(long seed) {
        random = new Random(seed);
    }

    /** The entries of {@code scrape_configs}. */
    String jobs(int count) {
        StringBuilder jobs = new StringBuilder();
        for (int job = 0; job < count; job++) {
            jobs.append("  - job_name: random-").append(job).append("\n    static_configs:\n");
            for (int target = 0; target < TARGETS; target++) {
                jobs.append(String.format(
                        Locale.ROOT,
                        "      - {targets: ['127.0.%d.%d:9'], labels: {a: '%s', b: '%s', __meta_a: '%s', __meta_b: '%s'}}%n",
                        job,
                        target,
                        any(VALUES),
                        any(VALUES),
                        any(VALUES),
                        any(VALUES)));
            }
            jobs.append("    relabel_configs:\n");
            for (int rule = random.nextInt(1, 6); rule > 0; rule--) {
                jobs.append("      - {").append(rule(any(ACTIONS))).append("}\n");
            }
        }
        return jobs.toString();
    }

    private String rule(String action) {
        String source = "action: " + action + ", source_labels: [" + String.join(", ", sources()) + "]";
        String separator = ", separator: '" + any(List.of(";", "", "-")) + "'";
        String regex = ", regex: '" + any(REGEXES) + "'";
        return switch (action) {
            case "replace" ->
                source + separator + regex + ", target_label: '" + any(TARGET_LABELS) + "', replacement: '"
                        + any(REPLACEMENTS) + "'";
            case "lowercase", "uppercase" -> source + separator + ", target_label: c";
            case "keep", "drop" -> source + separator + regex;
            case "keepequal", "dropequal" ->
                "action: " + action + ", source_labels: [a], target_label: " + any(List.of("a", "b"));
            case "hashmod" -> source + separator + ", target_label: c, modulus: " + random.nextInt(1, 9);
            case "labelmap" ->
                "action: labelmap, "
                        + any(List.of(
                                "regex: '__meta_(.+)', replacement: 'm_${1}'", "regex: 'm_(.+)', replacement: 'n_$1'"));
            case "labeldrop" -> "action: labeldrop, regex: '" + any(List.of("m_.*|b", "__meta_b", "a|c")) + "'";
            default -> "action: labelkeep, regex: '__.*|job|" + any(List.of("a|m_.*", "b|n_a", "t_.*")) + "'";
        };
    }

    private List<String> sources() {
        List<String> names = new ArrayList<>();
        for (int i = random.nextInt(3); i >= 0; i--) {
            names.add(any(SOURCES));
        }
        return names;
    }

    private <T> T any(List<T> of) {
        return of.get(random.nextInt(of.size()));
    }
}
