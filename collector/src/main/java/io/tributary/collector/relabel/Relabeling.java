package io.tributary.collector.relabel;

import com.google.re2j.Matcher;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.IntUnaryOperator;
import java.util.stream.Collectors;

/**
 * Label sets through rules, one after the other, on one thread. A label with an empty value is no label, before, between and
 * after. To be let go once the sets are through: what rules make of labels' names, of which a fleet has few, is kept.
 */
public final class Relabeling {
    /** What became of a label set. */
    public sealed interface Result {}

    /**
     * It is kept.
     *
     * @param labels after the last rule, none of them empty
     */
    public record Kept(SortedMap<String, String> labels) implements Result {
        public Kept {
            labels = Collections.unmodifiableSortedMap(labels);
        }
    }

    /**
     * It is dropped.
     *
     * @param rule which one says so, from 0
     */
    public record Dropped(int rule) implements Result {}

    private record Step(RelabelConfig rule, RenamedLabels names) {}

    private final List<Step> steps;

    /** @param rules in their order */
    public Relabeling(List<RelabelConfig> rules) {
        this.steps = rules.stream()
                .map(rule -> new Step(rule, new RenamedLabels(rule)))
                .toList();
    }

    /** Puts a label set through the rules; the map that is given stays as it is. */
    public Result apply(Map<String, String> labels) {
        SortedMap<String, String> result = new TreeMap<>(labels);
        result.values().removeIf(String::isEmpty);
        for (int rule = 0; rule < steps.size(); rule++) {
            if (!keeps(steps.get(rule), result)) {
                return new Dropped(rule);
            }
        }
        return new Kept(result);
    }

    private static boolean keeps(Step step, SortedMap<String, String> labels) {
        RelabelConfig rule = step.rule();
        RenamedLabels names = step.names();
        String target = rule.targetLabel().text();
        String source = rule.sourceLabels().stream()
                .map(name -> labels.getOrDefault(name, ""))
                .collect(Collectors.joining(rule.separator()));
        switch (rule.action()) {
            case KEEP -> {
                return rule.regex().matches(source);
            }
            case DROP -> {
                return !rule.regex().matches(source);
            }
            case KEEPEQUAL -> {
                return labels.getOrDefault(target, "").equals(source);
            }
            case DROPEQUAL -> {
                return !labels.getOrDefault(target, "").equals(source);
            }
            case REPLACE -> replace(rule, source, labels);
            case LOWERCASE -> set(labels, target, mapped(source, Character::toLowerCase));
            case UPPERCASE -> set(labels, target, mapped(source, Character::toUpperCase));
            case HASHMOD ->
                set(
                        labels,
                        target,
                        Long.toUnsignedString(Long.remainderUnsigned(Md5.lastEightBytes(source), rule.modulus())));
            case LABELMAP -> map(names, labels);
            case LABELDROP -> labels.keySet().removeIf(names::matches);
            case LABELKEEP -> labels.keySet().removeIf(name -> !names.matches(name));
        }
        return true;
    }

    /** A name that is none once its variables are filled in is left alone, as in Prometheus. */
    private static void replace(RelabelConfig rule, String source, SortedMap<String, String> labels) {
        Matcher match = rule.regex().match(source);
        if (match.find()) {
            String name = rule.targetLabel().expand(match);
            if (LabelName.isValid(name)) {
                set(labels, name, rule.replacement().expand(match));
            }
        }
    }

    /** All labels as they were before the rule, by name: where two become one, the last of them stays. */
    private static void map(RenamedLabels names, SortedMap<String, String> labels) {
        new TreeMap<>(labels).forEach((name, value) -> names.of(name).ifPresent(other -> set(labels, other, value)));
    }

    private static void set(SortedMap<String, String> labels, String name, String value) {
        if (value.isEmpty()) {
            labels.remove(name);
        } else {
            labels.put(name, value);
        }
    }

    /** Character by character as Go does it: no character becomes two, and none depends on its neighbours. */
    private static String mapped(String text, IntUnaryOperator mapping) {
        return text.codePoints()
                .map(mapping)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }
}
