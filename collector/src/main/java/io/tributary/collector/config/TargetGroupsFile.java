package io.tributary.collector.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;

/** Target groups in YAML: a list of {@code targets} and {@code labels}, as {@code file_sd_configs} names it. */
public final class TargetGroupsFile {
    private static final Pattern LABEL_NAME = Pattern.compile("[a-zA-Z_][a-zA-Z0-9_]*");

    /**
     * Targets that share labels.
     *
     * @param targets as they are written, unchecked
     * @param labels by name
     */
    public record Group(List<String> targets, Map<String, String> labels) {
        public Group {
            targets = List.copyOf(targets);
            labels = Map.copyOf(labels);
        }
    }

    private TargetGroupsFile() {}

    /**
     * Reads text; no file is touched.
     *
     * @param name for messages
     * @throws ConfigException with every problem when it cannot be used
     */
    public static List<Group> parse(String name, String text) throws ConfigException {
        Problems problems = new Problems(name);
        List<Group> groups = new ArrayList<>();
        if (!text.isBlank()) {
            Node root = YamlDocument.read(text, problems);
            if (root instanceof SequenceNode list) {
                list.getValue().forEach(node -> read(node, groups, problems));
            } else if (root != null && !Section.isNothing(root)) {
                problems.add(root, "a file of target groups must be a list of targets and labels");
            }
        }
        if (!problems.none()) {
            throw problems.exception();
        }
        return groups;
    }

    private static void read(Node node, List<Group> groups, Problems problems) {
        Section group = Section.of(node, "a target group", problems);
        if (group == null) {
            return;
        }
        List<String> targets = DiscoveryReader.strings(group, "targets", "a target");
        Map<String, String> labels = new TreeMap<>();
        Section section = group.section("labels", "labels");
        if (section != null) {
            for (ScalarNode key : section.keys()) {
                Node value = section.place(key.getValue());
                if (!isLabelName(key.getValue())) {
                    problems.add(
                            key,
                            "a label's name must be letters, digits and '_', not begin with a digit, not "
                                    + Problems.quote(key.getValue()));
                }
                String text = Section.text(value, "the label " + Problems.quote(key.getValue()), problems);
                labels.put(key.getValue(), text == null ? "" : text);
            }
        }
        group.refuseUnknown();
        groups.add(new Group(targets, labels));
    }

    /** Whether Prometheus' text format could write it as a label's name. */
    public static boolean isLabelName(String name) {
        return LABEL_NAME.matcher(name).matches();
    }
}
