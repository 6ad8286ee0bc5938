package io.tributary.collector.config;

import io.tributary.collector.relabel.LabelName;
import io.tributary.storage.selector.LabelMatcher;
import io.tributary.storage.selector.Selector;
import io.tributary.storage.selector.SelectorSyntaxException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.nodes.Node;

/** {@code captures}: limits, and what is captured for which alerts. */
final class CapturesReader {
    private static final Duration SHORTEST_HOLD_OFF = Duration.ofSeconds(1);
    private static final Duration LONGEST_HOLD_OFF = Duration.ofDays(30);
    private static final int MOST_CONCURRENT = 1_000;
    private static final int MOST_QUEUED = 10_000;
    private static final int MOST_TARGETS = 1_000;

    /** Alertmanager takes a matcher's value without quotes too. */
    private static final Pattern UNQUOTED =
            Pattern.compile("\\s*([a-zA-Z_][a-zA-Z0-9_]*)\\s*((?>=~|!~|!=|=))\\s*([^\"'`{},\\s]+)?\\s*");

    private static final Selector ALL = new Selector(List.of());
    private static final String INSTANCE = "instance";

    private final Problems problems;
    private final Set<String> types = new TreeSet<>();

    /** @param jobs whose types can be captured */
    CapturesReader(List<JobConfig> jobs, Problems problems) {
        this.problems = problems;
        Defaults.PROFILES.forEach(known -> types.add(known.type()));
        for (JobConfig job : jobs) {
            job.profiles().forEach(profile -> types.add(profile.type()));
            job.onDemand().forEach(profile -> types.add(profile.type()));
        }
    }

    CapturesConfig read(Section file) {
        Section captures = file.section("captures", "captures");
        CapturesConfig defaults = CapturesConfig.DEFAULT;
        if (captures == null) {
            return defaults;
        }
        Duration holdOff = holdOff(captures);
        Integer concurrent = captures.integer("max_concurrent", 1, MOST_CONCURRENT);
        Integer queued = captures.integer("max_queued", 0, MOST_QUEUED);
        Integer targets = captures.integer("max_targets", 1, MOST_TARGETS);
        List<CaptureRule> rules = new ArrayList<>();
        for (Node node : captures.list("alerts")) {
            Section rule = Section.of(node, "an entry of alerts", problems);
            if (rule != null) {
                rules.add(rule(rule));
            }
        }
        captures.refuseUnknown();
        return new CapturesConfig(
                holdOff == null ? defaults.holdOff() : holdOff,
                concurrent == null ? defaults.maxConcurrent() : concurrent,
                queued == null ? defaults.maxQueued() : queued,
                targets == null ? defaults.maxTargets() : targets,
                rules);
    }

    private @Nullable Duration holdOff(Section captures) {
        Duration given = captures.duration("hold_off");
        if (given != null && (given.compareTo(SHORTEST_HOLD_OFF) < 0 || given.compareTo(LONGEST_HOLD_OFF) > 0)) {
            problems.add(
                    captures.place("hold_off"),
                    "hold_off must be from " + PrometheusDuration.format(SHORTEST_HOLD_OFF) + " to "
                            + PrometheusDuration.format(LONGEST_HOLD_OFF));
        }
        return given;
    }

    private CaptureRule rule(Section rule) {
        String alertname = rule.string("alertname");
        if (!rule.has("alertname") || "".equals(alertname)) {
            problems.add(rule.place("alertname"), "an entry of alerts needs the alertname it is for");
        }
        List<LabelMatcher> matchers = new ArrayList<>();
        rule.texts(
                "matchers",
                "a matcher",
                (node, text) -> matchers.addAll(matchers(node, text).matchers()));
        List<String> equal = equal(rule);
        Selector match = match(rule);
        List<CaptureConfig> capture = capture(rule);
        rule.refuseUnknown();
        return new CaptureRule(alertname == null ? "" : alertname, new Selector(matchers), equal, match, capture);
    }

    private Selector matchers(Node node, String text) {
        Matcher unquoted = UNQUOTED.matcher(text);
        String quoted = unquoted.matches()
                ? unquoted.group(1) + unquoted.group(2) + '`' + Objects.requireNonNullElse(unquoted.group(3), "") + '`'
                : text;
        try {
            return Selector.parseMatchers(quoted);
        } catch (SelectorSyntaxException e) {
            problems.add(
                    node,
                    "a matcher must be like severity=\"warning\", not " + Problems.quote(text) + ": " + e.getMessage());
            return ALL;
        }
    }

    private Selector match(Section rule) {
        String text = rule.string("match");
        if (text == null) {
            return ALL;
        }
        try {
            return Selector.parse(text);
        } catch (SelectorSyntaxException e) {
            problems.add(
                    rule.place("match"),
                    "match must be a selector like {service_name=\"shop\"}, not " + Problems.quote(text) + ": "
                            + e.getMessage());
            return ALL;
        }
    }

    private List<String> equal(Section rule) {
        Node given = rule.get("equal");
        if (given == null || Section.isNothing(given)) {
            return List.of(INSTANCE);
        }
        List<String> names = new ArrayList<>();
        rule.texts("equal", "a label's name", (node, name) -> {
            if (LabelName.isValid(name)) {
                names.add(name);
            } else {
                problems.add(
                        node,
                        "a label's name must be letters, digits and '_', not begin with a digit, not "
                                + Problems.quote(name));
            }
        });
        return names;
    }

    private List<CaptureConfig> capture(Section rule) {
        List<CaptureConfig> all = new ArrayList<>();
        Set<String> seen = new HashSet<>();
        for (Node node : rule.list("capture")) {
            Section entry = Section.of(node, "an entry of capture", problems);
            if (entry == null) {
                continue;
            }
            String type = type(entry);
            Integer seconds = entry.integer("seconds", 1, ProfilesReader.MOST_SECONDS);
            entry.refuseUnknown();
            if (type == null) {
                continue;
            }
            if (seconds != null && !Defaults.takesSeconds(type)) {
                problems.add(
                        entry.place("seconds"), type + " is taken at once, it has what was before: remove seconds");
            }
            if (!seen.add(type)) {
                problems.add(entry.place("type"), "the type " + type + " is already captured by this entry of alerts");
            }
            all.add(new CaptureConfig(type, seconds == null ? 0 : seconds));
        }
        if (rule.list("capture").isEmpty()) {
            problems.add(rule.place("capture"), "an entry of alerts needs capture, for instance [{type: goroutine}]");
        }
        return all;
    }

    private @Nullable String type(Section entry) {
        String name = entry.string("type");
        if (!entry.has("type")) {
            problems.add(entry.node(), "an entry of capture needs a type, for instance goroutine");
        }
        if (name == null) {
            return null;
        }
        String type = Defaults.type(name);
        if (!types.contains(type)) {
            String nearest = Nearest.of(type, types);
            problems.add(
                    entry.place("type"),
                    "no job has the profile type " + Problems.quote(name)
                            + (nearest == null
                                    ? "; known are " + String.join(", ", types)
                                    : "; did you mean " + Problems.quote(nearest) + "?"));
            return null;
        }
        return type;
    }
}
