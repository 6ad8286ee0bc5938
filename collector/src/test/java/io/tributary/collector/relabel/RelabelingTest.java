package io.tributary.collector.relabel;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.collector.relabel.Relabeling.Dropped;
import io.tributary.collector.relabel.Relabeling.Kept;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.yaml.snakeyaml.Yaml;

/** What each action does: Prometheus' documentation and the behaviour of its own tests, in {@code relabel-cases.txt}. */
class RelabelingTest {
    /** {@code === title}, the rules, then {@code <} the labels before and {@code >} after. */
    record Case(String title, String rules, Map<String, String> before, String after) {
        @Override
        public String toString() {
            return title;
        }
    }

    static Stream<Case> cases() throws IOException {
        try (InputStream in = RelabelingTest.class.getResourceAsStream("relabel-cases.txt")) {
            assertThat(in).isNotNull();
            String all = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            return Stream.of(all.split("(?m)^=== ")).skip(1).map(RelabelingTest::read);
        }
    }

    private static Case read(String block) {
        List<String> lines = block.lines().toList();
        String rules = lines.stream()
                .skip(1)
                .filter(line -> !line.startsWith("<") && !line.startsWith(">"))
                .collect(Collectors.joining("\n"));
        return new Case(lines.getFirst(), rules, labels(after("<", lines)), after(">", lines));
    }

    private static String after(String mark, List<String> lines) {
        return lines.stream()
                .filter(line -> line.startsWith(mark))
                .map(line -> line.substring(1).strip())
                .findFirst()
                .orElseThrow();
    }

    private static Map<String, String> labels(String yaml) {
        Map<String, String> labels = new TreeMap<>();
        new Yaml().<Map<String, String>>load(yaml).forEach(labels::put);
        return labels;
    }

    @ParameterizedTest
    @MethodSource("cases")
    void comesOutAsDocumented(Case relabel) {
        Map<String, String> before = new TreeMap<>(relabel.before());

        Relabeling.Result result = new Relabeling(Rules.of(relabel.rules())).apply(before);

        if (relabel.after().startsWith("dropped by ")) {
            int rule = Integer.parseInt(relabel.after().substring("dropped by ".length()));
            assertThat(result).isEqualTo(new Dropped(rule));
        } else {
            assertThat(result).isEqualTo(new Kept(new TreeMap<>(labels(relabel.after()))));
        }
        assertThat(before).isEqualTo(relabel.before());
    }

    @Test
    void everyActionHasACase() throws IOException {
        String rules = cases().map(Case::rules).collect(Collectors.joining("\n"));

        assertThat(Action.words())
                .filteredOn(word -> !word.equals("replace"))
                .allSatisfy(word -> assertThat(rules).contains("action: " + word));
    }

    @Test
    void withoutRulesNothingChanges() {
        assertThat(new Relabeling(List.of()).apply(Map.of("a", "foo", "b", "")))
                .isEqualTo(new Kept(new TreeMap<>(Map.of("a", "foo"))));
    }
}
