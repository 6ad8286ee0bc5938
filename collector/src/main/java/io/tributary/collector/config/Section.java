package io.tributary.collector.config;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;

/**
 * A mapping that is asked for its keys one by one. What is of the wrong type, stands there twice or was never asked for
 * becomes a problem; the reader goes on with null, so that all problems of a file are found in one go.
 */
final class Section {
    private final String what;
    private final Node node;
    private final Problems problems;
    private final Map<String, NodeTuple> entries = new LinkedHashMap<>();
    private final TreeSet<String> known = new TreeSet<>();

    private Section(MappingNode node, String what, Problems problems) {
        this.node = node;
        this.what = what;
        this.problems = problems;
        for (NodeTuple entry : node.getValue()) {
            if (!(entry.getKeyNode() instanceof ScalarNode key)) {
                problems.add(
                        entry.getKeyNode(), "a key in " + what + " must be a word, not " + kind(entry.getKeyNode()));
            } else if (key.getTag().equals(Tag.MERGE)) {
                problems.add(key, "merge keys (<<) are not supported: write the keys out");
            } else if (isNothing(entry.getValueNode()) && key.getValue().indexOf(':') > 0) {
                // What follows the colon is not shown: it may be a password.
                problems.add(key, "in " + what + " a blank is missing after the colon: write key: value");
            } else if (entries.containsKey(key.getValue())) {
                int first =
                        entries.get(key.getValue()).getKeyNode().getStartMark().getLine() + 1;
                problems.add(key, Problems.quote(key.getValue()) + " is already given in line " + first);
            } else {
                entries.put(key.getValue(), entry);
            }
        }
    }

    /**
     * The node as a mapping, or null after adding a problem.
     *
     * @param what it describes, for messages: {@code a scrape config}
     */
    static @Nullable Section of(Node node, String what, Problems problems) {
        if (node instanceof MappingNode mapping) {
            return new Section(mapping, what, problems);
        }
        problems.add(node, what + " must be a mapping (key: value), not " + kind(node));
        return null;
    }

    Node node() {
        return node;
    }

    Problems problems() {
        return problems;
    }

    /** The keys in the file's order, for mappings whose keys are the user's own. */
    List<ScalarNode> keys() {
        List<ScalarNode> keys = new ArrayList<>();
        for (NodeTuple entry : entries.values()) {
            keys.add((ScalarNode) entry.getKeyNode());
        }
        return keys;
    }

    /** The value of a key, which is known from now on; null where it is not given. */
    @Nullable
    Node get(String key) {
        known.add(key);
        NodeTuple entry = entries.get(key);
        return entry == null ? null : entry.getValueNode();
    }

    /** Where a problem with a key is shown: its value, or the mapping where it is not given. */
    Node place(String key) {
        NodeTuple entry = entries.get(key);
        return entry == null ? node : entry.getValueNode();
    }

    @Nullable
    String string(String key) {
        Node value = get(key);
        return value == null ? null : text(value, key, problems);
    }

    @Nullable
    Boolean bool(String key) {
        Node value = get(key);
        if (value == null) {
            return null;
        }
        if (value instanceof ScalarNode scalar && scalar.getTag().equals(Tag.BOOL)) {
            return switch (scalar.getValue().toLowerCase(Locale.ROOT)) {
                case "true", "yes", "on" -> true;
                default -> false;
            };
        }
        problems.add(value, key + " must be true or false, not " + kind(value));
        return null;
    }

    @Nullable
    Integer integer(String key, int least, int most) {
        Node value = get(key);
        if (value == null) {
            return null;
        }
        if (value instanceof ScalarNode scalar && scalar.getValue().matches("[0-9]{1,9}")) {
            int number = Integer.parseInt(scalar.getValue());
            if (number >= least && number <= most) {
                return number;
            }
        }
        problems.add(value, key + " must be a whole number from " + least + " to " + most + described(value));
        return null;
    }

    @Nullable
    Duration duration(String key) {
        String text = string(key);
        if (text == null) {
            return null;
        }
        Duration duration = PrometheusDuration.parse(text);
        if (duration == null) {
            problems.add(
                    place(key),
                    key + " must be a duration like 15s, 1m or 1h30m (units y, w, d, h, m, s, ms), not "
                            + Problems.quote(text));
        }
        return duration;
    }

