package io.tributary.collector.config;

import io.tributary.collector.relabel.Action;
import io.tributary.collector.relabel.AnchoredRegex;
import io.tributary.collector.relabel.BadRegexException;
import io.tributary.collector.relabel.LabelName;
import io.tributary.collector.relabel.RelabelConfig;
import io.tributary.collector.relabel.Template;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.nodes.Node;

/** {@code relabel_configs}, with Prometheus' defaults and refusals. */
final class RelabelReader {
    private static final String ANY_NAME = "letters, digits and '_', not beginning with a digit";
    private static final String ANY_TEMPLATE = ANY_NAME + ", with $1 or ${name} for what regex found";

    private final Problems problems;

    RelabelReader(Problems problems) {
        this.problems = problems;
    }

    /** In the file's order. */
    List<RelabelConfig> read(Section job) {
        List<RelabelConfig> rules = new ArrayList<>();
        for (Node node : job.list("relabel_configs")) {
            Section section = Section.of(node, "a relabel config", problems);
            if (section != null) {
                rules.add(rule(section));
            }
        }
        return rules;
    }

    private RelabelConfig rule(Section section) {
        Action action = action(section);
        List<String> source = sourceLabels(section);
        String separator = text(section, "separator", RelabelConfig.SEPARATOR);
        AnchoredRegex regex = regex(section);
        Template target = Template.of(text(section, "target_label", ""));
        Template replacement = Template.of(text(section, "replacement", RelabelConfig.REPLACEMENT));
        long modulus = modulus(section);
        section.refuseUnknown();
        RelabelConfig rule = new RelabelConfig(
                action == null ? Action.REPLACE : action, source, separator, regex, modulus, target, replacement);
        if (action != null) {
            check(section, rule);
        }
        return rule;
    }

    private @Nullable Action action(Section section) {
        String word = section.string("action");
        if (word == null) {
            return section.has("action") ? null : Action.REPLACE;
        }
        Action action = Action.of(word);
        if (action == null) {
            String nearest = Nearest.of(word, Action.words());
            problems.add(
                    section.place("action"),
                    "unknown action " + Problems.quote(word)
                            + (nearest == null
                                    ? "; known are " + String.join(", ", Action.words())
                                    : "; did you mean " + Problems.quote(nearest) + "?"));
        }
        return action;
    }

    private List<String> sourceLabels(Section section) {
        List<String> names = new ArrayList<>();
        for (Node node : section.list("source_labels")) {
            String name = Section.text(node, "a source label", problems);
            if (name != null && !LabelName.isValid(name)) {
                problems.add(node, "a source label must be " + ANY_NAME + ", not " + Problems.quote(name));
            } else if (name != null) {
                names.add(name);
            }
        }
        return names;
    }

    private AnchoredRegex regex(Section section) {
        String text = text(section, "regex", AnchoredRegex.anything().toString());
        try {
            return AnchoredRegex.of(text);
        } catch (BadRegexException e) {
            problems.add(section.place("regex"), "regex " + e.getMessage());
            return AnchoredRegex.anything();
        }
    }

    private long modulus(Section section) {
        String digits = section.string("modulus");
        if (digits == null) {
            return 0;
        }
        try {
            return Long.parseUnsignedLong(digits);
        } catch (NumberFormatException _) {
            problems.add(
                    section.place("modulus"),
                    "modulus must be a whole number below 2^64, not " + Problems.quote(digits));
            return 1;
        }
    }

    private void check(Section section, RelabelConfig rule) {
        switch (rule.action()) {
            case REPLACE -> checkTarget(section, rule, ANY_TEMPLATE);
            case LOWERCASE, UPPERCASE -> {
                checkTarget(section, rule, ANY_NAME);
                takesOnly(section, rule, "source_labels, separator and target_label", "replacement");
            }
            case HASHMOD -> {
                checkTarget(section, rule, ANY_NAME);
                if (rule.modulus() == 0) {
                    problems.add(
                            section.place("modulus"),
                            "action hashmod needs a modulus of at least 1: how many different values there may be");
                }
            }
            case KEEPEQUAL, DROPEQUAL -> {
                checkTarget(section, rule, ANY_NAME);
                takesOnly(
                        section,
                        rule,
                        "source_labels and target_label",
                        "regex",
                        "modulus",
                        "separator",
                        "replacement");
            }
            case LABELMAP -> {
                if (!LabelName.isValid(rule.replacement())) {
                    problems.add(
                            section.place("replacement"),
                            "replacement makes a label's name for action labelmap and must be " + ANY_TEMPLATE
                                    + ", not "
                                    + Problems.quote(rule.replacement().text()));
                }
            }
            case LABELDROP, LABELKEEP ->
                takesOnly(
                        section, rule, "regex", "source_labels", "target_label", "modulus", "separator", "replacement");
            case KEEP, DROP -> {}
        }
    }

    private void checkTarget(Section section, RelabelConfig rule, String form) {
        Template target = rule.targetLabel();
        boolean variables = rule.action() == Action.REPLACE;
        if (target.text().isEmpty()) {
            problems.add(
                    section.place("target_label"),
                    "action " + rule.action().word() + " needs a target_label: the label to "
                            + (compares(rule.action()) ? "compare with" : "write"));
        } else if (variables ? !LabelName.isValid(target) : !LabelName.isValid(target.text())) {
            problems.add(
                    section.place("target_label"),
                    "target_label must be " + form + ", not " + Problems.quote(target.text()));
        }
    }

    private static boolean compares(Action action) {
        return action == Action.KEEPEQUAL || action == Action.DROPEQUAL;
    }

    /** Keys that an action would not look at and that say something; repeating a default is fine. */
    private void takesOnly(Section section, RelabelConfig rule, String taken, String... others) {
        for (String key : others) {
            boolean given = switch (key) {
                case "source_labels" -> !rule.sourceLabels().isEmpty();
                case "separator" -> !rule.separator().equals(RelabelConfig.SEPARATOR);
                case "replacement" -> !rule.replacement().text().equals(RelabelConfig.REPLACEMENT);
                case "modulus" -> rule.modulus() != 0;
                case "target_label" -> !rule.targetLabel().text().isEmpty();
                default -> section.has(key);
            };
            if (given) {
                problems.add(
                        section.place(key),
                        "action " + rule.action().word() + " takes " + taken + " alone: remove " + key);
            }
        }
    }

    /** A scalar; with nothing after its colon it is empty, which for a regex means that it matches the empty text alone. */
    private String text(Section section, String key, String fallback) {
        Node node = section.get(key);
        if (node == null) {
            return fallback;
        }
        if (Section.isNothing(node)) {
            return "";
        }
        String text = Section.text(node, key, problems);
        return text == null ? fallback : text;
    }
}
