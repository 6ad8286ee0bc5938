package io.tributary.collector.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Files of Prometheus and Parca say more than who is profiled; that must not keep them from being used. */
class ForeignKeysTest {
    private static List<String> notes(String text) throws ConfigException {
        return TargetsFile.read("t.yaml", text).notes().stream()
                .map(Problem::toString)
                .toList();
    }

    @Test
    void whatIsAboutMetricsIsPassedOverAndNoted() throws ConfigException {
        assertThat(notes("""
                global:
                  scrape_interval: 15s
                  evaluation_interval: 15s
                  external_labels: {monitor: m}
                rule_files: [rules/*.yml]
                alerting: {alertmanagers: [{static_configs: [{targets: ["alerts:9093"]}]}]}
                scrape_configs:
                  - job_name: a
                    sample_limit: 1000
                    honor_labels: true
                    metric_relabel_configs: [{action: nonsense}]
                    static_configs: []
                """))
                .containsExactly(
                        "t.yaml:3:3: evaluation_interval has no effect: it is about metrics",
                        "t.yaml:4:3: external_labels has no effect: a target's labels are said by its job",
                        "t.yaml:5:1: rule_files has no effect: it is about metrics",
                        "t.yaml:6:1: alerting has no effect: it is about metrics",
                        "t.yaml:9:5: sample_limit has no effect: it is about metrics",
                        "t.yaml:10:5: honor_labels has no effect: a profile says nothing of its target's labels",
                        "t.yaml:11:5: metric_relabel_configs has no effect: it is about metrics");
    }

    @Test
    void whatIsAboutParcasOwnStoreIsPassedOverAndNoted() throws ConfigException {
        assertThat(notes("""
                object_storage: {bucket: {type: FILESYSTEM, config: {directory: ./kept}}}
                debug_info: {cache: {type: FILESYSTEM}}
                scrape_configs:
                  - job_name: a
                    scrape_interval: 45s
                    scrape_timeout: 60s
                    static_configs: [{targets: ["127.0.0.1:7070"]}]
                    profiling_config:
                      pprof_config:
                        memory: {keep_sample_type: [{type: inuse_space, unit: bytes}]}
                """))
                .containsExactly(
                        "t.yaml:1:1: object_storage has no effect: where profiles are kept is said by --storage.path",
                        "t.yaml:2:1: debug_info has no effect: profiles are kept as targets serve them",
                        "t.yaml:10:18: keep_sample_type has no effect: every sample type is kept");
    }

    @Test
    void aFileOfOurOwnWordsHasNoNotes() throws ConfigException {
        assertThat(notes("scrape_configs: [{job_name: a, static_configs: []}]")).isEmpty();
    }

    @Test
    void aBadFileSaysWhatIsWrongAndNotWhatHasNoEffect() {
        assertThat(catchThrowableOfType(ConfigException.class, () -> notes("rule_files: []\nscrape_configs: 7\n"))
                        .problems())
                .extracting(Problem::line)
                .containsExactly(2);
    }
}
