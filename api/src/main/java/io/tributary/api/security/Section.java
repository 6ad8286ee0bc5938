package io.tributary.api.security;

import io.tributary.api.http.Nearest;
import io.tributary.api.http.Text;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;

/**
 * A mapping that is asked for its keys one by one. What is of the wrong type, stands there twice or was never asked for becomes a
 * problem; the reader goes on, so that all problems of a file are found in one go. Values are never quoted: they may be secrets.
 */
final class Section {
    private final String what;
    private final Node node;
    private final FileProblems problems;
    private final Map<String, NodeTuple> entries = new LinkedHashMap<>();
    private final TreeSet<String> known = new TreeSet<>();

    private Section(Node node, String what, FileProblems problems) {
        this.node = node;
        this.what = what;
        this.problems = problems;
    }

    /** An empty one where the node is null, nothing or, after adding a problem, no mapping. */
    static Section of(@Nullable Node node, Node place, String what, FileProblems problems) {
        Section section = new Section(node == null ? place : node, what, problems);
        if (node instanceof MappingNode mapping) {
            mapping.getValue().forEach(section::take);
        } else if (node != null && !isNothing(node)) {
            problems.add(node, what + " must be a mapping (key: value)");
        }
        return section;
    }

    private void take(NodeTuple entry) {
        if (!(entry.getKeyNode() instanceof ScalarNode key)) {
            problems.add(entry.getKeyNode(), "a key in " + what + " must be a word");
        } else if (key.getTag().equals(Tag.MERGE)) {
            problems.add(key, "merge keys (<<) are not supported: write the keys out");
        } else if (isNothing(entry.getValueNode()) && key.getValue().indexOf(':') > 0) {
            // What follows the colon is not shown: it may be a password.
            problems.add(key, "in " + what + " a blank is missing after the colon: write key: value");
        } else if (entries.putIfAbsent(key.getValue(), entry) != null) {
            problems.add(key, Text.shown(key.getValue()) + " is given twice in " + what);
        }
    }

    FileProblems problems() {
        return problems;
    }

    boolean isEmpty() {
        return entries.isEmpty();
    }

    /** The keys in the file's order, for mappings whose keys are the user's own. */
    List<String> keys() {
        return List.copyOf(entries.keySet());
    }

    /** Where a problem with a key is shown: its value, or the mapping where it is not given. */
    Node place(String key) {
        NodeTuple entry = entries.get(key);
        return entry == null ? node : entry.getValueNode();
    }

    /** Where the key itself stands. */
    Node keyPlace(String key) {
        NodeTuple entry = entries.get(key);
        return entry == null ? node : entry.getKeyNode();
    }

    /** The value of a key, which is known from now on; null where it is not given or nothing. */
    private @Nullable Node get(String key) {
        known.add(key);
        NodeTuple entry = entries.get(key);
        return entry == null || isNothing(entry.getValueNode()) ? null : entry.getValueNode();
    }

    /** A scalar as it is written; the empty string where it is not given, nothing or, after adding a problem, no scalar. */
    String text(String key) {
        Node value = get(key);
        return value == null ? "" : text(value, key);
    }

    private String text(Node value, String name) {
        if (value instanceof ScalarNode scalar && scalar.getTag().getValue().startsWith(Tag.PREFIX)) {
            return scalar.getValue();
        }
        problems.add(value, name + " must be a string; a value that begins with ! needs quotes");
        return "";
    }

    boolean bool(String key, boolean otherwise) {
        Node value = get(key);
        if (value == null) {
            return otherwise;
        }
        if (value instanceof ScalarNode scalar && scalar.getTag().equals(Tag.BOOL)) {
            return List.of("true", "yes", "on").contains(scalar.getValue().toLowerCase(Locale.ROOT));
        }
        problems.add(value, key + " must be true or false");
        return otherwise;
    }

    int whole(String key, int most) {
        Node value = get(key);
        if (value instanceof ScalarNode scalar && scalar.getValue().matches("[0-9]{1,9}")) {
            int number = Integer.parseInt(scalar.getValue());
            if (number <= most) {
                return number;
            }
        }
        if (value != null) {
            problems.add(value, key + " must be a whole number from 0 to " + most);
        }
        return 0;
    }

    Section section(String key) {
        return of(get(key), place(key), key, problems);
    }

    /** The items of the list under a key; empty where it is not given, nothing or no list. */
    List<Node> list(String key) {
        Node value = get(key);
        if (value instanceof SequenceNode sequence) {
            return sequence.getValue();
        }
        if (value != null) {
            problems.add(value, key + " must be a list");
        }
        return List.of();
    }

    /** The strings of the list under a key, or the one string that stands there instead. */
    List<String> words(String key) {
        Node value = get(key);
        return value instanceof ScalarNode ? List.of(text(value, key)) : strings(key);
    }

    List<String> strings(String key) {
        List<String> strings = new ArrayList<>();
        for (Node item : list(key)) {
            strings.add(text(item, key));
        }
        return strings;
    }

    /** Refuses every key that nobody asked for. */
    void refuseUnknown() {
        for (String key : entries.keySet()) {
            if (!known.contains(key)) {
                String nearest = Nearest.one(key, known);
                problems.add(
                        keyPlace(key),
                        "unknown key " + Text.shown(key) + " in " + what
                                + (nearest.isEmpty()
                                        ? "; known are " + String.join(", ", known)
                                        : "; did you mean " + Text.shown(nearest) + "?"));
            }
        }
    }

    static boolean isNothing(Node node) {
        return node.getTag().equals(Tag.NULL);
    }
}
