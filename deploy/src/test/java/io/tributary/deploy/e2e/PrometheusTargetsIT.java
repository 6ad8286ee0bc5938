package io.tributary.deploy.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.tributary.deploy.testing.Await;
import io.tributary.deploy.testing.Child;
import io.tributary.deploy.testing.Tributary;
import io.tributary.profile.testing.Ports;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Prometheus itself and Tributary make the same targets of the same file: labels, discovered labels, addresses, who is dropped. */
class PrometheusTargetsIT {
    private static final int RANDOM_JOBS = 40;
    private static final Map<Integer, String> INTERVALS = Map.of(1_800, "30m", 3_600, "1h", 90_000, "1d1h");
    /** Nobody listens at any of the addresses, and within an hour each is asked once. */
    private static final String FIXED_JOBS = """
            global: {scrape_interval: 1h, scrape_timeout: 10s}
            scrape_configs:
              - job_name: plain
                scheme: https
                scrape_interval: 25h
                params: {gc: ["1", "2"], "with-dash": [x]}
                static_configs:
                  - targets: ["127.0.0.1:9", "127.0.0.2", "[::1]:9", "[::1]"]
                    labels: {team: web, empty: "", __hidden: x}
                  - targets: ["127.0.0.3:9"]
                    labels: {job: other, instance: three, __scheme__: http, __param_debug: "a b&c"}
              - job_name: probe
                static_configs:
                  - targets: ["http://one.example/x?y=z", "https://two.example", "http://one.example/x?y=z"]
                relabel_configs:
                  - {source_labels: [__address__], target_label: __param_target}
                  - {source_labels: [__param_target], target_label: instance}
                  - {target_label: __address__, replacement: "127.0.0.1:9"}
              - job_name: reached-otherwise
                params: {gc: ["1"]}
                static_configs:
                  - targets: ["127.0.0.1:9", "127.0.0.2:9", "127.0.0.3:9", "127.0.0.4:9"]
                    labels: {__meta_port: "10", __meta_scheme: https}
                relabel_configs:
                  - {source_labels: [__address__, __meta_port], regex: '(.+?)(?::\\d+)?;(\\d+)', target_label: __address__, replacement: '$1:$2'}
                  - {source_labels: [__meta_scheme], regex: '(https?)', target_label: __scheme__}
                  - {source_labels: [__address__], regex: '127.0.0.2:10', target_label: __scrape_interval__, replacement: 30m}
                  - {source_labels: [__address__], regex: '127.0.0.3:10', target_label: __address__, replacement: ''}
                  - {source_labels: [__address__], regex: '127.0.0.4:10', target_label: __scrape_interval__, replacement: soon}
                  - {source_labels: [__address__], target_label: __param_gc}
              - job_name: shard
                static_configs:
                  - targets: ["127.0.0.1:9", "127.0.0.2:9", "127.0.0.3:9", "127.0.0.4:9", "127.0.0.5:9", "127.0.0.6:9"]
                relabel_configs:
                  - {source_labels: [__address__], modulus: 3, target_label: __tmp_hash, action: hashmod}
                  - {source_labels: [__tmp_hash], regex: ^1$, action: keep}
            """;

    @Test
    void theSameFileMakesTheSameTargets(@TempDir Path folder) throws IOException {
        Path prometheus = Prometheus.program();
        long seed = new Random().nextLong();
        String file = FIXED_JOBS + new RandomRelabelJobs(seed).jobs(RANDOM_JOBS);
        Files.writeString(folder.resolve("prometheus.yml"), file);
        int port = Ports.free();
        try (Child child = Prometheus.start(prometheus, folder, port);
                Tributary tributary = Tributary.profiling(folder, file);
                Tributary other = Tributary.at(URI.create("http://127.0.0.1:" + port))) {
            JsonNode ours = tributary.json("/api/v1/targets");
            JsonNode theirs = Await.until(
                    "targets of Prometheus", Duration.ofMinutes(2), child::output, () -> targets(other, ours));

            assertThat(active(ours)).as("seed %d\n%s", seed, file).isEqualTo(active(theirs));
            assertThat(dropped(ours)).as("seed %d\n%s", seed, file).isEqualTo(dropped(theirs));
            assertThat(active(ours)).hasSizeGreaterThan(RANDOM_JOBS);
            assertThat(dropped(ours)).hasSizeGreaterThan(RANDOM_JOBS / 2);
        }
    }

    /** It discovers in its own time: the last job's targets come some seconds after it listens. */
    private static Optional<JsonNode> targets(Tributary prometheus, JsonNode ours) {
        if (prometheus.ready().isEmpty()) {
            return Optional.empty();
        }
        JsonNode theirs = prometheus.json("/api/v1/targets").get("data");
        return count(theirs) >= count(ours) ? Optional.of(theirs) : Optional.empty();
    }

    private static int count(JsonNode targets) {
        return active(targets).size() + dropped(targets).size();
    }

    private static List<String> active(JsonNode targets) {
        List<String> all = new ArrayList<>();
        for (JsonNode target : targets.get("activeTargets")) {
            all.add(target.get("scrapePool").asText() + " " + labels(target.get("labels")) + " from "
                    + labels(target.get("discoveredLabels")) + " at " + request(target));
        }
        return all.stream().sorted().toList();
    }

    /** What ours could not make a target of, Prometheus leaves out of its answer. */
    private static List<String> dropped(JsonNode targets) {
        return StreamSupport.stream(targets.get("droppedTargets").spliterator(), false)
                .filter(target -> !target.path("reason").asText().equals("invalid"))
                .map(target -> labels(target.get("discoveredLabels")).toString())
                .sorted()
                .toList();
    }

    /** Without the label of metrics' path, which profiles do not have. */
    private static Map<String, String> labels(JsonNode node) {
        Map<String, String> labels = new TreeMap<>();
        node.properties()
                .forEach(label -> labels.put(label.getKey(), label.getValue().asText()));
        labels.remove("__metrics_path__");
        return labels;
    }

    /** Scheme, address, query and interval: of ours, those of the heap profile. */
    private static String request(JsonNode target) {
        JsonNode scrape = StreamSupport.stream(target.path("profiles").spliterator(), false)
                .filter(profile -> profile.get("type").asText().equals("heap"))
                .findFirst()
                .orElse(target);
        URI url = URI.create(scrape.get("scrapeUrl").asText());
        int standard = url.getScheme().equals("https") ? 443 : 80;
        String query = Optional.ofNullable(url.getQuery()).orElse("");
        JsonNode interval = scrape.get("scrapeInterval");
        return url.getScheme() + "://" + url.getHost() + ":" + (url.getPort() < 0 ? standard : url.getPort()) + "?"
                + List.of(query.split("&", -1)).stream().sorted().toList() + " every "
                + (interval.isTextual() ? interval.asText() : INTERVALS.get(interval.asInt()));
    }
}
