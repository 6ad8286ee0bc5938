package io.tributary.deploy.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.tributary.deploy.testing.Await;
import io.tributary.deploy.testing.Child;
import io.tributary.deploy.testing.Tributary;
import io.tributary.profile.testing.GoPprof;
import io.tributary.profile.testing.Ports;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Targets that nobody here wrote: Prometheus and etcd as Debian builds them, profiled side by side. */
class ForeignProgramsIT {
    @Test
    void prometheusAndEtcdAreProfiled(@TempDir Path folder) throws IOException {
        Path prometheus = Prometheus.program();
        Path etcd = Needs.program("TRIBUTARY_TEST_ETCD", "etcd");
        Needs.go();
        int prometheusPort = Ports.free();
        int etcdPort = Ports.free();
        int peerPort = Ports.free();
        Files.writeString(folder.resolve("prometheus.yml"), """
                global: {scrape_interval: 1s}
                scrape_configs:
                  - job_name: self
                    static_configs: [{targets: ['127.0.0.1:%d']}]
                """.formatted(prometheusPort));
        String targets = """
                global: {scrape_interval: 3s, scrape_timeout: 3s}
                scrape_configs:
                  - job_name: prometheus
                    profiling_config: {pprof_config: {process_cpu: {seconds: 2}}}
                    static_configs: [{targets: ['127.0.0.1:%d']}]
                  - job_name: etcd
                    profiling_config: {pprof_config: {process_cpu: {seconds: 2}}}
                    static_configs: [{targets: ['127.0.0.1:%d']}]
                """.formatted(prometheusPort, etcdPort);
        try (Child first = Prometheus.start(prometheus, folder, prometheusPort);
                Child second = Child.start(
                        folder,
                        Map.of(),
                        List.of(
                                etcd.toString(),
                                "--enable-pprof",
                                "--data-dir=etcd",
                                "--listen-client-urls=http://127.0.0.1:" + etcdPort,
                                "--advertise-client-urls=http://127.0.0.1:" + etcdPort,
                                "--listen-peer-urls=http://127.0.0.1:" + peerPort));
                Tributary tributary = Tributary.profiling(folder, targets)) {
            for (String service : List.of("prometheus", "etcd")) {
                for (String type : List.of("cpu", "heap", "goroutine")) {
                    List<JsonNode> profiles = Await.until(
                            "profiles of " + service + "'s " + type,
                            Duration.ofMinutes(1),
                            () -> first.output() + "\n" + second.output() + "\n" + tributary.json("/api/v1/targets"),
                            () -> {
                                List<JsonNode> found = tributary.profiles("service=" + service + "&type=" + type);
                                return found.size() >= 2 ? Optional.of(found) : Optional.empty();
                            });
                    compare(tributary, folder, service, type, profiles);
                }
            }
        }
    }

    /** The merge over exactly these profiles is Go's own. */
    private static void compare(Tributary tributary, Path folder, String service, String type, List<JsonNode> profiles)
            throws IOException {
        List<Path> files = new ArrayList<>();
        for (JsonNode profile : profiles) {
            Path file = folder.resolve(service + type + files.size() + ".pb.gz");
            files.add(Files.write(
                    file,
                    tributary.bytes("/api/v1/profiles/" + profile.get("id").asText())));
        }
        String end = profiles.getLast().get("time").asText();
        byte[] merge = tributary.bytes("/api/v1/merge?merge=sum&service=" + service + "&type=" + type
                + "&from=now-1h&to=" + oneMilliAfter(end));
        assertThat(GoPprof.raw(merge))
                .as(service + " " + type)
                .isEqualTo(GoPprof.rawMerge(files).withoutZeros());
    }

    private static String oneMilliAfter(String time) {
        return Instant.parse(time).plusMillis(1).toString();
    }
}
