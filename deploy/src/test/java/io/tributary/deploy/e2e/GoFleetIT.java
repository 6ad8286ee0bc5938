package io.tributary.deploy.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.tributary.deploy.testing.Await;
import io.tributary.deploy.testing.Child;
import io.tributary.deploy.testing.Tributary;
import io.tributary.profile.testing.GoPprof;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/**
 * A fleet of two versions with two instances each, profiled by Tributary: the merge is Go's own merge of the same
 * profiles, and Go's compiler takes the feedback up.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class GoFleetIT {
    private static final int CPU_PROFILES = 16;
    private static final List<String> COMPARED = List.of("cpu", "heap", "goroutine");

    /** Of each type. */
    private static final int LEAST_COMPARED = 4;

    private final List<ShopPrograms.Instance> fleet = new ArrayList<>();
    private Path go;
    private Path folder;
    private ShopPrograms shop;
    private Tributary tributary;
    private String range;

    @BeforeAll
    void collect(@TempDir Path temporary) throws IOException {
        go = Needs.go();
        folder = temporary;
        shop = new ShopPrograms(go, folder);
        StringBuilder targets = new StringBuilder("""
                global:
                  scrape_interval: 3s
                  scrape_timeout: 3s
                scrape_configs:
                  - job_name: shop
                    profiling_config:
                      pprof_config:
                        process_cpu: {seconds: 2}
                    static_configs:
                """);
        int seed = 0;
        for (String version : List.of("v1", "v2")) {
            shop.build(version, "shop-" + version);
            for (int i = 0; i < 2; i++) {
                ShopPrograms.Instance instance = shop.start("shop-" + version, ++seed);
                fleet.add(instance);
                targets.append("      - targets: ['")
                        .append(instance.address())
                        .append("']\n        labels: {version: ")
                        .append(version)
                        .append("}\n");
            }
        }
        tributary = Tributary.profiling(folder, targets.toString());
        Await.until(
                CPU_PROFILES + " CPU profiles and all targets up",
                Duration.ofMinutes(2),
                () -> tributary.process().output() + "\n" + tributary.json("/api/v1/targets"),
                () -> tributary.profiles("service=shop&type=cpu").size() >= CPU_PROFILES
                                && tributary.profiles("service=shop&type=heap").size() >= 8
                                && tributary
                                                .profiles("service=shop&type=goroutine")
                                                .size()
                                        >= 8
                                && COMPARED.stream()
                                        .allMatch(type ->
                                                settledOf(tributary.profiles("service=shop"), type) >= LEAST_COMPARED)
                        ? Optional.of(true)
                        : Optional.empty());
        range = settledRange(tributary.profiles("service=shop"));
    }

    /** The last hour up to where nothing can come any more: scraping goes on, and what is compared has to stand still. */
    private static String settledRange(List<JsonNode> profiles) {
        long to = settled(profiles);
        return "from=" + (to - 3600) + "&to=" + to;
    }

    /** A scrape takes five seconds at most: two of a CPU profile, and the timeout. */
    private static long settled(List<JsonNode> profiles) {
        return profiles.stream().mapToLong(GoFleetIT::second).max().orElseThrow() - 6;
    }

    private static long second(JsonNode profile) {
        return Instant.parse(profile.get("time").asText()).getEpochSecond();
    }

    private static long settledOf(List<JsonNode> profiles, String type) {
        long to = settled(profiles);
        return profiles.stream()
                .filter(profile -> profile.get("type").asText().equals(type) && second(profile) < to)
                .count();
    }

    @AfterAll
    void end() {
        tributary.close();
        fleet.forEach(ShopPrograms.Instance::close);
    }

    private Map<String, Path> download(String type) throws IOException {
        Map<String, Path> files = new LinkedHashMap<>();
        for (JsonNode profile : tributary.profiles("service=shop&type=" + type, range)) {
            String id = profile.get("id").asText();
            Path file = folder.resolve(type + files.size() + ".pb.gz");
            Files.write(file, tributary.bytes("/api/v1/profiles/" + id));
            files.put(id, file);
        }
        return files;
    }

    @Test
    void theMergeIsWhatGosToolGivesForTheStoredProfiles() throws IOException {
        for (String type : COMPARED) {
            Map<String, Path> files = download(type);
            assertThat(files).as(type).hasSizeGreaterThanOrEqualTo(LEAST_COMPARED);
            byte[] merge = tributary.bytes("/api/v1/merge?merge=sum&service=shop&type=" + type + "&" + range);
            assertThat(GoPprof.raw(merge))
                    .as(type)
                    .isEqualTo(GoPprof.rawMerge(List.copyOf(files.values())).withoutZeros());
        }
    }

    @Test
    void goPprofReadsTheMergeByUrl() {
        String top = Child.run(
                folder,
                Map.of(),
                List.of(
                        go.toString(),
                        "tool",
                        "pprof",
                        "-top",
                        "-symbolize=none",
                        tributary.url("/api/v1/merge?service=shop&type=cpu&from=now-5m")));
        assertThat(top).contains("Type: cpu").contains("main.(*shop)");
    }

    @Test
    void theCompilerTakesTheFeedbackUp() throws IOException {
        byte[] feedback = tributary.bytes("/api/v1/pgo/shop/default.pgo?window=1h&gate=off");
        Path pgo = Files.write(folder.resolve("default.pgo"), feedback);
        String edges = Child.run(
                folder,
                Map.of(),
                List.of(go.toString(), "tool", "preprofile", "-i", pgo.toString(), "-o", "/dev/stdout"));
        assertThat(edges).startsWith("GO PREPROFILE V1").contains("main.").contains("[go.shape.");

        String plain = shop.build("v1", "shop-plain", "-pgo=off", "-gcflags=-m=2");
        String guided = shop.build("v1", "shop-pgo", "-pgo=" + pgo, "-gcflags=-m=2 -d=pgodebug=1");
        String devirtualized = "PGO devirtualizing interface call r.price to";
        assertThat(plain).doesNotContain(devirtualized);
        assertThat(guided).contains(devirtualized).contains("hot-callsite-thres-from-CDF=");
        assertThat(Child.run(folder, Map.of(), List.of(shop.program("shop-pgo").toString(), "-work=20")))
                .isNotEmpty();
    }

    @Test
    void nothingListedIsLostByAKill(@TempDir Path other) {
        // A store of its own: the other tests' is still being written to.
        List<String> addresses =
                fleet.stream().map(ShopPrograms.Instance::address).toList();
        String targets = """
                global: {scrape_interval: 2s, scrape_timeout: 2s}
                scrape_configs:
                  - job_name: shop
                    profiling_config:
                      pprof_config:
                        process_cpu: {seconds: 1}
                    static_configs:
                      - targets: ['%s']
                """.formatted(String.join("', '", addresses));
        try (Tributary first = Tributary.profiling(other, targets)) {
            List<JsonNode> listed = Await.until(
                    "profiles", Duration.ofMinutes(1), () -> first.process().output(), () -> {
                        List<JsonNode> all = first.profiles("service=shop");
                        return all.size() >= 32 && settledOf(all, "heap") > 0 ? Optional.of(all) : Optional.empty();
                    });
            String merge = "/api/v1/merge?service=shop&type=heap&merge=sum&" + settledRange(listed);
            byte[] before = first.bytes(merge);
            first.process().kill();
            try (Tributary second = Tributary.profiling(other, targets)) {
                assertThat(second.profiles("service=shop").stream()
                                .map(each -> each.get("id").asText()))
                        .containsAll(listed.stream()
                                .map(each -> each.get("id").asText())
                                .toList());
                assertThat(second.bytes(merge)).isEqualTo(before);
                assertThat(second.process().terminate(Duration.ofSeconds(30))).isZero();
            }
        }
    }
}
