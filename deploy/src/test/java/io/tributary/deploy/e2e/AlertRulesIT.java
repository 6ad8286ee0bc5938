package io.tributary.deploy.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.deploy.testing.Child;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The alerts in {@code deploy/prometheus}, by Prometheus' own promtool. */
class AlertRulesIT {
    private static final Path RULES = Path.of("prometheus").toAbsolutePath();
    private static final Path HEAP = Path.of("src/test/go/heap").toAbsolutePath();

    /** Six hours, when a step of the program is taken for a minute. */
    private static final int STEPS = 360;

    /**
     * A collection takes milliseconds of a program's minute. This one is through its minute in less, and beside a collection it would
     * allocate for hours of them, which is no heap of any program: it is stopped until all is swept.
     */
    private static final Map<String, String> GO_RUNTIME = Map.of("GOGC", "100", "GODEBUG", "gcstoptheworld=2");

    @Test
    void theRulesAreRules() {
        assertThat(Child.run(RULES, Map.of(), List.of(promtool(), "check", "rules", "rules.yml")))
                .contains("4 rules found");
    }

    @Test
    void eachAlertFiresOnItsCasesAndOnNoOther() {
        assertThat(Child.run(RULES, Map.of(), List.of(promtool(), "test", "rules", "rules_test.yml")))
                .contains("SUCCESS");
    }

    @Test
    void aGoProgramThatLeaksIsFoundAndOneWithASawToothIsNot(@TempDir Path folder) throws IOException {
        String promtool = promtool();
        String go = Needs.go().toString();
        Path program = folder.resolve("heap");
        Child.run(
                HEAP,
                Map.of("CGO_ENABLED", "0", "GO111MODULE", "off"),
                List.of(go, "build", "-o", program.toString(), "main.go"));
        String fires = "[{labels: '{instance=\"a:1\", alertname=\"MemoryLeak\", severity=\"warning\"}', value: 1}]";

        assertPromtoolAgrees(promtool, folder, heapOf(program, "-keep=524288"), fires);
        assertPromtoolAgrees(promtool, folder, heapOf(program, "-keep=0"), "[]");
    }

    private static List<String> heapOf(Path program, String keep) {
        String steps = "-steps=" + STEPS;
        List<String> bytes = Child.run(HEAP, GO_RUNTIME, List.of(program.toString(), steps, keep))
                .lines()
                .toList();
        assertThat(bytes).hasSize(STEPS);
        return bytes;
    }

    private static void assertPromtoolAgrees(String promtool, Path folder, List<String> heap, String firing)
            throws IOException {
        Files.writeString(folder.resolve("test.yml"), """
                rule_files: ['%s']
                evaluation_interval: 1m
                tests:
                  - interval: 1m
                    input_series:
                      - series: go_memstats_heap_alloc_bytes{instance="a:1"}
                        values: %s
                      - series: process_start_time_seconds{instance="a:1"}
                        values: 0+0x%d
                    promql_expr_test:
                      - expr: sum without (__name__, alertstate) (ALERTS{alertname="MemoryLeak", alertstate="firing"})
                        eval_time: %dm
                        exp_samples: %s
                """.formatted(
                        RULES.resolve("rules.yml"), String.join(" ", heap), STEPS, STEPS - 1, firing));
        try (Child test = Child.start(folder, Map.of(), List.of(promtool, "test", "rules", "test.yml"))) {
            assertThat(test.exitCode(Duration.ofMinutes(1)))
                    .as("%s expected of a heap of %s: %s", firing, heap, test.output())
                    .isZero();
        }
    }

    private static String promtool() {
        return Needs.program("TRIBUTARY_TEST_PROMTOOL", "promtool").toString();
    }
}
