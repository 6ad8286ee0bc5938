package io.tributary.collector;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.collector.config.FileSdConfig;
import io.tributary.collector.config.JobConfig;
import io.tributary.collector.config.TargetsFile;
import io.tributary.collector.discovery.Discovery;
import io.tributary.collector.discovery.TargetGroup;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileDiscoveryTest {
    private final DiscoveryRig rig = new DiscoveryRig();

    @TempDir
    Path folder;

    @AfterEach
    void close() {
        rig.close();
    }

    private FileSdConfig config(String... names) {
        return new FileSdConfig(List.of(names).stream().map(folder::resolve).toList(), Duration.ofMinutes(5));
    }

    /** How a collector comes from a targets file to targets. */
    @Test
    void fromATargetsFileToTargets() throws Exception {
        Files.writeString(folder.resolve("shop.yml"), "- targets: [a:1]\n");
        Path file = Files.writeString(folder.resolve("targets.yaml"), """
                scrape_configs:
                  - job_name: shop
                    file_sd_configs:
                      - files: ["*.yml"]
                """);
        JobConfig job = TargetsFile.load(file).jobs().getFirst();
        List<List<TargetGroup>> updates = new CopyOnWriteArrayList<>();

        List<Discovery> discoveries = Discoveries.of(job, rig.machinery);
        discoveries.forEach(discovery -> discovery.start(updates::add));

        String yml = folder.resolve("shop.yml").toString();
        Await.until("something was found", () -> !updates.isEmpty());
        assertThat(updates.getFirst())
                .containsExactly(TargetGroup.of(
                        yml + ":0", Map.of("__meta_filepath", yml), List.of(Map.of("__address__", "a:1"))));
        discoveries.forEach(Discovery::close);
    }

    @Test
    void jsonAndYamlGiveTheSame() throws Exception {
        Files.writeString(folder.resolve("a.json"), """
                [{"targets": ["a:1", "[::1]:2"],\t"labels": {"zone": "x"}, "comment": 1}, {"targets": []}]
                """);
        Files.writeString(folder.resolve("b.YAML"), """
                - targets: [b:1]
                  labels: {version: 1.20}
                - {labels: {a: b}}
                """);

        rig.start(config("*.json", "*.YAML"));

        rig.awaitAddresses("a:1", "[::1]:2", "b:1");
        String json = folder.resolve("a.json").toString();
        assertThat(rig.targets().get(1))
                .isEqualTo(Map.of("__address__", "[::1]:2", "__meta_filepath", json, "zone", "x"));
        assertThat(rig.targets().get(2)).containsEntry("version", "1.20");
        assertThat(rig.updates.getLast())
                .extracting(TargetGroup::source)
                .containsExactly(
                        json + ":0", json + ":1", folder.resolve("b.YAML") + ":0", folder.resolve("b.YAML") + ":1");
        assertThat(rig.metric("tributary_sd_discovered_targets")).isEqualTo(3);
    }

    @Test
    void filesThatChangeComeAndGoAreSeen() throws Exception {
        Path a = Files.writeString(folder.resolve("a.yml"), "- targets: [a:1]\n");
        rig.start(config("*.yml", "later/*.yml"));
        rig.awaitAddresses("a:1");

        Files.writeString(a, "- targets: [a:2]\n");
        rig.awaitAddresses("a:2");
        Files.createDirectory(folder.resolve("later"));
        Files.writeString(folder.resolve("later/b.yml"), "- targets: [b:1]\n");
        rig.awaitAddresses("a:2", "b:1");
        Path fresh = Files.writeString(folder.resolve("a.tmp"), "- targets: [a:3]\n");
        Files.move(fresh, a, StandardCopyOption.ATOMIC_MOVE);
        rig.awaitAddresses("a:3", "b:1");
        Files.delete(a);
        rig.awaitAddresses("b:1");
        Files.delete(folder.resolve("later/b.yml"));
        rig.awaitAddresses();
    }

    @Test
    void whatOnlyAFullReadShowsIsSeenAfterTheRefreshInterval() throws Exception {
        Path a = Files.writeString(folder.resolve("a.yml"), "- targets: [a:1]\n");
        rig.start(new FileSdConfig(List.of(a), Duration.ofMillis(200)));
        rig.awaitAddresses("a:1");
        var modified = Files.getLastModifiedTime(a);

        Files.writeString(a, "- targets: [a:2]\n");
        Files.setLastModifiedTime(a, modified);

        rig.awaitAddresses("a:2");
    }

    @Test
    void aBrokenFileKeepsItsLastGoodGroupsAndSaysWhy() throws Exception {
        Path a = Files.writeString(folder.resolve("a.yml"), "- targets: [a:1]\n");
        Path b = Files.writeString(folder.resolve("b.json"), "[{\"targets\": [\"b:1\"]}]");
        Discovery discovery = rig.start(config("*.yml", "b.json"));
        rig.awaitAddresses("a:1", "b:1");

        Files.writeString(a, "- target: [a:2]\n");
        rig.awaitError(discovery, a + ":1:3: unknown key \"target\" in a target group; did you mean \"targets\"?");
        assertThat(rig.addresses()).containsExactly("a:1", "b:1");
        Files.writeString(b, "[{\"targets\": [\"b:2\"]");
        rig.awaitError(discovery, b + ": this is no JSON list of target groups: it goes wrong in line 1, column 21");
        assertThat(rig.addresses()).containsExactly("a:1", "b:1");
        assertThat(rig.metric("tributary_sd_failures")).isGreaterThanOrEqualTo(2);
        Files.writeString(a, "- targets: [a:3]\n");
        Files.writeString(b, "[]");

        rig.awaitAddresses("a:3");
        rig.awaitNoError(discovery);
        assertThat(discovery.status().lastFailure()).isNotNull();
    }

    @Test
    void globsMatchAsInPrometheus() throws Exception {
        for (String name : List.of("a1.json", "a2.json", "b1.json", "{a}x.json", "a.txt")) {
            Files.writeString(folder.resolve(name), "[{\"targets\": [\"" + name + "\"]}]");
        }

        rig.start(config("a?.json", "{a}*.json", "[^a{]*.json"));

        rig.awaitAddresses("a1.json", "a2.json", "b1.json", "{a}x.json");
    }

    @Test
    void badContentIsRefused() throws Exception {
        Map<String, String> bad = Map.of(
                "[null]", "group 0 must be an object",
                "{}", "no JSON list",
                "", "no JSON list",
                "[{\"targets\": [1]}]", "a target must be a string",
                "[{\"targets\": {}}]", "targets must be a list",
                "[{\"labels\": []}]", "labels must be an object",
                "[{\"labels\": {\"a-b\": \"x\"}}]", "a label must have a name of letters",
                "[{\"labels\": {\"a\": 1}}]", "and a string as its value");
        Path file = folder.resolve("a.json");
        Files.writeString(file, "[{\"targets\": [\"a:1\"]}]");
        Discovery discovery = rig.start(config("a.json"));
        rig.awaitAddresses("a:1");

        for (Map.Entry<String, String> each : bad.entrySet()) {
            Files.writeString(file, each.getKey() + " ".repeat(each.getValue().length()));
            rig.awaitError(discovery, each.getValue());
        }

        assertThat(rig.addresses()).containsExactly("a:1");
    }

    @Test
    void nothingComesAfterItIsClosed() throws Exception {
        Path a = Files.writeString(folder.resolve("a.yml"), "- targets: [a:1]\n");
        Discovery discovery = rig.start(config("a.yml"));
        rig.awaitAddresses("a:1");

        discovery.close();
        discovery.close();
        Files.writeString(a, "- targets: [a:2]\n");
        rig.start(config("*.yml"));
        rig.awaitAddresses("a:2");

        assertThat(rig.updates).hasSize(2);
        assertThat(rig.metric("tributary_sd_discovered_targets")).isEqualTo(1);
    }
}
