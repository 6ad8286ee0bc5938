package io.tributary.collector.relabel;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.collector.relabel.Relabeling.Dropped;
import io.tributary.collector.relabel.Relabeling.Kept;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** What holds for any labels and rules; a failure names the seed that made them. */
class RelabelingPropertiesTest {
    private static final int ROUNDS = 2_000;
    private static final List<String> NAMES = List.of("a", "b", "ab", "__x", "__meta_a", "__meta_b");
    private static final List<String> VALUES = List.of("", "a", "b", "ab", "A-b", "aé\nb", "1");
    private static final List<String> REGEXES =
            List.of("(.*)", "a", "(a)(.*)", "(?:a|b)+", "__meta_(.+)", "[^a]*(b)?.*", "a|(b)", "");
    private static final List<String> TEMPLATES = List.of("a", "b", "new_$1", "${1}", "$2_x");
    private static final List<String> REPLACEMENTS = List.of("$1", "", "x", "$2$1", "$$$1", "${0}é");

    private final long seed = new Random().nextLong();
    private final Random random = new Random(seed);

    private <T> T any(List<T> of) {
        return of.get(random.nextInt(of.size()));
    }

    private SortedMap<String, String> labels() {
        SortedMap<String, String> labels = new TreeMap<>();
        NAMES.stream().filter(_ -> random.nextBoolean()).forEach(name -> labels.put(name, any(VALUES)));
        return labels;
    }

    private List<String> source() {
        return NAMES.stream().filter(_ -> random.nextInt(3) == 0).toList();
    }

    private RelabelConfig rule(Action action, List<String> source, String regex) {
        try {
            String target = action == Action.REPLACE ? any(TEMPLATES) : any(NAMES);
            String replacement = action == Action.LABELMAP ? any(TEMPLATES) : any(REPLACEMENTS);
            return new RelabelConfig(
                    action,
                    source,
                    any(List.of(";", "", "é")),
                    AnchoredRegex.of(regex),
                    1 + random.nextLong(5),
                    Template.of(target),
                    Template.of(replacement));
        } catch (BadRegexException e) {
            throw new AssertionError(e);
        }
    }

    private List<RelabelConfig> rules(int count) {
        List<RelabelConfig> rules = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            rules.add(rule(any(List.of(Action.values())), source(), any(REGEXES)));
        }
        return rules;
    }

    private static RelabelConfig with(RelabelConfig rule, Action action) {
        return new RelabelConfig(
                action,
                rule.sourceLabels(),
                rule.separator(),
                rule.regex(),
                rule.modulus(),
                rule.targetLabel(),
                rule.replacement());
    }

    @Test
    void listsOfRulesAreTheirPartsOneAfterTheOther() {
        for (int round = 0; round < ROUNDS; round++) {
            SortedMap<String, String> labels = labels();
            List<RelabelConfig> first = rules(random.nextInt(3));
            List<RelabelConfig> second = rules(random.nextInt(3));
            List<RelabelConfig> all = new ArrayList<>(first);
            all.addAll(second);

            Relabeling.Result expected = switch (new Relabeling(first).apply(labels)) {
                case Dropped dropped -> dropped;
                case Kept(SortedMap<String, String> kept) ->
                    switch (new Relabeling(second).apply(kept)) {
                        case Dropped(int rule) -> new Dropped(first.size() + rule);
                        case Kept twice -> twice;
                    };
            };

            assertThat(new Relabeling(all).apply(labels))
                    .as("seed %d, %s through %s", seed, labels, all)
                    .isEqualTo(expected);
        }
    }

    @Test
    void noLabelIsEverEmptyAndTheInputStays() {
        for (int round = 0; round < ROUNDS; round++) {
            SortedMap<String, String> labels = labels();
            Map<String, String> before = Map.copyOf(labels);
            List<RelabelConfig> rules = rules(random.nextInt(5));

            if (new Relabeling(rules).apply(labels) instanceof Kept(SortedMap<String, String> kept)) {
                assertThat(kept.values())
                        .as("seed %d, %s through %s", seed, labels, rules)
                        .doesNotContain("");
            }
            assertThat(labels).as("seed %d", seed).isEqualTo(before);
        }
    }

    @Test
    void eachDecisionHasItsOpposite() {
        for (int round = 0; round < ROUNDS; round++) {
            SortedMap<String, String> labels = labels();
            RelabelConfig rule = rule(Action.KEEP, source(), any(REGEXES));

            for (Action[] pair : new Action[][] {{Action.KEEP, Action.DROP}, {Action.KEEPEQUAL, Action.DROPEQUAL}}) {
                boolean one = new Relabeling(List.of(with(rule, pair[0]))).apply(labels) instanceof Kept;
                boolean other = new Relabeling(List.of(with(rule, pair[1]))).apply(labels) instanceof Kept;
                assertThat(one).as("seed %d, %s on %s", seed, rule, labels).isNotEqualTo(other);
            }
        }
    }

    @Test
    void labeldropAndLabelkeepShareTheLabelsOut() {
        for (int round = 0; round < ROUNDS; round++) {
            SortedMap<String, String> labels = labels();
            labels.values().removeIf(String::isEmpty);
            RelabelConfig rule = rule(Action.LABELDROP, List.of(), any(REGEXES));
            SortedMap<String, String> together = new TreeMap<>();

            for (Action action : List.of(Action.LABELDROP, Action.LABELKEEP)) {
                Relabeling.Result result = new Relabeling(List.of(with(rule, action))).apply(labels);
                if (result instanceof Kept(SortedMap<String, String> kept)) {
                    kept.forEach((name, value) -> assertThat(together.put(name, value))
                            .as("seed %d, %s on %s", seed, rule, labels)
                            .isNull());
                }
            }

            assertThat(together).as("seed %d, %s on %s", seed, rule, labels).isEqualTo(labels);
        }
    }
}