    /** The mapping under a key; null where it is not given, empty or wrong. */
    @Nullable
    Section section(String key, String what) {
        Node value = get(key);
        return value == null || isNothing(value) ? null : of(value, what, problems);
    }

    /** The list under a key; empty where it is not given, empty or wrong. */
    List<Node> list(String key) {
        Node value = get(key);
        if (value == null || isNothing(value)) {
            return List.of();
        }
        if (value instanceof SequenceNode sequence) {
            return sequence.getValue();
        }
        problems.add(value, key + " must be a list, not " + kind(value));
        return List.of();
    }

    /** The strings of the list under a key. */
    List<String> strings(String key, String what) {
        List<String> strings = new ArrayList<>();
        texts(key, what, (_, text) -> strings.add(text));
        return strings;
    }

    /** Hands on each string of the list under a key, with where it stands. */
    void texts(String key, String what, BiConsumer<Node, String> each) {
        for (Node value : list(key)) {
            String text = text(value, what, problems);
            if (text != null) {
                each.accept(value, text);
            }
        }
    }

    boolean has(String key) {
        return entries.containsKey(key);
    }

    /** Refuses keys that Prometheus or Parca have and this version has not. */
    void refuse(Map<String, String> reasons) {
        reasons.forEach((key, reason) -> {
            NodeTuple entry = entries.remove(key);
            if (entry != null) {
                problems.add(entry.getKeyNode(), key + " " + reason);
            }
        });
    }

    /** Takes no heed of keys that Prometheus or Parca have for what is not Tributary's, and notes it. */
    void passOver(Map<String, String> reasons) {
        reasons.forEach((key, reason) -> {
            NodeTuple entry = entries.remove(key);
            if (entry != null) {
                problems.note(entry.getKeyNode(), key + " has no effect: " + reason);
            }
        });
    }

    /** Refuses every key that nobody asked for. */
    void refuseUnknown() {
        for (ScalarNode key : keys()) {
            if (!known.contains(key.getValue())) {
                String nearest = Nearest.of(key.getValue(), known);
                String hint = nearest == null
                        ? "; known are " + String.join(", ", known)
                        : "; did you mean " + Problems.quote(nearest) + "?";
                problems.add(key, "unknown key " + Problems.quote(key.getValue()) + " in " + what + hint);
            }
        }
    }

    /** A scalar as it is written, whatever YAML takes it for: {@code 1.20} stays {@code 1.20}. Null after a problem. */
    static @Nullable String text(Node value, String name, Problems problems) {
        if (value instanceof ScalarNode scalar && !isNothing(value) && hasPlainTag(scalar)) {
            return scalar.getValue();
        }
        problems.add(value, name + " must be a string, not " + kind(value));
        return null;
    }

    static boolean isNothing(Node node) {
        return node.getTag().equals(Tag.NULL);
    }

    private static boolean hasPlainTag(ScalarNode scalar) {
        Tag tag = scalar.getTag();
        return tag.equals(Tag.STR)
                || tag.equals(Tag.INT)
                || tag.equals(Tag.FLOAT)
                || tag.equals(Tag.BOOL)
                || tag.equals(Tag.TIMESTAMP)
                || tag.equals(Tag.MERGE);
    }

    private static String described(Node value) {
        return value instanceof ScalarNode scalar && hasPlainTag(scalar)
                ? ", not " + Problems.quote(scalar.getValue())
                : ", not " + kind(value);
    }

    private static String kind(Node node) {
        Tag tag = node.getTag();
        return switch (node.getNodeId()) {
            case mapping -> "a mapping";
            case sequence -> "a list";
            case anchor -> "an alias";
            case scalar -> {
                if (tag.equals(Tag.NULL)) {
                    yield "nothing";
                } else if (tag.equals(Tag.BOOL)) {
                    yield "true or false";
                } else if (tag.equals(Tag.INT) || tag.equals(Tag.FLOAT)) {
                    yield "a number";
                } else if (tag.equals(Tag.STR)) {
                    yield "a string";
                }
                // The tag is not shown: it may be a password that lacks its quotes.
                yield "something with a tag (!); a value that begins with ! needs quotes";
            }
        };
    }
}
