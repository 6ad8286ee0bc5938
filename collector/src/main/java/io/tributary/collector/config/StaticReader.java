package io.tributary.collector.config;

import io.tributary.collector.relabel.LabelName;
import io.tributary.storage.Labels;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.ScalarNode;

/**
 * {@code static_configs}. Where no {@code relabel_configs} will change them, targets are looked over here, where their lines
 * are known; where there are, as in Prometheus, a target may be anything that the rules make an address of.
 */
final class StaticReader {
    static final int LONGEST_LABEL = 1_024;

    private final String job;
    private final Scheme scheme;
    private final boolean relabelled;
    private final Map<Labels, Node> seen;
    private final Problems problems;

    /** @param seen label sets that the file gave to targets before, and where */
    StaticReader(String job, Scheme scheme, boolean relabelled, Map<Labels, Node> seen, Problems problems) {
        this.job = job;
        this.scheme = scheme;
        this.relabelled = relabelled;
        this.seen = seen;
        this.problems = problems;
    }

    StaticConfig read(Section section) {
        List<SortedMap<String, String>> targets = new ArrayList<>();
        for (Node node : section.list("static_configs")) {
            Section group = Section.of(node, "an entry of static_configs", problems);
            if (group == null) {
                continue;
            }
            Map<String, String> labels = labels(group);
            if (!group.has("targets")) {
                problems.add(node, "an entry of static_configs needs targets");
            }
            for (Node target : group.list("targets")) {
                String text = Section.text(target, "a target", problems);
                if (text != null && (relabelled || check(target, text, labels))) {
                    SortedMap<String, String> all = new TreeMap<>(labels);
                    all.put(InternalLabels.ADDRESS, text);
                    targets.add(all);
                }
            }
            group.refuseUnknown();
        }
        return new StaticConfig(targets);
    }

    /** Whether it can be reached and differs from all before it. */
    private boolean check(Node node, String text, Map<String, String> labels) {
        Address address;
        try {
            String word = labels.getOrDefault(InternalLabels.SCHEME, scheme.word());
            Scheme own = Scheme.of(word);
            address = AddressParser.parse(text, own == null ? scheme : own);
        } catch (AddressException e) {
            problems.add(node, e.reason());
            return false;
        }
        Map<String, String> all = new TreeMap<>(labels);
        all.keySet().removeIf(name -> name.startsWith(InternalLabels.PREFIX));
        all.putIfAbsent(Labels.JOB, job);
        all.putIfAbsent(Labels.INSTANCE, address.toString());
        Labels set = Labels.of(all);
        Node first = seen.putIfAbsent(set, node);
        if (first != null) {
            problems.add(
                    node,
                    "the target in line " + (first.getStartMark().getLine() + 1) + " has the same labels, "
                            + Problems.quote(set.toString()) + ": remove one, or give them labels that differ");
        }
        return first == null;
    }

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
            if (!LabelName.isValid(name) || name.length() > LONGEST_LABEL) {
                problems.add(
                        key,
                        "a label's name must be letters, digits and '_', not begin with a digit, not "
                                + Problems.quote(name));
            } else if (name.equals(InternalLabels.ADDRESS)) {
                problems.add(key, "the label " + name + " is what targets says: remove it");
            } else if (value != null && name.equals(InternalLabels.SCHEME) && Scheme.of(value) == null) {
                problems.add(section.place(name), name + " must be http or https, not " + Problems.quote(value));
            } else if (value != null && value.length() > LONGEST_LABEL) {
                problems.add(section.place(name), "a label's value has at most " + LONGEST_LABEL + " characters");
            } else if (value != null) {
                labels.put(name, value);
            }
        }
        return labels;
    }
}
