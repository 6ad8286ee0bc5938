package io.tributary.collector.config;

import io.tributary.storage.Labels;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.ScalarNode;

/** One entry of {@code scrape_configs}. */
final class JobReader {
    private static final Pattern LABEL_NAME = Pattern.compile("[a-zA-Z_][a-zA-Z0-9_]*");
    private static final int LONGEST_LABEL = 1_024;

    /** What the whole file says, and what jobs share. */
    record Context(Timing timing, Path directory, Map<Labels, Node> seen, Problems problems) {}

    private final Context context;
    private final Problems problems;

    JobReader(Context context) {
        this.context = context;
        this.problems = context.problems();
    }

    @Nullable
    JobConfig read(Node node) {
        Section job = Section.of(node, "a scrape config", problems);
        if (job == null) {
            return null;
        }
        String name = job.string("job_name");
        if (!job.has("job_name")) {
            problems.add(node, "a scrape config needs a job_name");
        } else if (name != null && (name.isEmpty() || name.length() > LONGEST_LABEL)) {
            problems.add(job.place("job_name"), "job_name must have 1 to " + LONGEST_LABEL + " characters");
        }
        Scheme scheme = scheme(job);
        Map<String, List<String>> params = params(job);
        Credentials credentials = new CredentialsReader(context.directory()).read(job);
        Timing timing = context.timing().ofJob(job);
        List<ProfileConfig> profiles = new ProfilesReader(timing.interval(), problems).read(job);
        timing.checkTimeout(job, profiles);
        List<TargetConfig> targets = targets(job, name == null ? "" : name, scheme);
        job.refuse(Unsupported.IN_JOB);
        job.refuseUnknown();
        return name == null
                ? null
                : new JobConfig(
                        name, timing.interval(), timing.timeout(), scheme, params, credentials, profiles, targets);
    }

    private Scheme scheme(Section job) {
        String word = job.string("scheme");
        if (word == null || word.equals("http")) {
            return Scheme.HTTP;
        }
        if (!word.equals("https")) {
            problems.add(job.place("scheme"), "scheme must be http or https, not " + Problems.quote(word));
        }
        return Scheme.HTTPS;
    }

    private Map<String, List<String>> params(Section job) {
        Section section = job.section("params", "params");
        if (section == null) {
            return Map.of();
        }
        Map<String, List<String>> params = new LinkedHashMap<>();
        for (ScalarNode key : section.keys()) {
            if (key.getValue().equals("seconds")) {
                problems.add(key, "seconds goes into profiling_config.pprof_config, to the profile it is for");
            }
            List<String> values = new ArrayList<>();
            for (Node value : section.list(key.getValue())) {
                String text = Section.text(value, "a parameter's value", problems);
                if (text != null) {
                    values.add(text);
                }
            }
            params.put(key.getValue(), List.copyOf(values));
        }
        return params;
    }

    private List<TargetConfig> targets(Section job, String name, Scheme scheme) {
        if (!job.has("static_configs")) {
            problems.add(job.node(), "a scrape config needs static_configs: it names no target");
        }
        List<TargetConfig> targets = new ArrayList<>();
        for (Node node : job.list("static_configs")) {
            Section group = Section.of(node, "an entry of static_configs", problems);
            if (group == null) {
                continue;
            }
            Map<String, String> labels = labels(group);
            if (!group.has("targets")) {
                problems.add(node, "an entry of static_configs needs targets");
            }
            for (Node target : group.list("targets")) {
                addTarget(target, name, scheme, labels, targets);
            }
            group.refuseUnknown();
        }
        return targets;
    }

    private void addTarget(
            Node node, String job, Scheme scheme, Map<String, String> labels, List<TargetConfig> targets) {
        String text = Section.text(node, "a target", problems);
        Address address = text == null ? null : AddressParser.parse(node, text, scheme, problems);
        if (address == null) {
            return;
        }
        Map<String, String> all = new TreeMap<>(labels);
        all.putIfAbsent(Labels.JOB, job);
        all.putIfAbsent(Labels.INSTANCE, address.toString());
        Labels set = Labels.of(all);
        Node first = context.seen().putIfAbsent(set, node);
        if (first == null) {
            targets.add(new TargetConfig(address, set));
        } else {
            problems.add(
                    node,
                    "the target in line " + (first.getStartMark().getLine() + 1) + " has the same labels, "
                            + Problems.quote(set.toString()) + ": remove one, or give them labels that differ");
        }
    }

    /** Labels for the store: those that begin with two underscores are for internal use and left out, as in Prometheus. */
    private Map<String, String> labels(Section group) {
        Section section = group.section("labels", "labels");
        if (section == null) {
            return Map.of();
        }
        Map<String, String> labels = new TreeMap<>();
        for (ScalarNode key : section.keys()) {
            String name = key.getValue();
            Node node = section.get(name);
            String value = node == null ? null : Section.text(node, "the label " + Problems.quote(name), problems);
            if (!LABEL_NAME.matcher(name).matches() || name.length() > LONGEST_LABEL) {
                problems.add(
                        key,
                        "a label's name must be letters, digits and '_', not begin with a digit, not "
                                + Problems.quote(name));
            } else if (name.startsWith("__")
                    && (name.equals("__address__")
                            || name.equals("__scheme__")
                            || name.equals("__profile_path__")
                            || name.equals("__scrape_interval__")
                            || name.equals("__scrape_timeout__")
                            || name.startsWith("__param_"))) {
                problems.add(key, "the label " + name + " is not supported by this version");
            } else if (value != null && value.length() > LONGEST_LABEL) {
                problems.add(node == null ? key : node, "a label's value has at most " + LONGEST_LABEL + " characters");
            } else if (value != null && !name.startsWith("__")) {
                labels.put(name, value);
            }
        }
        return labels;
    }
}
